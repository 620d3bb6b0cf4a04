package dev.rota.shared.database;

import jakarta.persistence.AttributeConverter;
import java.util.EnumSet;

/**
 * An enum in a column, by name. After a rollback, rows may hold what only the later version of the program knows: that
 * is read as {@code null}, so that the rest of such a row, and of its page, can be shown.
 */
public abstract class EnumColumn<E extends Enum<E>> implements AttributeConverter<E, String> {

    /** What a {@code null} means, for the OpenAPI document. */
    public static final String UNKNOWN = "Null: what a later version of Rota wrote and this one does not know.";

    private final Class<E> type;

    protected EnumColumn(Class<E> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(E value) {
        return value == null ? null : value.name();
    }

    @Override
    public E convertToEntityAttribute(String name) {
        return EnumSet.allOf(type).stream()
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElse(null);
    }
}
