package dev.rota.board.page;

import dev.rota.shared.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;

/** What people type into forms, as the API takes it. */
public final class Typed {

    private Typed() {}

    /**
     * @param field its name, for the refusal
     * @throws ProblemException 400 for anything else than a date
     */
    public static LocalDate date(String field, String text) {
        try {
            return LocalDate.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            throw ProblemException.badField(field, "must be a date, such as 2026-11-23");
        }
    }

    /** {@code null} for nothing that can be seen. */
    public static String orNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** The same without white space around it. */
    public static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Browsers send two characters at the end of a line. */
    public static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
