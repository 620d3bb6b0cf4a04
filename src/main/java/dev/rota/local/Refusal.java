package dev.rota.local;

/** An error in one line, without a stack trace, for the person who typed the command. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
