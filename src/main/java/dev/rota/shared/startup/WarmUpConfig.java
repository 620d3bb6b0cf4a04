package dev.rota.shared.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much {@link WarmUp} does before a program is ready. */
@ConfigMapping(prefix = "rota.warm-up")
interface WarmUpConfig {

    /** How often everything is rehearsed; 0 for a program that may serve its first client slowly. */
    @WithDefault("24")
    int rounds();

    /**
     * How many rehearse at once at the end, if there is time left: as many as there can be connections to the database,
     * each of which costs a new pod a password to prove and statements to prepare.
     */
    @WithDefault("8")
    int clients();
}
