package dev.rota.shared.startup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The program's version, which is its image's tag, as a metric: {@code rota_info{version="1.0.1"} 1}. */
@Singleton
class Version implements MeterBinder {

    private final String version;

    Version(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rota.info", () -> 1)
                .description("The version that runs")
                .tag("version", version)
                .register(registry);
    }
}
