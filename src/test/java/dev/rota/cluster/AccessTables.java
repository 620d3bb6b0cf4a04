package dev.rota.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The two tables that say who may do what: the tests try them on a cluster, and docs/access.md shows them. */
final class AccessTables {

    static final List<String> ROLES = List.of("developer", "pipeline", "viewer", "break-glass");
    static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    /** @param names of objects; empty for any, or any other than an earlier row names */
    record Right(String resource, List<String> names, Map<String, Set<String>> verbs) {

        String group() {
            String name = resource.split("/")[0];
            return name.contains(".") ? name.substring(name.indexOf('.') + 1) : "";
        }

        /** With the subresource. */
        String plural() {
            return group().isEmpty() ? resource : resource.replace("." + group(), "");
        }
    }

    /** @param patch YAML, with placeholders */
    record Mutation(boolean allowed, String what, String type, String patch) {}

    private AccessTables() {}

    static List<Right> matrix() {
        return rows("matrix.txt", line -> !line.startsWith("resource"), 6).stream()
                .map(AccessTables::right)
                .toList();
    }

    private static Right right(String[] cells) {
        var verbs = new HashMap<String, Set<String>>();
        for (int i = 0; i < ROLES.size(); i++) {
            String cell = cells[i + 2];
            verbs.put(ROLES.get(i), cell.equals("-") ? Set.of() : Set.of(cell.split(" ")));
        }
        return new Right(cells[0], cells[1].startsWith("any") ? List.of() : List.of(cells[1].split(", ")), verbs);
    }

    static List<Mutation> mutations() {
        return rows("mutations.txt", line -> !line.startsWith("#"), 4).stream()
                .map(cells -> new Mutation(verdict(cells[0]), cells[1], cells[2], cells[3]))
                .toList();
    }

    private static boolean verdict(String word) {
        return switch (word) {
            case "allowed" -> true;
            case "refused" -> false;
            default -> throw new IllegalArgumentException(word + " is no verdict");
        };
    }

    private static List<String[]> rows(String file, Predicate<String> row, int columns) {
        return read(file)
                .lines()
                .filter(line -> !line.isBlank())
                .filter(row)
                .map(line -> line.split(" \\| ", columns))
                .peek(cells -> {
                    if (cells.length != columns) {
                        throw new IllegalArgumentException(file + ": " + Arrays.toString(cells));
                    }
                })
                .toList();
    }

    private static String read(String file) {
        try (var stream = AccessTables.class.getResourceAsStream("/access/" + file)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String matrixAsMarkdown() {
        return read("matrix.txt")
                .lines()
                .map(line -> "| " + line + " |")
                .collect(Collectors.joining("\n"))
                .replaceFirst("\n", "\n|---|---|---|---|---|---|\n");
    }

    static String mutationsAsMarkdown() {
        return read("mutations.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("# "))
                .map(line -> line.startsWith("## ")
                        ? "\n#" + line + "\n\n| | what | patch |\n|---|---|---|"
                        : mutationAsMarkdown(line.split(" \\| ", 4)))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String mutationAsMarkdown(String[] cells) {
        return "| %s | %s | %s `%s` |".formatted(cells[0], cells[1], cells[2], cells[3].replace("|", "\\|"));
    }
}
