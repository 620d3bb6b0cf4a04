package dev.rota.board.page;

import dev.rota.shared.identity.Role;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Whoever looks at a page.
 *
 * @param id {@code null} for somebody whom users does not know
 * @param zone where they live; {@code null} if unknown
 * @param locale the language of the page with the region of its reader
 */
public record Viewer(UUID id, String name, Set<String> roles, ZoneId zone, Locale locale) {

    public boolean isWorker() {
        return roles.contains(Role.WORKER);
    }

    public boolean isPlanner() {
        return roles.contains(Role.PLANNER);
    }

    public boolean isAdministrator() {
        return roles.contains(Role.ADMINISTRATOR);
    }

    /** The edition that they see: as the API has it in {@code view}. */
    public String edition() {
        return isPlanner() ? "planned" : "published";
    }

    public boolean is(UUID person) {
        return id != null && id.equals(person);
    }

    /** By which they read times; UTC if it is not known where they live. */
    public ZoneId clock() {
        return zone == null ? ZoneOffset.UTC : zone;
    }

    public WeekFields week() {
        return WeekFields.of(locale);
    }
}
