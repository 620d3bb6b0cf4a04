package dev.rota.board.api;

import dev.rota.shared.http.RequestIdForwarding;
import dev.rota.shared.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The shifts service, at {@code SHIFTS_URL}. Everything fails with an {@link ApiProblem} where it is refused. */
@RegisterRestClient(configKey = "board-shifts")
@RegisterProvider(RequestIdForwarding.class)
@RegisterProvider(ViewerToken.class)
@RegisterProvider(ApiProblem.Mapper.class)
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface ShiftsApi {

    /** By start. {@code view} is {@code planned} or {@code published}. */
    @GET
    @Path("shifts")
    Uni<Listed<Shift>> shifts(
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @QueryParam("view") String view,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") String cursor);

    /** By start: of planners everybody's, of workers their own. */
    @GET
    @Path("absences")
    Uni<Listed<Absence>> absences(
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") String cursor);

    /** Of the planned edition, for planners. */
    @GET
    @Path("shifts/conflicts")
    Uni<Listed<Conflict>> conflicts(@QueryParam("from") Instant from, @QueryParam("to") Instant to);
}
