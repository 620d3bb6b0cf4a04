package dev.rota.bench;

import static java.util.stream.Collectors.joining;

import dev.rota.bench.Side.Sample;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables of what was measured, in Markdown: medians, and ratios beside the goals of Rota. */
record Report(Side rota, Side vertx, Side spring) {

    private static final long MIB = 1 << 20;
    private static final double MOST_MEMORY = 384;

    String text() {
        return String.join("\n\n", perSecond(), cpu(), programs(), failed());
    }

    private String perSecond() {
        return table(
                List.of(
                        "requests a second",
                        rota.name,
                        vertx.name,
                        spring.name,
                        "Rota / Vert.x",
                        "goal",
                        "Rota / Spring Boot",
                        "goal"),
                Stream.of(Operation.values())
                        .map(operation -> {
                            var overVertx = ratios(operation, vertx, Sample::perSecond);
                            var overSpring = ratios(operation, spring, Sample::perSecond);
                            return List.of(
                                    operation.title,
                                    median("%.0f", operation, rota, Sample::perSecond),
                                    median("%.0f", operation, vertx, Sample::perSecond),
                                    median("%.0f", operation, spring, Sample::perSecond),
                                    spread(overVertx),
                                    atLeast(operation.overVertx, overVertx),
                                    spread(overSpring),
                                    atLeast(operation.overSpring, overSpring));
                        })
                        .toList());
    }

    private String cpu() {
        return table(
                List.of(
                        "CPU of a request, ms",
                        rota.name,
                        vertx.name,
                        spring.name,
                        "Rota / Vert.x",
                        "Rota / Spring Boot"),
                Stream.of(Operation.values())
                        .map(operation -> List.of(
                                operation.title,
                                median("%.3f", operation, rota, Sample::cpu),
                                median("%.3f", operation, vertx, Sample::cpu),
                                median("%.3f", operation, spring, Sample::cpu),
                                spread(ratios(operation, vertx, Sample::cpu)),
                                spread(ratios(operation, spring, Sample::cpu))))
                        .toList());
    }

    private String programs() {
        return table(
                List.of("program", "CPU until ready, s", "goal", "resident after the load, MiB", "goal"),
                Stream.of(rota, vertx, spring)
                        .flatMap(side -> side.programs.keySet().stream().map(module -> {
                            double ready = median(side.cpuUntilReady.get(module));
                            double resident = (double) side.programs.get(module).resident() / MIB;
                            boolean own = side == rota;
                            return List.of(
                                    side.name + " " + module,
                                    format("%.2f", ready),
                                    own ? atMost(module.equals("users") ? 4.5 : 6, ready) : "",
                                    format("%.0f", resident),
                                    own ? atMost(MOST_MEMORY, resident) : "");
                        }))
                        .toList());
    }

    private String failed() {
        var failed = Stream.of(rota, vertx, spring)
                .flatMap(side -> side.samples.entrySet().stream()
                        .filter(entry -> failed(entry.getValue()) > 0)
                        .map(entry -> side.name + ", " + entry.getKey().title + ": " + failed(entry.getValue())))
                .collect(joining("; "));
        return "Failed requests: " + (failed.isEmpty() ? "none." : failed + ".");
    }

    private static int failed(List<Sample> samples) {
        return samples.stream().mapToInt(Sample::failed).sum();
    }

    /** Of each round by itself, because a busy machine is slower in some than in others. */
    private double[] ratios(Operation operation, Side peer, ToDoubleFunction<Sample> figure) {
        var own = rota.samples.get(operation);
        var others = peer.samples.get(operation);
        return IntStream.range(0, own.size())
                .mapToDouble(round -> figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(others.get(round)))
                .toArray();
    }

    private static String median(String format, Operation operation, Side side, ToDoubleFunction<Sample> figure) {
        return format(
                format,
                median(side.samples.get(operation).stream().mapToDouble(figure).toArray()));
    }

    static double median(double[] values) {
        var sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String spread(double[] values) {
        var all = DoubleStream.of(values).summaryStatistics();
        return format("%.2f (%.2f–%.2f)", median(values), all.getMin(), all.getMax());
    }

    private static String atLeast(double goal, double[] ratios) {
        return goal == 0 ? "" : "≥ " + goal + (median(ratios) >= goal ? ", met" : ", **missed**");
    }

    private static String atMost(double goal, double value) {
        return "≤ " + format(goal == Math.rint(goal) ? "%.0f" : "%.1f", goal)
                + (value <= goal ? ", met" : ", **missed**");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String table(List<String> head, List<List<String>> rows) {
        var rule = head.stream()
                .map(column -> column.equals(head.get(0)) ? "---" : "--:")
                .toList();
        return Stream.concat(Stream.of(head, rule), rows.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(joining("\n"));
    }
}
