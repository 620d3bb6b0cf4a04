package dev.rota.shared.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rota.shared.problem.InvalidRequest;
import dev.rota.shared.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;

/** JSON merge patch, RFC 7396. */
@ApplicationScoped
public class MergePatch {

    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Applies the patch to a resource's writable fields.
     *
     * @throws ProblemException 400 if the patch is not an object or the result is not valid
     */
    public <T> T apply(JsonNode patch, T current, Class<T> type) {
        if (patch == null || !patch.isObject()) {
            throw ProblemException.badRequest("A merge patch must be a JSON object.");
        }
        ObjectNode target = json.valueToTree(current);
        // No recursion: no resource has nested objects. A field set to null is the same as an absent one.
        patch.properties().forEach(field -> target.set(field.getKey(), field.getValue()));
        T patched;
        try {
            patched = json.treeToValue(target, type);
        } catch (JsonProcessingException e) {
            throw InvalidRequest.unreadable(e);
        }
        var violations = validator.validate(patched);
        if (!violations.isEmpty()) {
            throw InvalidRequest.violations(violations);
        }
        return patched;
    }
}
