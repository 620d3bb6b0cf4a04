package dev.rota.board.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What somebody has typed and what somebody else has changed meanwhile.
 *
 * @param form with what both have done; of a field that both have changed, with what was typed
 * @param differences the fields that somebody else has changed
 */
public record Merge(ShiftForm form, List<Difference> differences) {

    /**
     * One field.
     *
     * @param yours as it was typed
     * @param theirs as it is now
     * @param isKept whether what was typed is still in the form, because it was typed
     */
    public record Difference(String field, String yours, String theirs, boolean isKept) {

        public String message() {
            return "field_" + field;
        }
    }

    /**
     * @param typed what is sent
     * @param before as it was when the form was filled
     * @param now as it is
     * @param version of now
     */
    static Merge of(ShiftForm typed, ShiftForm before, ShiftForm now, int version) {
        var values = new LinkedHashMap<String, String>();
        var differences = new ArrayList<Difference>();
        typed.values().forEach((field, yours) -> {
            String base = before.values().get(field);
            String theirs = now.values().get(field);
            boolean isTyped = !yours.equals(base);
            values.put(field, isTyped ? yours : theirs);
            if (!theirs.equals(base)) {
                differences.add(new Difference(field, yours, theirs, isTyped && !yours.equals(theirs)));
            }
        });
        return new Merge(typed.with(values, version), List.copyOf(differences));
    }
}
