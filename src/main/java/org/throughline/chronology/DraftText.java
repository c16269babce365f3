package org.throughline.chronology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.throughline.access.Invalid;

/** What a draft may hold: an object of texts, each at most {@value #MOST} characters, NFC; faults are named all at once. */
public final class DraftText {

    static final int MOST = 20_000;
    private static final int DEEPEST = 4;
    private static final int WIDEST = 200;

    private final List<Invalid.Fault> faults = new ArrayList<>();

    private DraftText() {}

    /** The same content in normal form. @throws Invalid naming every text that is too long or out of form */
    public static ObjectNode checked(JsonNode content) {
        DraftText check = new DraftText();
        if (content == null || !content.isObject()) {
            throw new Invalid(List.of(new Invalid.Fault("content", "Send the text as an object named content.")));
        }
        JsonNode clean = check.clean("content", content, 0);
        if (!check.faults.isEmpty()) {
            throw new Invalid(check.faults);
        }
        return (ObjectNode) clean;
    }

    private JsonNode clean(String path, JsonNode node, int depth) {
        if (node.isTextual()) {
            return text(path, node.textValue());
        }
        if (node.isContainerNode() && (depth > DEEPEST || node.size() > WIDEST)) {
            faults.add(new Invalid.Fault(path, "This part of the form holds more than it can."));
            return node;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.fields().forEachRemaining(field -> copy.set(field.getKey(), clean(path + "." + field.getKey(), field.getValue(), depth + 1)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                copy.add(clean(path + "[" + i + "]", array.get(i), depth + 1));
            }
            return copy;
        }
        return node;
    }

    private TextNode text(String path, String value) {
        String normal = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (normal.codePointCount(0, normal.length()) > MOST) {
            faults.add(new Invalid.Fault(path, "This text is longer than 20,000 characters. Shorten it."));
        }
        if (normal.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            faults.add(new Invalid.Fault(path, "This text holds a control character. Type it again instead of pasting it."));
        }
        return TextNode.valueOf(normal);
    }
}
