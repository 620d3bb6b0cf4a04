package dev.rota.board.page;

import dev.rota.shared.wire.Digest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scripts, styles and icons. Their addresses have a digest of their content, so that browsers keep them for good. */
@Singleton
public class Assets {

    private static final String HTMX = "htmx.min.js";
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8", "svg", "image/svg+xml");

    private final Map<String, Asset> assets = Stream.of("board.css", "board.js", "icon.svg", HTMX)
            .collect(Collectors.toMap(Function.identity(), Assets::read));

    /** @param digest of the content, in as many digits as tell versions apart */
    record Asset(String type, String digest, byte[] content) {}

    /** The address of one of them. */
    public String at(String name) {
        return "/assets/" + assets.get(name).digest + "/" + name;
    }

    /** Empty for one of another version, too: its content must not be kept under this one's address. */
    Optional<Asset> find(String digest, String name) {
        return Optional.ofNullable(assets.get(name)).filter(asset -> asset.digest.equals(digest));
    }

    private static Asset read(String name) {
        String folder =
                name.equals(HTMX) ? "/META-INF/resources/webjars/htmx.org/" + htmxVersion() + "/dist/" : "/board/";
        try (InputStream file = Assets.class.getResourceAsStream(folder + name)) {
            byte[] content = file.readAllBytes();
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return new Asset(type, Digest.sha256(content).substring(0, 16), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Maven chose it. */
    private static String htmxVersion() {
        try (InputStream file =
                Assets.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/htmx.org/pom.properties")) {
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
