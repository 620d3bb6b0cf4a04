package dev.rota.board.roster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rota.board.api.Person;
import dev.rota.board.api.Shift;
import dev.rota.board.page.Typed;
import java.net.URLEncoder;

/**
 * What to show of a roster.
 *
 * @param place {@code null} for all, as for role
 */
public record Filter(String place, String role) {

    static Filter of(String place, String role) {
        return new Filter(Typed.orNull(place), Typed.orNull(role));
    }

    boolean shows(Shift shift) {
        return (place == null || place.equals(shift.location())) && (role == null || role.equals(shift.role()));
    }

    boolean shows(Person person) {
        return role == null || person.roles().contains(role);
    }

    public boolean isPlace(String name) {
        return name.equals(place);
    }

    public boolean isRole(String name) {
        return name.equals(role);
    }

    public boolean isEmpty() {
        return place == null && role == null;
    }

    /** What addresses that have a query already need besides. */
    public String query() {
        return (place == null ? "" : "&place=" + encoded(place)) + (role == null ? "" : "&role=" + encoded(role));
    }

    /** A query of its own. */
    public String firstQuery() {
        return isEmpty() ? "" : "?" + query().substring(1);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
