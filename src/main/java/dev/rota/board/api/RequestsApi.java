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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the shifts service does for single people: claims, time off, swaps, calendars. */
@RegisterRestClient(configKey = "board-shifts")
@RegisterProvider(RequestIdForwarding.class)
@RegisterProvider(ViewerToken.class)
@RegisterProvider(ApiProblem.Mapper.class)
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface RequestsApi {

    /** Of a request that means the thing as it is now, whatever it is. */
    String ANY_VERSION = "*";

    /** By start, cancelled ones too. */
    @GET
    @Path("people/{id}/shifts")
    Uni<Listed<Shift>> shiftsOf(
            @PathParam("id") UUID person,
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @QueryParam("view") String view,
            @QueryParam("limit") int limit);

    @GET
    @Path("people/{id}/shifts/claimable")
    Uni<Listed<Shift>> claimable(
            @PathParam("id") UUID person,
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @QueryParam("limit") int limit);

    @POST
    @Path("shifts/{id}/claim")
    Uni<Shift> claim(@PathParam("id") UUID shift, Whose claim);

    @DELETE
    @Path("shifts/{id}/claim")
    Uni<Shift> release(@PathParam("id") UUID shift, @HeaderParam("If-Match") String version);

    /**
     * By start: of planners everybody's, of workers their own.
     *
     * @param user {@code null}, as status may be, for any
     */
    @GET
    @Path("absences")
    Uni<Listed<Absence>> absences(
            @QueryParam("user") UUID user,
            @QueryParam("status") String status,
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @QueryParam("limit") int limit,
            @QueryParam("cursor") String cursor);

    @POST
    @Path("absences")
    Uni<Absence> ask(ObjectNode fields);

    /** @param openShifts {@code true} to open the shifts that are in the way; {@code null} otherwise */
    @POST
    @Path("absences/{id}/approve")
    Uni<JsonNode> approve(@PathParam("id") UUID absence, @QueryParam("openShifts") Boolean openShifts);

    @POST
    @Path("absences/{id}/decline")
    Uni<Absence> decline(@PathParam("id") UUID absence);

    @POST
    @Path("absences/{id}/withdraw")
    Uni<Absence> withdraw(@PathParam("id") UUID absence);

    /** By expiry. */
    @GET
    @Path("swaps")
    Uni<Listed<Swap>> swaps(
            @QueryParam("user") UUID user, @QueryParam("status") String status, @QueryParam("limit") int limit);

    @POST
    @Path("swaps")
    Uni<Swap> offer(ObjectNode fields);

    @POST
    @Path("swaps/{id}/accept")
    Uni<Swap> acceptSwap(@PathParam("id") UUID swap, Whose acceptance);

    @POST
    @Path("swaps/{id}/approve")
    Uni<JsonNode> approveSwap(@PathParam("id") UUID swap);

    @POST
    @Path("swaps/{id}/decline")
    Uni<Swap> declineSwap(@PathParam("id") UUID swap);

    @POST
    @Path("swaps/{id}/withdraw")
    Uni<Swap> withdrawSwap(@PathParam("id") UUID swap);

    @GET
    @Path("calendars")
    Uni<Listed<Calendar>> calendars(@QueryParam("user") UUID user, @QueryParam("limit") int limit);

    @POST
    @Path("calendars")
    Uni<Calendar> subscribe(ObjectNode fields);

    @DELETE
    @Path("calendars/{id}")
    Uni<Calendar> revoke(@PathParam("id") UUID calendar, @HeaderParam("If-Match") String version);

    /** Everywhere, once and for all. */
    @DELETE
    @Path("people/{id}")
    Uni<Void> erase(@PathParam("id") UUID person);

    /** For whom something is done. */
    record Whose(UUID user) {}

    /**
     * A shift for a shift.
     *
     * @param status {@code OFFERED}, {@code ACCEPTED}, {@code APPROVED}, {@code DECLINED}, {@code WITHDRAWN} or
     *     {@code EXPIRED}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Swap(
            UUID id,
            UUID offeredBy,
            UUID offered,
            UUID wantedFrom,
            UUID wanted,
            String reason,
            Instant expiresAt,
            String status) {

        /** Of all of them. */
        public static List<UUID> shifts(List<Swap> swaps) {
            return swaps.stream()
                    .flatMap(swap -> Stream.of(swap.offered, swap.wanted))
                    .toList();
        }

        /** Of all of them. */
        public static List<UUID> people(List<Swap> swaps) {
            return swaps.stream()
                    .flatMap(swap -> Stream.of(swap.offeredBy, swap.wantedFrom))
                    .toList();
        }

        public boolean isOffered() {
            return "OFFERED".equals(status);
        }

        public boolean isOpen() {
            return isOffered() || "ACCEPTED".equals(status);
        }
    }

    /**
     * A calendar feed.
     *
     * @param path its secret address, in the answer to its creation only
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Calendar(UUID id, String name, String path, Instant revokedAt) {}
}
