import client.ApiClient;
import client.ApiException;
import client.api.ShiftsApi;
import client.api.UsersApi;
import client.model.ConflictProblem;
import client.model.ShiftFields;
import client.model.ShiftPatch;
import client.model.ShiftStatus;
import client.model.UserFields;
import client.model.UserPatch;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** A person, a shift and a conflict by a client that is generated from the OpenAPI document. */
class RoundTrip {

    public static void main(String... args) throws Exception {
        var client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + System.getenv("TOKEN")));
        var users = new UsersApi(client);
        var shifts = new ShiftsApi(client);

        String email = "java-" + System.nanoTime() + "@example.com";
        var user = users.createUser(new UserFields().name("Grace Hopper").email(email).roles(Set.of("barista")), email);
        equal(null, user.getPhone());
        var patched = users.patchUser(user.getId(), "\"" + user.getVersion() + "\"", new UserPatch().phone("+4930123456"));
        equal("+4930123456", patched.getPhone());
        equal(email, patched.getEmail());

        var start = OffsetDateTime.parse("2150-02-05T08:00:00Z");
        var fields = new ShiftFields()
                .assignee(user.getId())
                .start(start)
                .end(start.plusHours(8))
                .zone("Europe/Helsinki")
                .location("Harbour café")
                .status(ShiftFields.StatusEnum.DRAFT);
        var shift = shifts.createShift(fields, null);
        equal("PT8H", shift.getDuration());
        equal(start.toInstant(), shift.getLocalStart().toInstant());
        try {
            shifts.createShift(fields, null);
            throw new AssertionError("booked twice");
        } catch (ApiException e) {
            equal(409, e.getCode());
            var conflict = ApiClient.createDefaultObjectMapper().readValue(e.getResponseBody(), ConflictProblem.class);
            equal("urn:rota:double-booking", conflict.getType());
            equal(shift.getId(), conflict.getClash().getId());
        }
        var page = shifts.listShifts(
                null, start, 1, null, null, null, null, start.plusDays(1), user.getId(), null, null);
        equal(List.of(shift), page.getItems());
        var moved = shifts.patchShift(shift.getId(), "\"" + shift.getVersion() + "\"", new ShiftPatch().notes("Moved"));
        equal("Moved", moved.getNotes());
        equal(ShiftStatus.CANCELLED, shifts.cancelShift(shift.getId(), "\"" + moved.getVersion() + "\"").getStatus());
        System.out.println("Java: a person, a shift and a conflict went to Rota and back");
    }

    private static void equal(Object expected, Object actual) {
        if (!java.util.Objects.equals(expected, actual)) {
            throw new AssertionError("expected " + expected + ", was " + actual);
        }
    }
}
