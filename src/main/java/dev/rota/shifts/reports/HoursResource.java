package dev.rota.shifts.reports;

import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import dev.rota.shared.wire.Zone;
import dev.rota.shifts.booking.Week;
import dev.rota.shifts.booking.WorkingTime;
import dev.rota.shifts.people.People;
import dev.rota.shifts.people.Person;
import dev.rota.shifts.roster.Edition;
import dev.rota.shifts.roster.ShiftEdition;
import dev.rota.shifts.roster.ShiftRepository;
import dev.rota.shifts.roster.ShiftsDatabase;
import dev.rota.shifts.roster.Window;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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

@Path("/v1/people/{id}/hours")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "people")
@RolesAllowed({Role.WORKER, Role.PLANNER})
class HoursResource {

    private static final int WEEKS = 4;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final ShiftsDatabase database;
    private final ShiftRepository shifts;
    private final People people;
    private final WorkingTime workingTime;

    HoursResource(ShiftsDatabase database, ShiftRepository shifts, People people, WorkingTime workingTime) {
        this.database = database;
        this.shifts = shifts;
        this.people = people;
        this.workingTime = workingTime;
    }

    @GET
    @Operation(
            operationId = "listHoursOfPerson",
            summary = "List a person's working time, by week",
            description =
                    "Workers: their own, as published. Whole weeks from Monday to Sunday, without cancelled shifts; a week in which the clock"
                            + " changes has 167 or 169 hours. Asks users only for the person's zone, if `zone` is"
                            + " absent; an unknown person works no hours.")
    @APIResponse(responseCode = "200", description = "All requested weeks, including those without work")
    public Uni<Hours> list(
            @PathParam("id") UUID id,
            @Parameter(description = "An instant in the first week, RFC 3339 with an offset. Absent: now")
                    @QueryParam("from")
                    Instant from,
            @Parameter(description = "The number of weeks. Absent: 4") @QueryParam("weeks") @Min(1) @Max(53)
                    Integer weeks,
            @Parameter(
                            description = "The zone of the weeks, in the IANA database. Absent: the person's"
                                    + " zone, or UTC if users knows none",
                            example = "Europe/Berlin")
                    @QueryParam("zone")
                    @Zone
                    String zone,
            @Parameter(
                            description = "planned: as planned; published: as workers see it. Absent: planned, and"
                                    + " for workers published",
                            schema = @Schema(enumeration = {"planned", "published"}))
                    @QueryParam("view")
                    Edition edition) {
        Caller.required().require(id, Role.PLANNER);
        var visible = Edition.visible(edition, Edition.PLANNED);
        var moment = from == null ? Instant.now() : from;
        return zone(id, zone)
                .map(place -> Stream.iterate(Week.of(moment, place), Week::next)
                        .limit(weeks == null ? WEEKS : weeks)
                        .toList())
                .chain(all -> database.read(shifts.booked(visible.mapping, List.of(id), span(all)))
                        .map(booked -> hours(all, booked)));
    }

    private Uni<ZoneId> zone(UUID id, String zone) {
        return zone != null
                ? Uni.createFrom().item(ZoneId.of(zone))
                : people.person(id).map(HoursResource::home);
    }

    /** The time zone databases of users and of this program may differ. */
    private static ZoneId home(Person person) {
        return person.zone() != null && ZoneId.getAvailableZoneIds().contains(person.zone())
                ? ZoneId.of(person.zone())
                : UTC;
    }

    private static Window span(List<Week> weeks) {
        return weeks.get(0).window().hull(weeks.get(weeks.size() - 1).window());
    }

    private Hours hours(List<Week> weeks, List<? extends ShiftEdition> booked) {
        return new Hours(
                weeks.get(0).zone().getId(),
                workingTime.weekly(),
                weeks.stream()
                        .map(week -> new Hours.WeekOfHours(
                                week.toString(),
                                week.window().from(),
                                week.window().to(),
                                week.worked(booked)))
                        .toList());
    }
}
