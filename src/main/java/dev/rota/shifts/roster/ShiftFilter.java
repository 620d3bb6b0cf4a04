package dev.rota.shifts.roster;

import dev.rota.shared.wire.Code;
import dev.rota.shared.wire.Text;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Filters of shifts; {@code null} for one that is not set. */
public record ShiftFilter(
        @Parameter(
                description = "planned: as planned; published: as workers see it. Absent: planned, and for"
                        + " `listShiftsNow` and for workers published",
                schema = @Schema(enumeration = {"planned", "published"}))
        @QueryParam("view")
        Edition edition,

        @Parameter(description = "Only shifts of this person") @QueryParam("user")
        UUID user,

        @Parameter(description = "Only shifts of this status") @QueryParam("status")
        ShiftStatus status,

        @Parameter(description = "true: only shifts without an assignee; false: only those with one")
        @QueryParam("open")
        Boolean open,

        @Parameter(
                description = "Only shifts at this place",
                schema = @Schema(type = SchemaType.STRING, maxLength = 100))
        @QueryParam("location")
        @Text(max = 100)
        String location,

        @Parameter(
                description = "Only shifts for this role",
                schema = @Schema(type = SchemaType.STRING, pattern = Code.PATTERN))
        @QueryParam("role")
        @Pattern(regexp = Code.PATTERN, message = Code.MESSAGE)
        String role) {

    public ShiftFilter {
        location = Text.Form.of(location);
        role = Text.Form.of(role);
    }

    /**
     * Filters of what the request's caller may see.
     *
     * @see Edition#visible
     */
    public ShiftFilter in(Edition absent) {
        return new ShiftFilter(Edition.visible(edition, absent), user, status, open, location, role);
    }

    public ShiftFilter ofUser(UUID id) {
        return new ShiftFilter(edition, id, status, open, location, role);
    }
}
