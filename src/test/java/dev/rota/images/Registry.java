package dev.rota.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A registry of images in memory, without TLS and without a login. */
final class Registry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    private record Content(String type, Buffer bytes) {}

    Registry() {
        // Needs no login.
        contents.put("/v2/", new Content("application/json", Buffer.buffer("{}")));
        // A client that tries TLS first is answered at once: its greeting is longer than a line may be.
        server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(256))
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String address() {
        return "localhost:" + server.actualPort();
    }

    /** How the image starts its program. */
    List<String> entrypoint(String image, String tag) throws IOException {
        String path = "/v2/" + image;
        var manifest = json(path + "/manifests/" + tag);
        var configuration =
                json(path + "/blobs/" + manifest.at("/config/digest").asText());
        var entrypoint = new ArrayList<String>();
        configuration.at("/config/Entrypoint").forEach(argument -> entrypoint.add(argument.asText()));
        return entrypoint;
    }

    /** Whether there is such an image. */
    boolean has(String image, String tag) {
        return contents.containsKey("/v2/" + image + "/manifests/" + tag);
    }

    /** What it is made of. */
    String manifest(String image, String tag) {
        return contents.get("/v2/" + image + "/manifests/" + tag).bytes().toString();
    }

    private JsonNode json(String path) throws IOException {
        return JSON.readTree(contents.get(path).bytes().getBytes());
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        switch (request.method().name()) {
            case "POST" -> accepted(request, path + UUID.randomUUID());
            case "PATCH" -> {
                contents.put(path, new Content("application/octet-stream", body));
                accepted(request, path);
            }
            case "PUT" -> {
                String digest = request.getParam("digest");
                if (digest == null) {
                    contents.put(path, new Content(request.getHeader("Content-Type"), body));
                } else {
                    contents.put(path.replaceFirst("uploads/.*", digest), contents.remove(path));
                }
                request.response().setStatusCode(201).end();
            }
            default -> found(request, contents.get(path));
        }
    }

    private static void accepted(HttpServerRequest request, String location) {
        request.response().setStatusCode(202).putHeader("Location", location).end();
    }

    private static void found(HttpServerRequest request, Content content) {
        var response = request.response();
        if (content == null) {
            response.setStatusCode(404).end();
            return;
        }
        response.putHeader("Content-Type", content.type())
                .putHeader("Content-Length", Integer.toString(content.bytes().length()));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(content.bytes());
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
