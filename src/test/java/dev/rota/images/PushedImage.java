package dev.rota.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** An image in a registry, which is logged in to as in a build. */
public final class PushedImage {

    private static final Config SETTINGS = ConfigProvider.getConfig();

    private PushedImage() {}

    /** Pushes, under another tag, what is made of an image. */
    public static void derive(String image, String from, String to, UnaryOperator<JibContainerBuilder> change) {
        try {
            change.apply(Jib.from(image(image + ":" + from)))
                    .containerize(Containerizer.to(image(image + ":" + to))
                            .setAllowInsecureRegistries(
                                    SETTINGS.getOptionalValue("quarkus.container-image.insecure", Boolean.class)
                                            .orElse(false)));
        } catch (InvalidImageReferenceException
                | RegistryException
                | IOException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static RegistryImage image(String name) throws InvalidImageReferenceException {
        var reference = ImageReference.parse(name);
        var image = RegistryImage.named(reference);
        var user = SETTINGS.getOptionalValue("quarkus.container-image.username", String.class);
        var password = SETTINGS.getOptionalValue("quarkus.container-image.password", String.class);
        if (user.isPresent() && password.isPresent()) {
            image.addCredential(user.get(), password.get());
        }
        // Else as `docker login` left it.
        return image.addCredentialRetriever(
                CredentialRetrieverFactory.forImage(reference, event -> {}).dockerConfig());
    }
}
