package dev.rota.board.session;

import io.quarkus.csrf.reactive.runtime.CsrfRequestResponseReactiveFilter;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Asks forms of pages for the token against cross-site request forgery, and not the API, where all modules run in one
 * JVM: who sends an access token to it is no browser that sends it by itself.
 */
@Alternative
@Priority(1)
@Singleton
class PagesOnlyCsrf extends CsrfRequestResponseReactiveFilter {

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request, RoutingContext routing) {
        if (Board.serves(routing.request().path())) {
            super.filter(request, routing);
        }
    }
}
