package dev.rota.support;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The settings of a module's program, read from the same files without starting it. */
public final class Settings {

    private Settings() {}

    /** @param environment variables as a deployment sets them */
    public static <T> T of(Class<T> mapping, String module, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(file("application.properties", 100), file("application-" + module + ".properties", 200))
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withMapping(mapping)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }

    private static PropertiesConfigSource file(String name, int ordinal) {
        try {
            var path = Path.of("src/main/resources", name);
            return new PropertiesConfigSource(path.toUri().toURL(), ordinal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
