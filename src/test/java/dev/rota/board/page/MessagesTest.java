package dev.rota.board.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What pages say, in each language. */
class MessagesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");

    @Test
    void every_language_says_everything() throws Exception {
        for (Class<?> bundle : bundles()) {
            String name = bundle.getAnnotation(MessageBundle.class).value();
            var german = new Properties();
            try (var file = Files.newBufferedReader(MESSAGES.resolve(name + "_de.properties"), UTF_8)) {
                german.load(file);
            }
            var methods = Arrays.stream(bundle.getMethods())
                    .filter(method -> method.isAnnotationPresent(Message.class))
                    .map(java.lang.reflect.Method::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(methods, new TreeSet<>(german.stringPropertyNames()), name);
        }
    }

    private static Iterable<Class<?>> bundles() throws IOException {
        try (var files = Files.walk(SOURCES.resolve("dev/rota/board"))) {
            return files.filter(file -> file.toString().endsWith("Messages.java"))
                    .map(file -> SOURCES.relativize(file).toString().replaceFirst("\\.java$", ""))
                    .map(name -> load(name.replaceAll(Pattern.quote(java.io.File.separator), ".")))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
