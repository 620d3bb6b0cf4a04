package dev.rota.shared.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much {@link WarmUp} does before readiness. */
@ConfigMapping(prefix = "rota.warm-up")
interface WarmUpConfig {

    /** Number of rounds; 0 turns the warm-up off. */
    @WithDefault("24")
    int rounds();

    /**
     * Concurrency of the last rounds, if there is time left: the size of the connection pool, because each connection
     * costs a new pod an authentication and prepared statements.
     */
    @WithDefault("8")
    int clients();
}
