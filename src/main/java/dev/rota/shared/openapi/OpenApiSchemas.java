package dev.rota.shared.openapi;

import dev.rota.shared.wire.Cursor;
import dev.rota.shared.wire.Ids;
import dev.rota.shared.wire.Instants;
import dev.rota.shared.wire.Zone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/**
 * What schemas have in common, so that generators of clients get names and types that people can work with: names of
 * pages, merge patches, patterns, and which fields are always there.
 */
final class OpenApiSchemas {

    private static final String PREFIX = "#/components/schemas/";

    /** A generic class, named after its parameter's class. */
    private static final Pattern PAGE = Pattern.compile("(?:Change)?Page([A-Z].*?)(?:Response)?");

    private static final Pattern FIELDS = Pattern.compile("(.+)Fields");

    private OpenApiSchemas() {}

    /** Completes one schema, wherever it is. */
    static void complete(Schema schema) {
        if (schema.getRef() != null) {
            schema.setRef(PREFIX + named(name(schema.getRef())));
            // Is known from there; generators would believe this one, which says less.
            schema.setType(null);
        }
        // JAX-RS has defaults as strings only.
        if (schema.getDefaultValue() instanceof String text && schema.getType() != null) {
            if (schema.getType().contains(SchemaType.BOOLEAN)) {
                schema.setDefaultValue(Boolean.valueOf(text));
            } else if (schema.getType().contains(SchemaType.INTEGER)) {
                schema.setDefaultValue(Integer.valueOf(text));
            }
        }
    }

    /** Completes those that have names. */
    static void complete(OpenAPI document) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        document.getComponents().getSchemas().forEach((name, schema) -> schemas.put(named(name), schema));
        schemas.forEach(OpenApiSchemas::describe);
        document.getComponents().setSchemas(schemas);
        document.getPaths().getPathItems().values().forEach(path -> describePatch(path, document));
    }

    private static void describe(String name, Schema schema) {
        switch (name) {
            case "Instant" -> schema.pattern(Instants.PATTERN);
            case "UUID" -> schema.pattern(Ids.PATTERN);
            default -> {}
        }
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties().forEach((field, value) -> {
            if (field.equals("zone")) {
                value.pattern(Zone.PATTERN);
            } else if (field.equals("next")) {
                value.pattern(Cursor.PATTERN);
            }
            // Of answers: a client may leave out what may be null, Rota does not.
            if (!isWritten(schema) && isNullable(value) && !isRequired(schema, field)) {
                schema.addRequired(field);
            }
        });
        if (schema.getAllOf() != null) {
            // Generators overlook properties beside allOf.
            schema.addAllOf(OASFactory.createSchema().addType(SchemaType.OBJECT).properties(schema.getProperties()));
            schema.setProperties(null);
        }
    }

    /** A merge patch holds some of the fields that PUT takes at the same address. */
    private static void describePatch(PathItem path, OpenAPI document) {
        if (path.getPATCH() == null) {
            return;
        }
        String whole = name(media(path.getOperations().get(HttpMethod.PUT).getRequestBody())
                .values()
                .iterator()
                .next()
                .getSchema()
                .getRef());
        var fields = document.getComponents().getSchemas().get(whole);
        var patch = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false))
                .description("A JSON merge patch (RFC 7396): what is absent stays as it is, null removes");
        fields.getProperties()
                .forEach((name, value) -> patch.addProperty(
                        name,
                        isRequired(fields, name) || isNullable(value)
                                ? value
                                : OASFactory.createSchema()
                                        .anyOf(List.of(
                                                value, OASFactory.createSchema().addType(SchemaType.NULL)))));
        String name = FIELDS.matcher(whole).replaceAll("$1Patch");
        document.getComponents().addSchema(name, patch);
        media(path.getPATCH().getRequestBody())
                .values()
                .forEach(media -> media.setSchema(OASFactory.createSchema().ref(PREFIX + name)));
    }

    private static Map<String, org.eclipse.microprofile.openapi.models.media.MediaType> media(RequestBody body) {
        return body.getContent().getMediaTypes();
    }

    /** PageOfShifts for a page of ShiftResponse. */
    private static String named(String name) {
        if (name.equals("OffsetDateTime")) {
            // Which generators reserve.
            return "LocalInstant";
        }
        Matcher page = PAGE.matcher(name);
        return page.matches() && !name.startsWith("PageOf") ? "PageOf" + plural(page.group(1)) : name;
    }

    private static String plural(String name) {
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** What clients write has no fields but these. */
    private static boolean isWritten(Schema schema) {
        var others = schema.getAdditionalPropertiesSchema();
        return others != null && Objects.equals(others.getBooleanSchema(), false);
    }

    private static boolean isNullable(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.NULL);
    }

    private static boolean isRequired(Schema schema, String field) {
        return schema.getRequired() != null && schema.getRequired().contains(field);
    }
}
