package dev.rota.shared.http;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.jboss.logging.MDC;

/** Forwards the request's id to the called service, so that the logs of both can be joined. */
public class RequestIdForwarding implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        if (MDC.get(RequestId.MDC_KEY) instanceof String id) {
            request.getHeaders().putSingle(RequestId.HEADER, id);
        }
    }
}
