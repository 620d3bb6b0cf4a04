package dev.rota.users;

import dev.rota.shared.database.EnumColumn;
import dev.rota.shared.identity.Caller;
import dev.rota.shared.identity.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person as clients see them. */
@Schema(name = "User")
record UserResponse(
        @Schema(examples = "01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00", required = true)
        UUID id,

        @Schema(examples = "Ada Lovelace", required = true) String name,

        @Schema(
                examples = "ada@example.com",
                nullable = true,
                description = "Null, as phone and zone are, for whoever may not see it.")
        String email,

        @Schema(examples = "+4930123456", nullable = true) String phone,

        @Schema(examples = "Europe/Berlin", nullable = true) String zone,

        @Schema(examples = "[\"barista\", \"keyholder\"]", required = true)
        List<String> roles,

        @Schema(required = true, nullable = true, description = EnumColumn.UNKNOWN)
        UserStatus status,

        @Schema(examples = "0", required = true, description = "Also the ETag.")
        int version,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt) {

    /** What the request's caller may see of people. */
    static Function<User, UserResponse> visible() {
        var caller = Caller.required();
        boolean personal = isPersonal(caller);
        return user ->
                personal || caller.isPerson(user.id) ? new UserResponse(user) : new UserResponse(user).withoutAddress();
    }

    private UserResponse withoutAddress() {
        return new UserResponse(id, name, null, null, null, roles, status, version, createdAt, updatedAt);
    }

    /** Whether the caller may see everybody's addresses, phones and zones. */
    static boolean isPersonal(Caller caller) {
        return caller.is(Role.PLANNER, Role.ADMINISTRATOR, Role.SERVICE);
    }

    UserResponse(User user) {
        this(
                user.id,
                user.name,
                user.email,
                user.phone,
                user.zone,
                List.of(user.roles),
                user.status,
                user.version,
                user.createdAt,
                user.updatedAt);
    }
}
