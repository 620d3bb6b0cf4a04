package dev.rota.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Java sources of a folder. */
final class Sources {

    static final Sources MAIN = new Sources(Path.of("src", "main", "java"));
    static final Sources TEST = new Sources(Path.of("src", "test", "java"));

    private final Path folder;
    private final Map<String, Path> files = new TreeMap<>();

    private Sources(Path folder) {
        this.folder = folder;
        try (var found = Files.walk(folder)) {
            found.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .forEach(file -> files.put(name(file), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    boolean has(String type) {
        return files.containsKey(type);
    }

    /** @param type the simple name of a class that is no member of another one */
    Class<?> load(String type) {
        if (!has(type)) {
            throw new AssertionError("there is no class " + type);
        }
        var name = folder.relativize(files.get(type)).toString().replace(".java", "");
        try {
            return Class.forName(name.replace('/', '.'), false, Sources.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Also those within other classes. */
    List<Class<?>> records() {
        return files.keySet().stream()
                .map(this::load)
                .<Class<?>>flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .filter(Class::isRecord)
                .toList();
    }

    String text(String type) {
        return read(files.get(type));
    }

    /** All of them but one. */
    String textWithout(String type) {
        var text = new StringBuilder();
        files.forEach((name, file) -> text.append(name.equals(type) ? "" : read(file)));
        return text.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
