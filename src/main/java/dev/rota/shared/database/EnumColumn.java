package dev.rota.shared.database;

import jakarta.persistence.AttributeConverter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An enum in a column, by name. After a rollback, rows may hold what only the later version of the program knows: that
 * is read as {@code null}, so that the rest of such a row, and of its page, can be shown.
 */
public abstract class EnumColumn<E extends Enum<E>> implements AttributeConverter<E, String> {

    /** What a {@code null} means, for the OpenAPI document. */
    public static final String UNKNOWN = "Null: what a later version of Rota wrote and this one does not know.";

    private final Map<String, E> byName;

    protected EnumColumn(Class<E> type) {
        byName = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(Enum::name, value -> value));
    }

    @Override
    public String convertToDatabaseColumn(E value) {
        return value == null ? null : value.name();
    }

    @Override
    public E convertToEntityAttribute(String name) {
        return name == null ? null : byName.get(name);
    }
}
