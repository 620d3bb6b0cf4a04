package dev.rota.board.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.shared.http.RequestIdForwarding;
import dev.rota.shared.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

    /**
     * By start.
     *
     * @param place {@code null} for all
     * @param view {@code planned} or {@code published}
     */
    @GET
    @Path("shifts")
    Uni<Listed<Shift>> shifts(
            @QueryParam("location") String place,
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @QueryParam("view") String view,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") String cursor);

    /** Those of these ids that the edition has. */
    @POST
    @Path("shifts/query")
    Uni<Listed<Shift>> query(@QueryParam("view") String view, Listed.Query query);

    /** Of the planned edition, for planners. */
    @GET
    @Path("shifts/conflicts")
    Uni<Listed<Conflict>> conflicts(@QueryParam("from") Instant from, @QueryParam("to") Instant to);

    @GET
    @Path("shifts/{id}")
    Uni<Shift> shift(@PathParam("id") UUID id, @QueryParam("view") String view);

    /** Oldest first, for planners. */
    @GET
    @Path("shifts/{id}/history")
    Uni<Listed<HistoryEntry>> history(
            @PathParam("id") UUID id, @QueryParam("limit") int limit, @QueryParam("cursor") String cursor);

    /** @param key by which a repetition of the same request is none */
    @POST
    @Path("shifts")
    Uni<Shift> create(@HeaderParam("Idempotency-Key") String key, ObjectNode fields);

    /**
     * @param version the ETag
     * @param fields a merge patch
     */
    @PATCH
    @Path("shifts/{id}")
    Uni<Shift> change(@PathParam("id") UUID id, @HeaderParam("If-Match") String version, ObjectNode fields);

    @DELETE
    @Path("shifts/{id}")
    Uni<Shift> cancel(@PathParam("id") UUID id, @HeaderParam("If-Match") String version);

    @POST
    @Path("shifts/publish")
    Uni<Publication> publish(@HeaderParam("Idempotency-Key") String key, ObjectNode selection);

    @POST
    @Path("shifts/copy")
    Uni<Copies> copy(@HeaderParam("Idempotency-Key") String key, ObjectNode selection);

    /**
     * A change of one shift.
     *
     * @param version of the shift after it
     * @param kind {@code CREATED}, {@code UPDATED}, {@code PUBLISHED} or {@code CANCELLED}
     * @param actor the id of a person or the name of a program; {@code null} if unknown
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record HistoryEntry(int version, String kind, Instant at, String actor, List<Field> fields) {

        /** What became of one field; both values are as the shift itself has them. */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Field(String field, JsonNode before, JsonNode after) {}
    }
}
