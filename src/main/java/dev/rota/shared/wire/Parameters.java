package dev.rota.shared.wire;

import dev.rota.shared.problem.InvalidValue;
import dev.rota.shared.problem.ProblemException;
import jakarta.ws.rs.PathParam;
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
import java.util.regex.Pattern;

/**
 * Converts parameters. A malformed one of a query is a 400 with its name; JAX-RS itself would say 404, as is right for
 * one of a path.
 */
@Provider
class Parameters implements ParamConverterProvider {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                Function<String, ?> parser = parser(type);
                return parser == null
                        ? null
                        : new Converter<>(
                                type,
                                parser,
                                invalid -> ProblemException.badField(query.value(), invalid.getMessage()));
            }
            if (annotation instanceof PathParam && type == UUID.class) {
                return new Converter<>(type, Ids::parse, invalid -> ProblemException.status(404));
            }
        }
        return null;
    }

    private static Function<String, ?> parser(Class<?> type) {
        if (type == Instant.class) {
            return Instants::moment;
        }
        if (type == UUID.class) {
            return Ids::parse;
        }
        if (type == Integer.class) {
            return Parameters::integer;
        }
        if (type == Boolean.class) {
            return Parameters::bool;
        }
        return type.isEnum() ? text -> constant(type, text) : null;
    }

    private static Integer integer(String text) {
        // Java also takes a plus and the digits of other scripts.
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new InvalidValue("must be a whole number");
        }
        return Integer.valueOf(text);
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

    private record Converter<T>(
            Class<T> type, Function<String, ?> parser, Function<InvalidValue, ProblemException> refusal)
            implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            try {
                return text == null ? null : type.cast(parser.apply(text));
            } catch (InvalidValue e) {
                throw refusal.apply(e);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
