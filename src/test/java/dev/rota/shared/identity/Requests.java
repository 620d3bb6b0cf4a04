package dev.rota.shared.identity;

import static dev.rota.support.Api.CALENDARS;
import static dev.rota.support.Api.PEOPLE;
import static dev.rota.support.Api.SHIFTS;
import static dev.rota.support.Api.USERS;
import static dev.rota.support.Api.created;
import static dev.rota.support.Api.deactivated;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.person;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.unique;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.with;
import static dev.rota.support.Api.work;
import static org.awaitility.Awaitility.await;

import dev.rota.shared.wire.Digest;
import dev.rota.support.Api;
import dev.rota.support.Databases;
import dev.rota.support.Tokens;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** A valid request of each operation, about a person whom nothing else is about. */
final class Requests {

    private static final String SWAPS = "/v1/swaps";
    private static final String ABSENCES = "/v1/absences";

    /** A person of users who has signed in there, and nowhere else yet. */
    record Subject(String id, String name, String email, String token) {

        static Subject create() {
            String name = unique();
            // The first request of all may take a cold program too long, which it answers 503 and has not done then.
            var user = await().until(() -> post(USERS, person("name", name)), answer -> answer.statusCode() == 201);
            String email = user.path("email");
            String id = user.path("id");
            String token = Tokens.person(email);
            Api.get(USERS + "/me", "Authorization", token).then().statusCode(200);
            return new Subject(id, name, email, token);
        }
    }

    /**
     * @param body {@code null} for none
     * @param owned the ids in it that are of the person and of what is theirs
     */
    record Request(String method, String path, Map<String, Object> body, List<String> owned) {

        Response send(String token) {
            return method.equals("GET") || method.equals("POST")
                    ? Api.send(method, path, body, "Authorization", token)
                    : Api.send(method, path, body, "Authorization", token, "If-Match", "*");
        }

        /** The same with another id in the path. */
        Request withPath(String from, String to) {
            return new Request(method, path.replace(from, to), body, owned);
        }

        /** The same with another id in the body. */
        Request withBody(String from, String to) {
            if (body == null) {
                return this;
            }
            var other = new HashMap<>(body);
            other.replaceAll((field, value) -> value.equals(from) ? to : value);
            return new Request(method, path, other, owned);
        }

        Request withField(String field, Object value) {
            return new Request(method, path, with(body, field, value), owned);
        }
    }

    private static final Map<String, Function<Subject, Request>> ALL = new HashMap<>();

    static {
        // ---------------------------------------------------------------------------------------- users
        ALL.put("createUser", someone -> write("POST", USERS, person()));
        ALL.put("getUser", someone -> read(USERS + "/" + someone.id, someone.id));
        ALL.put("getMe", someone -> read(USERS + "/me"));
        ALL.put("listUsers", someone -> read(USERS + query("prefix", someone.name)));
        ALL.put(
                "replaceUser",
                someone -> write("PUT", USERS + "/" + someone.id, person("email", someone.email), someone.id));
        ALL.put(
                "patchUser",
                someone -> write("PATCH", USERS + "/" + someone.id, Map.of("phone", "+4930123456"), someone.id));
        ALL.put("deactivateUser", someone -> decision(USERS, someone.id, "deactivate"));
        ALL.put("reactivateUser", someone -> decision(USERS, someone.id, "reactivate"));
        ALL.put("listUserChanges", someone -> read(USERS + "/changes?limit=1"));
        ALL.put("queryUsers", someone -> write("POST", USERS + "/query", Map.of("ids", List.of(someone.id))));
        ALL.put("eraseUser", someone -> write("DELETE", USERS + "/" + deactivated(id(user())), null));
        ALL.put("getUserNames", someone -> read(USERS + "/" + someone.id + "/names", someone.id));
        ALL.put("listIdentities", someone -> read(identities(someone), someone.id));
        ALL.put("linkIdentity", someone -> write("POST", identities(someone), identity(), someone.id));
        ALL.put("unlinkIdentity", someone -> {
            String linked = id(created(post(identities(someone), identity())));
            return write("DELETE", identities(someone) + "/" + linked, null, someone.id, linked);
        });

        // ---------------------------------------------------------------------------------------- shifts
        ALL.put("createShift", someone -> write("POST", SHIFTS, work("assignee", someone.id)));
        ALL.put("getShift", someone -> read(SHIFTS + "/" + published(someone), someone.id));
        ALL.put("listShifts", someone -> {
            published(someone);
            return read(SHIFTS + query("user", someone.id, "from", "2029-03-01T00:00:00Z"));
        });
        ALL.put("listShiftsNow", someone -> {
            published(someone);
            return read(SHIFTS + "/now" + query("user", someone.id, "at", "2029-03-01T09:00:00Z"));
        });
        ALL.put("queryShifts", someone -> write("POST", SHIFTS + "/query", Map.of("ids", List.of(published(someone)))));
        ALL.put("replaceShift", someone -> write("PUT", SHIFTS + "/" + published(someone), work()));
        ALL.put("patchShift", someone -> write("PATCH", SHIFTS + "/" + published(someone), Map.of("notes", "x")));
        ALL.put("cancelShift", someone -> write("DELETE", SHIFTS + "/" + published(someone), null));
        ALL.put("publishShifts", someone -> {
            shift("assignee", someone.id);
            return write("POST", SHIFTS + "/publish", selection(someone));
        });
        ALL.put("copyShifts", someone -> {
            published(someone);
            return write("POST", SHIFTS + "/copy", with(selection(someone), "weeks", List.of(1)));
        });
        ALL.put("listConflicts", someone -> read(SHIFTS + "/conflicts" + query(around(someone))));
        ALL.put("listShiftHistory", someone -> read(SHIFTS + "/" + published(someone) + "/history"));
        ALL.put("listShiftChanges", someone -> read(SHIFTS + "/changes?limit=1"));
        ALL.put(
                "claimShift",
                someone -> write(
                        "POST",
                        SHIFTS + "/" + id(shift("status", "PUBLISHED")) + "/claim",
                        Map.of("user", someone.id),
                        someone.id));
        ALL.put("releaseShift", someone -> {
            String claimed = id(shift("status", "PUBLISHED"));
            post(SHIFTS + "/" + claimed + "/claim", Map.of("user", someone.id))
                    .then()
                    .statusCode(200);
            return write("DELETE", SHIFTS + "/" + claimed + "/claim", null, claimed);
        });

        // ---------------------------------------------------------------------------------------- one person
        ALL.put("listShiftsOfPerson", someone -> {
            published(someone);
            return read(PEOPLE + "/" + someone.id + "/shifts?from=2029-03-01T00:00:00Z", someone.id);
        });
        ALL.put("listClaimableShifts", someone -> {
            // A minute of its own, for a list with nothing else in it.
            var start = Instant.parse("2100-01-01T00:00:00Z")
                    .plus(Duration.ofMinutes(ThreadLocalRandom.current().nextInt(50_000_000)));
            shift("status", "PUBLISHED", "start", start, "overrideReason", "Stocktaking");
            return read(
                    PEOPLE + "/" + someone.id + "/shifts/claimable"
                            + query("from", start, "to", start.plus(Duration.ofMinutes(1))),
                    someone.id);
        });
        ALL.put("erasePerson", someone -> write("DELETE", PEOPLE + "/" + deactivated(id(user())), null));
        ALL.put("listHoursOfPerson", someone -> {
            shift("assignee", someone.id);
            return read(
                    PEOPLE + "/" + someone.id + "/hours?from=2029-03-01T00:00:00Z&weeks=1&zone=Europe/Berlin",
                    someone.id);
        });

        // ---------------------------------------------------------------------------------------- absences
        ALL.put("requestAbsence", someone -> write("POST", ABSENCES, week(someone), someone.id));
        ALL.put("listAbsences", someone -> {
            absence(someone);
            return read(ABSENCES + query("user", someone.id, "from", "2029-03-01T00:00:00Z"), someone.id);
        });
        ALL.put("getAbsence", someone -> {
            String absence = absence(someone);
            return read(ABSENCES + "/" + absence, absence);
        });
        for (String decision : List.of("approve", "decline", "withdraw")) {
            ALL.put(decision + "Absence", someone -> decision(ABSENCES, absence(someone), decision));
        }

        // ---------------------------------------------------------------------------------------- swaps
        ALL.put("offerSwap", someone -> {
            var offer = offer(someone.id, id(user()));
            return write("POST", SWAPS, offer, someone.id, (String) offer.get("offered"));
        });
        ALL.put("listSwaps", someone -> {
            swap(someone.id, id(user()));
            return read(SWAPS + query("user", someone.id), someone.id);
        });
        ALL.put("getSwap", someone -> {
            String swap = swap(id(user()), someone.id);
            return read(SWAPS + "/" + swap, swap);
        });
        ALL.put("acceptSwap", someone -> {
            String swap = swap(id(user()), someone.id);
            return write("POST", SWAPS + "/" + swap + "/accept", Map.of("user", someone.id), swap, someone.id);
        });
        ALL.put("declineSwap", someone -> decision(SWAPS, swap(id(user()), someone.id), "decline"));
        ALL.put("withdrawSwap", someone -> decision(SWAPS, swap(someone.id, id(user())), "withdraw"));
        ALL.put("approveSwap", someone -> {
            String swap = swap(id(user()), someone.id);
            post(SWAPS + "/" + swap + "/accept", Map.of("user", someone.id))
                    .then()
                    .statusCode(200);
            return decision(SWAPS, swap, "approve");
        });

        // ---------------------------------------------------------------------------------------- calendars
        ALL.put("createCalendar", someone -> write("POST", CALENDARS, Map.of("user", someone.id), someone.id));
        ALL.put("listCalendars", someone -> {
            calendar(someone, unique());
            return read(CALENDARS + query("user", someone.id), someone.id);
        });
        ALL.put("getCalendar", someone -> {
            String calendar = calendar(someone, unique());
            return read(CALENDARS + "/" + calendar, calendar);
        });
        ALL.put("revokeCalendar", someone -> {
            String calendar = calendar(someone, unique());
            return write("DELETE", CALENDARS + "/" + calendar, null, calendar);
        });
        ALL.put("readFeed", someone -> {
            String token = unique();
            calendar(someone, token);
            return read("/v1/feeds/" + token + ".ics");
        });
    }

    private Requests() {}

    static Request of(String operation, Subject someone) {
        return ALL.get(operation).apply(someone);
    }

    private static Request read(String path, String... owned) {
        return new Request("GET", path, null, List.of(owned));
    }

    private static Request write(String method, String path, Map<String, Object> body, String... owned) {
        return new Request(method, path, body, List.of(owned));
    }

    private static Request decision(String path, String one, String decision) {
        return write("POST", path + "/" + one + "/" + decision, null, one);
    }

    private static String identities(Subject someone) {
        return USERS + "/" + someone.id + "/identities";
    }

    private static Map<String, Object> identity() {
        return Map.of("issuer", "https://login.example.com", "subject", unique());
    }

    /** With a reason that is for planners. */
    private static String published(Subject someone) {
        return id(shift("assignee", someone.id, "status", "PUBLISHED", "overrideReason", "Agreed on the phone"));
    }

    private static Object[] around(Subject someone) {
        return new Object[] {"user", someone.id, "from", "2029-03-01T00:00:00Z", "to", "2029-03-02T00:00:00Z"};
    }

    private static Map<String, Object> selection(Subject someone) {
        return with(Map.of(), around(someone));
    }

    private static Map<String, Object> week(Subject someone) {
        return Map.of("user", someone.id, "start", "2029-03-05T00:00:00Z", "end", "2029-03-12T00:00:00Z");
    }

    private static String absence(Subject someone) {
        return id(created(post(ABSENCES, week(someone))));
    }

    private static Map<String, Object> offer(String by, String from) {
        return Map.of(
                "offeredBy", by,
                "offered", id(shift("assignee", by, "status", "PUBLISHED")),
                "wanted", id(shift("assignee", from, "status", "PUBLISHED")));
    }

    private static String swap(String by, String from) {
        return id(created(post(SWAPS, offer(by, from))));
    }

    /** Not by a request of the person, whom shifts would know for a while then, also when they are deactivated. */
    private static String calendar(Subject someone, String token) {
        var calendar = UUID.randomUUID();
        try (var database = Databases.connection("shifts");
                var insert = database.prepareStatement("INSERT INTO calendar (id, person_id, token_digest, version,"
                        + " created_at) VALUES (?, ?::uuid, ?, 0, now())")) {
            insert.setObject(1, calendar);
            insert.setString(2, someone.id);
            insert.setString(3, Digest.sha256(token));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return calendar.toString();
    }
}
