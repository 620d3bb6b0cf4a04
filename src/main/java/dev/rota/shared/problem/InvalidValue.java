package dev.rota.shared.problem;

/** A value of the wrong form; the message says which form is right and is fit for the client to read. */
public final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidValue(String message) {
        super(message);
    }
}
