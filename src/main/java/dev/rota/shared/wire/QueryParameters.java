package dev.rota.shared.wire;

import dev.rota.shared.problem.InvalidValue;
import dev.rota.shared.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;

/** Converts query parameters, so that a malformed one is a 400 with its name; JAX-RS itself would say 404. */
@Provider
class QueryParameters implements ParamConverterProvider {

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                Function<String, ?> parser = parser(type);
                return parser == null ? null : new Converter<>(type, query.value(), parser);
            }
        }
        return null;
    }

    private static Function<String, ?> parser(Class<?> type) {
        if (type == Instant.class) {
            return Instants::parse;
        }
        if (type == UUID.class) {
            return QueryParameters::uuid;
        }
        if (type == Integer.class) {
            return QueryParameters::integer;
        }
        if (type == Boolean.class) {
            return QueryParameters::bool;
        }
        return type.isEnum() ? text -> constant(type, text) : null;
    }

    private static UUID uuid(String text) {
        // UUID.fromString also accepts shortened forms.
        if (text.length() != 36) {
            throw new InvalidValue("must be a UUID");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("must be a UUID");
        }
    }

    private static Integer integer(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new InvalidValue("must be a whole number");
        }
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidValue("must be true or false");
        };
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(text))
                .findAny()
                .orElseThrow(() -> new InvalidValue("must be one of " + Arrays.toString(type.getEnumConstants())));
    }

    private record Converter<T>(Class<T> type, String name, Function<String, ?> parser) implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            try {
                return text == null ? null : type.cast(parser.apply(text));
            } catch (InvalidValue e) {
                throw ProblemException.badField(name, e.getMessage());
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
