package org.throughline.chronology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of an entry, kept apart from the chain that holds only their hash.
 *
 * @param reason why a correction was made, or whose account a dispute is
 */
record EntryContent(String summary, String sourcePerson, String significance, String impactOnChild, String actionTaken,
        String outcome, String reason, Map<String, String> attributes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static EntryContent of(EntryDraft draft, String reason) {
        return new EntryContent(
                CanonicalForm.text(draft.summary()), CanonicalForm.text(draft.sourcePerson()), CanonicalForm.text(draft.significance()),
                CanonicalForm.text(draft.impactOnChild()), CanonicalForm.text(draft.actionTaken()), CanonicalForm.text(draft.outcome()),
                CanonicalForm.text(reason), draft.attributes());
    }

    static EntryContent read(String canonical) {
        try {
            JsonNode node = JSON.readTree(canonical);
            Map<String, String> attributes = new TreeMap<>();
            node.path("attributes").fields().forEachRemaining(field -> attributes.put(field.getKey(), field.getValue().asText()));
            return new EntryContent(text(node, "summary"), text(node, "source_person"), text(node, "significance"),
                    text(node, "impact_on_child"), text(node, "action_taken"), text(node, "outcome"), text(node, "reason"), attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The words of an entry cannot be read", e);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    String canonical() {
        Map<String, Object> fields = new TreeMap<>();
        put(fields, "summary", summary);
        put(fields, "source_person", sourcePerson);
        put(fields, "significance", significance);
        put(fields, "impact_on_child", impactOnChild);
        put(fields, "action_taken", actionTaken);
        put(fields, "outcome", outcome);
        put(fields, "reason", reason);
        if (!attributes.isEmpty()) {
            fields.put("attributes", new TreeMap<>(attributes));
        }
        return CanonicalForm.of(fields);
    }

    /** How many words a reader has before them. */
    int words() {
        int words = 0;
        for (String text : new String[] {summary, significance, impactOnChild, actionTaken, outcome, reason}) {
            if (text != null) {
                words += text.split("\\s+").length;
            }
        }
        return words;
    }

    private static void put(Map<String, Object> fields, String name, String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
