package dev.rota.shifts.calendars;

import dev.rota.shared.identity.RateLimit;
import dev.rota.shared.openapi.OpenApiConventions;
import dev.rota.shared.problem.ProblemException;
import dev.rota.shared.wire.Digest;
import dev.rota.shared.wire.ETags;
import dev.rota.shifts.people.People;
import dev.rota.shifts.people.Person;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The calendar feeds. Calendar programs cannot sign in, so the address itself is the secret. */
@Path("/v1/feeds")
@Produces(CalendarFeedResource.MEDIA_TYPE)
@Tag(name = "calendars")
@PermitAll
class CalendarFeedResource {

    static final String MEDIA_TYPE = "text/calendar";

    /** More than anybody works within a feed's window. */
    static final int MOST = 1_000;

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final ShiftsDatabase database;
    private final CalendarRepository calendars;
    private final People people;
    private final RateLimit limit;

    /** @param requests of one address within a minute */
    CalendarFeedResource(
            ShiftsDatabase database,
            CalendarRepository calendars,
            People people,
            @ConfigProperty(name = "rota.rate-limit.calendar") int requests) {
        this.database = database;
        this.calendars = calendars;
        this.people = people;
        limit = new RateLimit(requests, PERIOD);
    }

    @GET
    @Path("{token}.ics")
    @Operation(
            operationId = "readFeed",
            summary = "Get a calendar feed of a person's published shifts, as iCalendar (RFC 5545)",
            description = "From four weeks ago to 26 weeks ahead, at most the first 1000 shifts. A shift that was"
                    + " cancelled, opened or given to somebody else stays as CANCELLED. UID is stable,"
                    + " SEQUENCE increases with every change. The feed ends when the person is"
                    + " deactivated and comes back when they are reactivated. 503 while users cannot be asked"
                    + " about that: calendar programs keep what they have and try again.")
    @APIResponse(
            responseCode = "200",
            description = "The shifts",
            content =
                    @Content(
                            mediaType = MEDIA_TYPE,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            examples = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…END:VCALENDAR\r\n")))
    @APIResponse(
            responseCode = "404",
            description = "No calendar has this token, it was revoked, or its person is not active")
    @APIResponse(responseCode = "429", description = OpenApiConventions.TOO_MANY_REQUESTS)
    public Uni<RestResponse<String>> read(
            @Parameter(
                            description = "The secret token in the `path` that `createCalendar` returned",
                            schema = @Schema(type = SchemaType.STRING, pattern = Calendar.TOKEN_PATTERN))
                    @PathParam("token")
                    String token,
            @HeaderParam("If-None-Match") String ifNoneMatch) {
        limit.require(token);
        var now = Instant.now();
        var window = new Window(now.minus(CalendarEvent.BACK), now.plus(CalendarEvent.AHEAD));
        return database.one(calendars.byToken(token), CalendarRepository::noFeed)
                .call(this::requireActive)
                .chain(calendar -> database.read(calendars.events(calendar.person, window, MOST))
                        .map(events -> ICalendar.of(calendar.name, events)))
                .map(text -> ETags.response(text, Digest.sha256(text), ifNoneMatch));
    }

    /**
     * Whoever has left sees no more of the rota. Also while users does not answer: nobody can tell then who has left, and
     * a calendar program that gets no answer keeps what it has.
     *
     * @throws ProblemException 404 if the person is not active, 503 if users is unavailable
     */
    private Uni<Person> requireActive(Calendar calendar) {
        return people.person(calendar.person).invoke(person -> {
            if (!person.isActive()) {
                throw CalendarRepository.noFeed();
            }
        });
    }
}
