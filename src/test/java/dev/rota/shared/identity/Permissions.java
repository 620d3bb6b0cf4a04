package dev.rota.shared.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The table of who may do what: the tests try every cell, and docs/permissions.md shows it. */
final class Permissions {

    /** Who asks; the columns of the table, in their order. */
    enum Who {
        NOBODY("no token"),
        OWN("worker, own"),
        OTHER("worker, another's"),
        PLANNER("planner"),
        ADMINISTRATOR("administrator"),
        READER("reader"),
        SERVICE("service"),
        DEACTIVATED("deactivated");

        private final String title;

        Who(String title) {
            this.title = title;
        }
    }

    /**
     * A cell of the table.
     *
     * @param outcome yes; part, for less than others get; or the status of the refusal
     */
    record Cell(String operation, Who who, String outcome) {

        boolean isAllowed() {
            return status() == 0;
        }

        boolean isPart() {
            return outcome.equals("part");
        }

        /** Of the refusal, or 0. */
        int status() {
            return switch (outcome) {
                case "yes", "part" -> 0;
                case "401", "403", "404" -> Integer.parseInt(outcome);
                default -> throw new IllegalArgumentException(outcome + " is no outcome");
            };
        }

        @Override
        public String toString() {
            return operation + ", " + who.title + ": " + outcome;
        }
    }

    private Permissions() {}

    static List<Cell> cells() {
        return rows().skip(1).flatMap(Permissions::cells).toList();
    }

    static Cell cell(String operation, Who who) {
        return cells().stream()
                .filter(cell -> cell.operation.equals(operation) && cell.who == who)
                .findFirst()
                .orElseThrow();
    }

    static List<String> operations() {
        return rows().skip(1).map(row -> row.get(0)).toList();
    }

    private static Stream<Cell> cells(List<String> row) {
        var columns = Who.values();
        if (row.size() != columns.length + 1) {
            throw new IllegalArgumentException(row + " has not a cell for each column");
        }
        return IntStream.range(0, columns.length).mapToObj(i -> new Cell(row.get(0), columns[i], row.get(i + 1)));
    }

    static String asMarkdown() {
        var lines = rows().map(row -> "| " + String.join(" | ", row) + " |").toList();
        return Stream.of(
                        Stream.of(lines.get(0)),
                        Stream.of("|---".repeat(Who.values().length + 1) + "|"),
                        lines.stream().skip(1))
                .flatMap(part -> part)
                .collect(Collectors.joining("\n"));
    }

    /** The first one has the titles. */
    private static Stream<List<String>> rows() {
        try (var stream = Permissions.class.getResourceAsStream("/permissions/matrix.txt")) {
            return new String(stream.readAllBytes(), UTF_8).lines().map(line -> List.of(line.split(" \\| ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
