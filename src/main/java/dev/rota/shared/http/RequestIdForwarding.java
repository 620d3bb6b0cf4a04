package dev.rota.shared.http;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.jboss.logging.MDC;

/** Passes the request's id on to the service that is asked, so that the logs of both services can be joined. */
public class RequestIdForwarding implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        if (MDC.get(RequestId.MDC_KEY) instanceof String id) {
            request.getHeaders().putSingle(RequestId.HEADER, id);
        }
    }
}
