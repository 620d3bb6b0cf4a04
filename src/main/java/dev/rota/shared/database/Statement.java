package dev.rota.shared.database;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A statement as the driver takes it: with {@code $1}, {@code $2} and so on for the values. */
record Statement(String sql, Tuple values) {

    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    /** @see Database#read(String, Map, java.util.function.Function) */
    static Statement of(String sql, Map<String, ?> values) {
        var names = new ArrayList<String>();
        String positional = PARAMETER.matcher(sql).replaceAll(parameter -> "\\$" + position(names, parameter.group(1)));
        var tuple = Tuple.tuple();
        names.forEach(name -> tuple.addValue(driver(values.get(name))));
        return new Statement(positional, tuple);
    }

    private static int position(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name) + 1;
    }

    /** A value as the driver and Hibernate take it. */
    static Object driver(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
