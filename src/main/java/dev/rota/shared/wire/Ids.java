package dev.rota.shared.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.rota.shared.problem.InvalidValue;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as clients write them: UUIDs in their 36 characters. Java and Jackson also take shorter and encoded ones. */
final class Ids {

    private static final Pattern FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Ids() {}

    static UUID parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValue("must be a UUID, such as 01980a5e-7c1b-7d2e-9f3a-5b6c7d8e9f00");
        }
        return UUID.fromString(text);
    }

    /** For all bodies. */
    static final class Deserializer extends StdScalarDeserializer<UUID> {

        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(UUID.class);
        }

        @Override
        public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (UUID) context.handleUnexpectedToken(UUID.class, parser);
            }
            try {
                return parse(parser.getText());
            } catch (InvalidValue e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }
}
