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
     * What a resource's writable fields are after the patch.
     *
     * @throws ProblemException 400 where the patch is no object or the outcome is not valid
     */
    public <T> T apply(JsonNode patch, T current, Class<T> type) {
        if (patch == null || !patch.isObject()) {
            throw ProblemException.badRequest("A merge patch must be a JSON object.");
        }
        ObjectNode target = json.valueToTree(current);
        // None of our resources holds an object, so there is nothing to merge further down; to all of them, a
        // field that is null is absent.
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
