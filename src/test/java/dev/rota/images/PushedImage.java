package dev.rota.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** An image in a registry, which is logged in to as in a build. */
public final class PushedImage {

    private PushedImage() {}

    /** Pushes, under another tag, what is made of an image. */
    public static void derive(String image, String from, String to, UnaryOperator<JibContainerBuilder> change) {
        try {
            containerize(change.apply(pulled(image + ":" + from)), Containerizer.to(image(image + ":" + to)));
        } catch (InvalidImageReferenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes an image of one platform to a file, as `docker save` does. Layers come from Jib's cache if they can. */
    static void save(String image, Path file) {
        try {
            containerize(pulled(image), Containerizer.to(TarImage.at(file).named(image)));
        } catch (InvalidImageReferenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a build makes images for, by quarkus.jib.platforms; none is what the base image is for. */
    static Set<Platform> platforms() {
        return setting("quarkus.jib.platforms").stream()
                .flatMap(all -> Stream.of(all.split(",")))
                .map(platform -> platform.trim().split("/"))
                .map(platform -> new Platform(platform[1], platform[0]))
                .collect(Collectors.toSet());
    }

    private static JibContainerBuilder pulled(String image) throws InvalidImageReferenceException {
        var builder = Jib.from(image(image));
        return platforms().isEmpty() ? builder : builder.setPlatforms(platforms());
    }

    private static void containerize(JibContainerBuilder image, Containerizer to) {
        try {
            image.containerize(to.setAllowInsecureRegistries(setting("quarkus.container-image.insecure")
                    .map(Boolean::valueOf)
                    .orElse(false)));
        } catch (RegistryException | IOException | CacheDirectoryCreationException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static RegistryImage image(String name) throws InvalidImageReferenceException {
        var reference = ImageReference.parse(name);
        var image = RegistryImage.named(reference);
        var user = setting("quarkus.container-image.username");
        var password = setting("quarkus.container-image.password");
        if (user.isPresent() && password.isPresent()) {
            image.addCredential(user.get(), password.get());
        }
        // Else as `docker login` left it.
        return image.addCredentialRetriever(
                CredentialRetrieverFactory.forImage(reference, event -> {}).dockerConfig());
    }

    private static Optional<String> setting(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class);
    }
}
