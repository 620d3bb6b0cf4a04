package dev.rota.shifts;

import dev.rota.shared.Database;
import dev.rota.shared.Zone;
import dev.rota.shifts.People.Person;
import dev.rota.shifts.WorkingTime.Week;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How much somebody works. A class of its own for the reason that {@link UserShiftsResource} is one. */
@Path("/v1/users/{id}/hours")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "shifts")
class UserHoursResource {

    private static final int WEEKS = 4;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final Shifts shifts;
    private final Bookings bookings;
    private final WorkingTime workingTime;

    UserHoursResource(Shifts shifts, Bookings bookings, WorkingTime workingTime) {
        this.shifts = shifts;
        this.bookings = bookings;
        this.workingTime = workingTime;
    }

    @Schema(name = "Hours")
    record Hours(
            @Schema(required = true, examples = "Europe/Berlin", description = "Whose clock the weeks go by.")
            String zone,

            @Schema(
                    required = true,
                    examples = "PT48H",
                    format = "duration",
                    description = "What a week should not be longer than.")
            Duration limit,

            @Schema(required = true) List<WeekOfHours> weeks) {}

    @Schema(name = "WeekOfHours")
    record WeekOfHours(
            @Schema(required = true, examples = "2026-W13", description = "ISO 8601.")
            String week,

            @Schema(required = true, examples = "2026-03-22T23:00:00Z", description = "Monday, 0:00 on that clock.")
            Instant start,

            @Schema(required = true, examples = "2026-03-29T22:00:00Z", description = "The next Monday, 0:00.")
            Instant end,

            @Schema(
                    required = true,
                    examples = "PT38H30M",
                    format = "duration",
                    description =
                            "What of the person's shifts is in the week: real elapsed time, ISO 8601. A shift over"
                                    + " Sunday's midnight is in two.")
            Duration hours) {}

    @GET
    @Operation(
            operationId = "listHoursOfUser",
            summary = "How much one person works, week by week",
            description =
                    "Whole weeks from Monday to Sunday, cancelled shifts left out; a week in which the clock changes has 167"
                            + " or 169 hours. Served by the shifts service, which asks users for nothing but the"
                            + " person's zone, and only where no zone is given: somebody unknown simply works no hours.")
    @APIResponse(responseCode = "200", description = "As many weeks as were asked for, also those without any work")
    public Uni<Hours> list(
            @PathParam("id") UUID id,
            @Parameter(description = "An instant of the first week, RFC 3339 with an offset. Absent: now")
                    @QueryParam("from")
                    Instant from,
            @Parameter(description = "How many weeks. Absent: 4") @QueryParam("weeks") @Min(1) @Max(53) Integer weeks,
            @Parameter(
                            description =
                                    "Whose weeks, a zone of the IANA database. Absent: where the person lives, or UTC where users"
                                            + " does not know",
                            example = "Europe/Berlin")
                    @QueryParam("zone")
                    @Zone
                    String zone,
            @Parameter(
                            description = "planned: as it is planned; published: as workers see it",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    @DefaultValue(ShiftView.DEFAULT)
                    ShiftView view) {
        var moment = from == null ? Instant.now() : from;
        return zone(id, zone)
                .map(place -> Stream.iterate(Week.of(moment, place), Week::next)
                        .limit(weeks == null ? WEEKS : weeks)
                        .toList())
                .chain(all -> Database.read(
                                ShiftsResource.UNIT, () -> shifts.booked(view.entity, List.of(id), span(all)))
                        .map(booked -> hours(all, booked)));
    }

    private Uni<ZoneId> zone(UUID id, String zone) {
        return zone != null
                ? Uni.createFrom().item(ZoneId.of(zone))
                : bookings.person(id).map(UserHoursResource::home);
    }

    /** What users takes for a zone may be news to this program. */
    private static ZoneId home(Person person) {
        return person.zone() != null && ZoneId.getAvailableZoneIds().contains(person.zone())
                ? ZoneId.of(person.zone())
                : UTC;
    }

    private static Window span(List<Week> weeks) {
        return weeks.get(0).window().hull(weeks.get(weeks.size() - 1).window());
    }

    private Hours hours(List<Week> weeks, List<? extends ShiftVersion> booked) {
        return new Hours(
                weeks.get(0).zone().getId(),
                workingTime.weekly(),
                weeks.stream()
                        .map(week -> new WeekOfHours(
                                week.toString(),
                                week.window().from(),
                                week.window().to(),
                                week.worked(booked)))
                        .toList());
    }
}
