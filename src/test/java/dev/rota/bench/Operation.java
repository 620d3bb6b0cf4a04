package dev.rota.bench;

/** What is measured, and how Rota is to do beside its peers. */
enum Operation {
    USER("GET one user", "users", 0.5, 1.5),
    WEEK("GET a week of 100 shifts", "shifts", 0, 1.0),
    OPEN("POST an open shift", "shifts", 0, 1.0),
    ASSIGNED("POST with assignee", "shifts", 0, 0.5);

    final String title;
    /** Whose program answers. */
    final String module;
    /** Times as many requests a second as this peer, at least; 0 for any. */
    final double overVertx;

    final double overSpring;

    Operation(String title, String module, double overVertx, double overSpring) {
        this.title = title;
        this.module = module;
        this.overVertx = overVertx;
        this.overSpring = overSpring;
    }
}
