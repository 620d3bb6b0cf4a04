package dev.rota.shared.identity;

import java.util.Set;

/** The roles by which operations are permitted. */
public final class Role {

    /** Whoever signs in and is an active person of users. No token says so. */
    public static final String WORKER = "worker";

    public static final String PLANNER = "planner";

    public static final String ADMINISTRATOR = "administrator";

    /** A program that follows changes or exports shifts. */
    public static final String READER = "reader";

    /** The shifts service, which asks users for people. */
    public static final String SERVICE = "service";

    /** Those that a token may carry. */
    static final Set<String> IN_TOKENS = Set.of(PLANNER, ADMINISTRATOR, READER, SERVICE);

    private Role() {}
}
