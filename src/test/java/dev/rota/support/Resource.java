package dev.rota.support;

import static dev.rota.support.Api.NO_TYPE;
import static dev.rota.support.Api.id;
import static dev.rota.support.Api.patch;
import static dev.rota.support.Api.post;
import static dev.rota.support.Api.put;
import static dev.rota.support.Api.query;
import static dev.rota.support.Api.shift;
import static dev.rota.support.Api.user;
import static dev.rota.support.Api.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.util.RawValue;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The kinds of resources, each with an example of its own, for the tests of what holds for all or several of them. */
public enum Resource {
    USERS("users", "name", List.of("name", "email"), List.of("PUT", "PATCH")) {

        @Override
        public Map<String, Object> body(Object... fields) {
            return Api.person(fields);
        }

        @Override
        public Map<String, Object> optional() {
            return Map.of("phone", "+4930123456", "zone", "Europe/Berlin", "roles", List.of("barista", "keyholder"));
        }

        @Override
        public List<Map<String, Object>> impossible(Map<String, Object> body) {
            return List.of(with(body, "email", user().path("email")));
        }

        @Override
        public Map<String, Object> listed(String list, String place, String role) {
            return body("name", list + place, "roles", List.of(role));
        }

        @Override
        public String list(String list, Object... parameters) {
            return path() + query("prefix", list) + query(parameters).replace('?', '&');
        }
    },

    SHIFTS("shifts", "location", List.of("start", "end", "zone", "location"), List.of("PUT", "PATCH", "DELETE")) {

        @Override
        public Map<String, Object> body(Object... fields) {
            return Api.work(fields);
        }

        @Override
        public Map<String, Object> optional() {
            return Map.of(
                    "assignee", id(user("roles", List.of("barista"))), "role", "barista", "notes", "Bring the key.\n");
        }

        @Override
        public List<Map<String, Object>> impossible(Map<String, Object> body) {
            String busy = id(user());
            shift("assignee", busy);
            return List.of(with(body, "assignee", UUID.randomUUID()), with(body, "assignee", busy));
        }

        @Override
        public Map<String, Object> listed(String list, String place, String role) {
            var start = BEGIN.plus(Duration.ofHours(Character.toLowerCase(place.charAt(0)) - 'a'));
            return body(
                    "location", list, "role", role, "start", start.toString(), "end", start.plus(Duration.ofHours(1)));
        }

        @Override
        public String list(String list, Object... parameters) {
            return path()
                    + query("location", list, "from", BEGIN)
                    + query(parameters).replace('?', '&');
        }
    },

    ABSENCES("absences", "reason", List.of("user", "start", "end"), List.of()) {

        @Override
        public Map<String, Object> body(Object... fields) {
            var week = Map.<String, Object>of("start", "2029-02-26T00:00:00Z", "end", "2029-03-05T00:00:00Z");
            return with(with(week, "user", id(user())), fields);
        }
    },

    SWAPS("swaps", "reason", List.of("offeredBy", "offered", "wanted"), List.of()) {

        @Override
        public Map<String, Object> body(Object... fields) {
            String ada = id(user());
            var hers = shift("assignee", ada, "status", "PUBLISHED");
            var wanted = shift("assignee", id(user()), "status", "PUBLISHED");
            return with(Map.of("offeredBy", ada, "offered", id(hers), "wanted", id(wanted)), fields);
        }
    },

    CALENDARS("calendars", "name", List.of("user"), List.of("DELETE")) {

        @Override
        public Map<String, Object> body(Object... fields) {
            return with(Map.of("user", id(user())), fields);
        }
    };

    private static final Instant BEGIN = Instant.parse("2029-03-01T08:00:00Z");

    private final String name;
    private final String text;
    private final List<String> required;
    private final List<String> writes;

    Resource(String name, String text, List<String> required, List<String> writes) {
        this.name = name;
        this.text = text;
        this.required = required;
        this.writes = writes;
    }

    public String path() {
        return "/v1/" + name;
    }

    public String at(String id) {
        return path() + "/" + id;
    }

    public String at(Response one) {
        return at(id(one));
    }

    /** Whose database it is in. */
    public String module() {
        return this == USERS ? "users" : "shifts";
    }

    /** The field that takes a text. */
    public String text() {
        return text;
    }

    public List<String> required() {
        return required;
    }

    /** The methods that change one that is there. */
    public List<String> writes() {
        return writes;
    }

    /** A body that is valid, and another one each time. */
    public abstract Map<String, Object> body(Object... fields);

    /** What such a body may hold besides. */
    public Map<String, Object> optional() {
        throw new UnsupportedOperationException();
    }

    /** Bodies like this one that are well-formed and refused all the same. */
    public List<Map<String, Object>> impossible(Map<String, Object> body) {
        throw new UnsupportedOperationException();
    }

    /**
     * The body of one that is in a list that only this test looks at.
     *
     * @param place a letter: where in that list
     */
    public Map<String, Object> listed(String list, String place, String role) {
        throw new UnsupportedOperationException();
    }

    /** The address of such a list. */
    public String list(String list, Object... parameters) {
        throw new UnsupportedOperationException();
    }

    public Response created(Object... fields) {
        return Api.created(post(path(), body(fields)));
    }

    /** With everything that a body may hold. */
    public Map<String, Object> fullBody(Object... fields) {
        var body = body(fields);
        body.putAll(optional());
        return body;
    }

    /** That this value, in JSON with single quotes, is refused for this field and for nothing else, whoever sends it. */
    public void refuses(String field, String value) {
        var raw = new RawValue(value.replace('\'', '"'));
        for (var answer : List.of(
                post(path(), body(field, raw)),
                put(at(created()), body(field, raw), "If-Match", "*"),
                patch(at(created()), Map.of(field, raw), "If-Match", "*"))) {
            Api.refused(answer, 400, NO_TYPE);
            assertEquals(
                    List.of(field),
                    answer.<List<String>>path("errors.field").stream()
                            .map(blamed -> blamed.replaceFirst("\\[.*", ""))
                            .distinct()
                            .toList());
        }
    }
}
