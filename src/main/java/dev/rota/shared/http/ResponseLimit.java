package dev.rota.shared.http;

import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Ends a call of another service whose answer is too long. The REST client keeps a body in memory until
 * it is complete, and would do so with one that never ends. Found by the client through {@code META-INF/services}.
 */
public class ResponseLimit implements RestClientListener {

    /** Well above the largest answer that is asked for. */
    private static final int MAX_BODY = 64 * 1024;

    @Override
    public void onNewClient(Class<?> type, RestClientBuilder builder) {
        ((VertxRequestCustomizingClientBuilder<?>) builder).httpClientRequestCustomizer(ResponseLimit::limit);
    }

    private static void limit(HttpClientRequest request) {
        request.response().onSuccess(response -> {
            var length = new AtomicInteger();
            // The client itself waits for the whole body, so that the single chunks are free to be counted.
            response.handler(chunk -> {
                if (length.addAndGet(chunk.length()) > MAX_BODY) {
                    request.reset(0, new IllegalStateException("an answer of more than " + MAX_BODY + " bytes"));
                }
            });
        });
    }
}
