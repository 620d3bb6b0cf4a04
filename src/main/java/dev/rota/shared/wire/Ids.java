package dev.rota.shared.wire;

import dev.rota.shared.problem.InvalidValue;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as clients write them: UUIDs in their 36 characters. Java and Jackson also take shorter and encoded ones. */
public final class Ids {

    public static final String PATTERN =
            "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private Ids() {}

    static UUID parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValue("must be a UUID, such as 01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00");
        }
        return UUID.fromString(text);
    }
}
