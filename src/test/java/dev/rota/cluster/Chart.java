package dev.rota.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over time, in panels below each other, as SVG that is readable on any background. */
final class Chart {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 130;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 30;
    private static final int GAP = 45;

    private final double end;
    private final Map<String, Double> events;
    private final StringBuilder body = new StringBuilder();
    private int y = TOP;

    /** @param values one for each time in seconds; NaN leaves a gap */
    record Line(String name, String color, List<double[]> values) {}

    /**
     * @param end of the time axis, in seconds from 0
     * @param events what happened when
     */
    Chart(double end, Map<String, Double> events) {
        this.end = Math.max(end, 1);
        this.events = events;
    }

    /** @param limit a value to be held against; NaN for none */
    Chart panel(String title, double limit, Line... lines) {
        double highest = List.of(lines).stream()
                .flatMap(line -> line.values.stream())
                .mapToDouble(value -> value[1])
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        double top = Math.max(Double.isNaN(limit) ? 0 : limit, Math.max(highest, 1e-9)) * 1.1;
        text(LEFT, y - 8, "start", "#555", title);
        int x = WIDTH - RIGHT;
        for (Line line : lines) {
            if (lines.length > 1) {
                text(x, y - 8, "end", line.color, line.name);
                x -= 8 * line.name.length() + 10;
            }
        }
        draw(
                "<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#bbb'/>",
                LEFT, y, WIDTH - LEFT - RIGHT, HEIGHT);
        text(LEFT - 6, y + 10, "end", "#555", number(top));
        text(LEFT - 6, y + HEIGHT, "end", "#555", "0");
        events.values()
                .forEach(at -> draw("<path d='M%.1f %dv%d' stroke='#bbb' stroke-dasharray='2 3'/>", x(at), y, HEIGHT));
        if (!Double.isNaN(limit)) {
            draw("<path d='M%d %.1fH%d' stroke='#999' stroke-dasharray='6 4'/>", LEFT, y(limit, top), WIDTH - RIGHT);
        }
        for (Line line : lines) {
            draw("<path d='%s' fill='none' stroke='%s' stroke-width='1.5'/>", path(line.values, top), line.color);
        }
        y += HEIGHT + GAP;
        return this;
    }

    String svg() {
        int number = 0;
        double free = 0;
        var legend = new ArrayList<String>();
        for (var event : events.entrySet()) {
            number++;
            // Events at nearly the same moment have the number of the first one.
            if (x(event.getValue()) >= free) {
                text((int) x(event.getValue()), y - GAP + 14, "middle", "#555", String.valueOf(number));
                free = x(event.getValue()) + 18;
            }
            legend.add(number + " " + event.getKey() + " (" + Math.round(event.getValue()) + " s)");
        }
        for (String line : legend) {
            text(LEFT, y, "start", "#555", line);
            y += 16;
        }
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>%n"
                        .formatted(WIDTH, y)
                + "<rect width='100%' height='100%' fill='#fff'/>\n" + body + "</svg>\n";
    }

    private String path(List<double[]> values, double top) {
        var path = new StringBuilder();
        char command = 'M';
        for (double[] value : values) {
            if (Double.isFinite(value[1])) {
                path.append(String.format(Locale.ROOT, "%c%.1f %.1f", command, x(value[0]), y(value[1], top)));
                command = 'L';
            } else {
                command = 'M';
            }
        }
        return path.toString();
    }

    private double x(double seconds) {
        return LEFT + (WIDTH - LEFT - RIGHT) * seconds / end;
    }

    private double y(double value, double top) {
        return y + HEIGHT * (1 - value / top);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.0f", value);
    }

    private void text(int x, int y, String anchor, String color, String text) {
        draw(
                "<text x='%d' y='%d' text-anchor='%s' fill='%s'>%s</text>",
                x, y, anchor, color, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void draw(String element, Object... values) {
        body.append(String.format(Locale.ROOT, element, values)).append('\n');
    }
}
