package dev.rota.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/** An image in a file, as `docker save` writes it. */
final class SavedImage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final JsonNode manifest;
    private final JsonNode configuration;

    SavedImage(Path file) throws IOException {
        this.file = file;
        try (var tar = new TarFile(file)) {
            manifest = JSON.readTree(entry(tar, "manifest.json")).path(0);
            configuration = JSON.readTree(entry(tar, manifest.path("Config").asText()));
        }
    }

    /** The operating system and the architecture that it runs on, such as `linux/amd64`. */
    String platform() {
        return configuration.path("os").asText() + "/"
                + configuration.path("architecture").asText();
    }

    /** The absolute path of the folder that its program starts in. */
    String workingDirectory() {
        return absolute(configuration.at("/config/WorkingDir").asText());
    }

    /** The absolute paths of the folders that its programs are looked up in. */
    List<String> path() {
        for (JsonNode variable : configuration.at("/config/Env")) {
            if (variable.asText().startsWith("PATH=")) {
                return Stream.of(variable.asText().substring("PATH=".length()).split(":"))
                        .map(SavedImage::absolute)
                        .toList();
            }
        }
        return List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
    }

    private static String absolute(String path) {
        return Path.of("/", path).normalize().toString();
    }

    /** Makes the folder and fills it with the image's files. */
    void unpack(Path folder) throws IOException {
        var root = new RootFolder(folder);
        try (var tar = new TarFile(file)) {
            var layers = new ArrayList<String>();
            manifest.path("Layers").forEach(layer -> layers.add(layer.asText()));
            for (String layer : layers) {
                root.apply(() -> new GZIPInputStream(entry(tar, layer), 1 << 16));
            }
        }
    }

    private static InputStream entry(TarFile tar, String name) throws IOException {
        for (var entry : tar.getEntries()) {
            if (entry.getName().equals(name)) {
                return tar.getInputStream(entry);
            }
        }
        throw new FileNotFoundException("the image has no " + name);
    }
}
