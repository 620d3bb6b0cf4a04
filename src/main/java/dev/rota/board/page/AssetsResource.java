package dev.rota.board.page;

import dev.rota.shared.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** Serves the {@link Assets}. */
@Path("/assets/{digest}/{name}")
@PermitAll
class AssetsResource {

    private final Assets assets;

    AssetsResource(Assets assets) {
        this.assets = assets;
    }

    @GET
    public RestResponse<byte[]> get(@PathParam("digest") String digest, @PathParam("name") String name) {
        var asset = assets.find(digest, name).orElseThrow(() -> ProblemException.status(404));
        return RestResponse.ResponseBuilder.ok(asset.content())
                .header(HttpHeaders.CONTENT_TYPE, asset.type())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }
}
