package dev.rota.shared.http;

/** The priorities of the filters before JAX-RS: higher ones run first. */
final class FilterOrder {

    static final int REQUEST_ID = 300;
    static final int LOGGED_ADDRESS = 290;
    static final int DRAINING = 280;
    static final int CACHE_CONTROL = 275;
    static final int FRAMING = 270;
    static final int PATHS = 260;
    static final int LIMITS = 200;

    private FilterOrder() {}
}
