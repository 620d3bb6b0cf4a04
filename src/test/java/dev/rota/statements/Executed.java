package dev.rota.statements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A statement that was executed, by a program or within a function or a trigger.
 *
 * @param rows that it answered or wrote
 * @param writes whether it is no query
 * @param buffers that it read: pages, each time
 * @param plan the indexes that it read, and what it read or did otherwise
 */
record Executed(String sql, long rows, boolean writes, long buffers, double milliseconds, String plan) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LOGGED = Pattern.compile("LOG: {2}duration: ([0-9.]+) ms {2}plan:\n((?:\t.*\n)+)");

    /** A row that is looked up by a key: the levels of the index, and the table. */
    private static final int FOR_EACH_ROW = 5;

    /** A row that is written goes into every index of its table, and its keys are looked up. */
    private static final int FOR_EACH_ROW_WRITTEN = 60;

    /** A page of a list, with one row to see whether there are more. */
    private static final int PAGE = 101;

    private static final int FOR_A_PAGE = 300;

    static List<Executed> of(String log) {
        var executed = new ArrayList<Executed>();
        LOGGED.matcher(log).results().forEach(entry -> {
            try {
                var logged = JSON.readTree(entry.group(2));
                var root = logged.path("Plan");
                var nodes = nodes(root, new ArrayList<>());
                executed.add(new Executed(
                        logged.path("Query Text")
                                .asText()
                                .replaceAll("\\s+", " ")
                                .strip(),
                        rows(nodes),
                        root.path("Node Type").asText().equals("ModifyTable"),
                        root.path("Shared Hit Blocks").asLong()
                                + root.path("Shared Read Blocks").asLong(),
                        Double.parseDouble(entry.group(1)),
                        plan(nodes)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(entry.group(), e);
            }
        });
        return executed;
    }

    /** The buffers that its answer may need. */
    long needs() {
        if (writes) {
            return Math.max(FOR_A_PAGE, rows * FOR_EACH_ROW_WRITTEN);
        }
        return rows <= PAGE ? FOR_A_PAGE : rows * FOR_EACH_ROW;
    }

    /** Of one that only calls a function, what the function executes says so. */
    boolean readsTooMuch() {
        return !plan.isEmpty() && buffers > needs();
    }

    private static List<JsonNode> nodes(JsonNode node, List<JsonNode> nodes) {
        nodes.add(node);
        node.path("Plans").forEach(child -> nodes(child, nodes));
        return nodes;
    }

    /** What came out at the top; of an aggregate and of a write, what went in, which is what it is about. */
    private static long rows(List<JsonNode> nodes) {
        return nodes.stream()
                .filter(node -> !List.of("Aggregate", "ModifyTable", "LockRows", "Result")
                        .contains(node.path("Node Type").asText()))
                .findFirst()
                .map(node -> Math.round(node.path("Actual Rows").asDouble()
                        * node.path("Actual Loops").asLong()))
                .orElse(1L);
    }

    private static String plan(List<JsonNode> nodes) {
        var names = new TreeSet<String>();
        for (var node : nodes) {
            String type = node.path("Node Type").asText();
            if (node.has("Index Name")) {
                names.add(node.path("Index Name").asText());
            } else if (type.contains("Scan") && node.has("Relation Name")) {
                names.add(type + " " + node.path("Relation Name").asText());
            } else if (type.contains("Sort") || type.contains("Hash")) {
                names.add(type);
            }
        }
        return String.join(", ", names);
    }
}
