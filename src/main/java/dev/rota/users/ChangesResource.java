package dev.rota.users;

import dev.rota.shared.Change;
import dev.rota.shared.Changes;
import dev.rota.shared.Cursor;
import dev.rota.shared.Database;
import dev.rota.shared.Feed;
import dev.rota.shared.Page;
import dev.rota.users.User.View;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened to all people. */
@Path("/v1/users/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users")
class ChangesResource {

    private final Users users;
    private final Changes changes;

    ChangesResource(Users users, Changes changes) {
        this.users = users;
        this.changes = changes;
    }

    @Schema(name = "UserChange")
    record UserChange(
            @Schema(required = true, examples = "42", description = "Counts the changes, from 1.")
            long position,

            @Schema(
                    required = true,
                    examples = "UPDATED",
                    enumeration = {"CREATED", "UPDATED", "DEACTIVATED", "REACTIVATED", "DELETED"},
                    description = "DELETED: an operator took the person out of the database; this service never does.")
            String kind,

            @Schema(required = true, examples = "2026-03-20T10:15:30.123456Z")
            Instant at,

            @Schema(
                    nullable = true,
                    examples = "ada@example.com",
                    description = "Who did it, as `X-Forwarded-User` said; null where it said nothing.")
            String actor,

            @Schema(required = true, description = "The person as they became or, if deleted, as they were last.")
            View user) {

        UserChange(Change<User> change) {
            this(change.position(), change.kind(), change.at(), change.actor(), new View(change.row()));
        }
    }

    @GET
    @Operation(
            operationId = "listUserChanges",
            summary = "Everything that happened to people, in order",
            description =
                    "For keeping a copy: begin without a cursor, take over each person as shown, and ask again with `next`,"
                            + " at once while there is `more`, and later for what is new. Nothing is missed and nothing"
                            + " comes twice, however many write at once. Who was there before the first version that"
                            + " recorded changes begins with CREATED, or with the first change since. A cursor never gets"
                            + " too old.")
    public Uni<RestResponse<Feed<UserChange>>> list(
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) Integer limit,
            @Context UriInfo uri) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        return Database.read(UsersResource.UNIT, () -> changes.since(users.getSession(), User.class, after, limit))
                .map(feed -> feed.map(UserChange::new).response(uri));
    }
}
