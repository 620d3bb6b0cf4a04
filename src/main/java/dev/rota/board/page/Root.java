package dev.rota.board.page;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The address without a path. Not a resource: one at the root would be asked for every address that there is not. */
@Singleton
class Root {

    void register(@Observes Router router) {
        router.get("/").handler(request -> request.redirect("/home"));
    }
}
