package dev.rota.kustomize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Values that are repeated in several files, because their formats have no references, are the same. */
class AutoscalingTest {

    private static final Path COMPONENTS = Path.of("kustomize/components");

    private static final Pattern QUERY = Pattern.compile("[qQ]uery: \\|-\n(.*? == 0)\n", Pattern.DOTALL);

    @Test
    void the_query_that_is_tested_is_the_one_that_scales() throws IOException {
        var rules = Files.readString(Path.of("src/test/prometheus/rules-test.yaml"));
        assertTrue(words(rules).contains(query("latency-keda/scaled-object.yaml")));
    }

    @Test
    void keda_and_prometheus_adapter_ask_the_same() throws IOException {
        assertEquals(
                query("latency-keda/scaled-object.yaml"),
                query("latency-prometheus-adapter/adapter-rules.yaml")
                        .replace("<<.LabelMatchers>>", "namespace=\"rota\"")
                        .replace("sum by (le, <<.GroupBy>>)", "sum by (le)")
                        .replace("sum by (<<.GroupBy>>) (", "sum("));
    }

    @Test
    void every_alert_has_a_paragraph_in_the_runbook_and_every_paragraph_an_alert() throws IOException {
        var alerts = Files.readString(COMPONENTS.resolve("monitoring/prometheus-rule.yaml"));
        var runbook = Files.readString(Path.of("docs/runbook.md"));
        assertEquals(
                found("runbook: docs/runbook.md#(\\S+)", alerts),
                found("(?m)^## (.+)$", runbook).stream()
                        .map(title -> title.toLowerCase().replace(' ', '-'))
                        .collect(Collectors.toSet()));
    }

    private static String query(String file) throws IOException {
        var matcher = QUERY.matcher(Files.readString(COMPONENTS.resolve(file)));
        assertTrue(matcher.find(), file);
        return words(matcher.group(1));
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
