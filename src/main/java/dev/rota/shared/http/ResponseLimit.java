package dev.rota.shared.http;

import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Aborts a call of another service whose response is too long: the REST client buffers the whole body. Registered in
 * {@code META-INF/services}.
 */
public class ResponseLimit implements RestClientListener {

    /** Above the largest legitimate response: 500 people, each with 20 roles, and a name and an address in UTF-8. */
    private static final int MAX_BODY = 2 * 1024 * 1024;

    @Override
    public void onNewClient(Class<?> type, RestClientBuilder builder) {
        ((VertxRequestCustomizingClientBuilder<?>) builder).httpClientRequestCustomizer(ResponseLimit::limit);
    }

    private static void limit(HttpClientRequest request) {
        request.response().onSuccess(response -> {
            var length = new AtomicInteger();
            // The client itself only waits for the whole body, so the handler of the chunks is free.
            response.handler(chunk -> {
                if (length.addAndGet(chunk.length()) > MAX_BODY) {
                    request.reset(0, new IllegalStateException("an answer of more than " + MAX_BODY + " bytes"));
                }
            });
        });
    }
}
