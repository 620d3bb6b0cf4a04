package dev.rota.board.page;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;

/**
 * What is around the content of a page.
 *
 * @param path of the request
 * @param hasForms not where a request is refused before there is a token against forgery
 */
public record Frame(Viewer viewer, Assets assets, String path, boolean hasForms) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    public String language() {
        return viewer.locale().getLanguage();
    }

    /** What pages say, in the language of whoever looks. */
    public Messages messages() {
        return language().equals("de")
                ? MessageBundles.get(Messages.class, Localized.Literal.of("de"))
                : MessageBundles.get(Messages.class);
    }

    public boolean isAt(String prefix) {
        return path.startsWith(prefix);
    }

    /** Such as Mon. */
    public String weekday(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.SHORT, viewer.locale());
    }

    /** Such as 23 Nov. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(language().equals("de") ? "d. MMM" : "d MMM", viewer.locale())
                .format(day);
    }

    /** Such as Mon 23 Nov 2026, 14:00, by the viewer's clock. */
    public String moment(Instant instant) {
        var time = instant.atZone(viewer.clock());
        var day = time.toLocalDate();
        return weekday(day) + " " + day(day) + " " + day.getYear() + ", " + TIME.format(time);
    }

    /** Such as Monday, 23 November 2026. */
    public String fullDay(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(viewer.locale())
                .format(day);
    }
}
