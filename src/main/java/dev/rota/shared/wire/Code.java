package dev.rota.shared.wire;

/** A code, such as that of a role: 1 to 32 lower-case letters, digits and inner hyphens. */
public final class Code {

    public static final String PATTERN = "^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$";
    public static final String MESSAGE = "must be a code of 1 to 32 lower-case letters, digits and inner hyphens";

    private Code() {}
}
