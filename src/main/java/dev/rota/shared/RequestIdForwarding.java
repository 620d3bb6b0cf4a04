package dev.rota.shared;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.jboss.logging.MDC;

/** Passes the request's id on to the service that is asked, so that the logs of both tell one story. */
public class RequestIdForwarding implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        if (MDC.get(HttpLayer.MDC_REQUEST_ID) instanceof String id) {
            request.getHeaders().putSingle(HttpLayer.REQUEST_ID, id);
        }
    }
}
