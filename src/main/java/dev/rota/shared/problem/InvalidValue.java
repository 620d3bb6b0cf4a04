package dev.rota.shared.problem;

/** A malformed value; the message is fit for clients and says which form is right. */
public final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidValue(String message) {
        super(message);
    }
}
