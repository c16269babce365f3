package org.throughline.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON text in which every value knows its line and column. */
final class JsonTree {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 20;

    enum Kind {
        OBJECT("an object in curly brackets"), LIST("a list in square brackets"), TEXT("text in quotation marks"),
        NUMBER("a number"), BOOLEAN("true or false"), NOTHING("null");

        final String inWords;

        Kind(String inWords) {
            this.inWords = inWords;
        }
    }

    record Node(Kind kind, Place place, String text, Map<String, Node> fields, List<Node> items) {}

    private final String file;
    private final FaultList faults;
    private final JsonParser parser;

    private JsonTree(String file, JsonParser parser, FaultList faults) {
        this.file = file;
        this.parser = parser;
        this.faults = faults;
    }

    /** The root, or null after a fault that stopped the reading. */
    static Node read(String file, String text, FaultList faults) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonTree(file, parser, faults).root();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            faults.add(new Place(file, at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr(), ""),
                    "This is not valid JSON. Look just before this place for a missing or superfluous comma, quotation mark or bracket.");
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node root() throws IOException {
        if (parser.nextToken() == null) {
            faults.add(new Place(file, 1, 1, ""), "The file is empty. Write the family into it, beginning with a curly bracket.");
            return null;
        }
        Node root = value("", 0);
        if (root != null && parser.nextToken() != null) {
            faults.add(here(""), "Something follows after the end of the JSON. Delete it.");
        }
        return root;
    }

    private Node value(String path, int depth) throws IOException {
        Place place = here(path);
        if (depth > DEEPEST) {
            faults.add(place, "The JSON is nested too deeply here. A bundle has lists of simple objects.");
            parser.skipChildren();
            return new Node(Kind.NOTHING, place, null, Map.of(), List.of());
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> new Node(Kind.OBJECT, place, null, fields(path, depth), List.of());
            case START_ARRAY -> new Node(Kind.LIST, place, null, Map.of(), items(path, depth));
            case VALUE_STRING -> leaf(Kind.TEXT, place);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaf(Kind.NUMBER, place);
            case VALUE_TRUE, VALUE_FALSE -> leaf(Kind.BOOLEAN, place);
            default -> leaf(Kind.NOTHING, place);
        };
    }

    private Node leaf(Kind kind, Place place) throws IOException {
        return new Node(kind, place, parser.getText(), Map.of(), List.of());
    }

    private Map<String, Node> fields(String path, int depth) throws IOException {
        Map<String, Node> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place key = here(path.isEmpty() ? name : path + "." + name);
            parser.nextToken();
            if (fields.put(name, value(key.field(), depth + 1)) != null) {
                faults.add(key, "The field " + Words.shown(name) + " stands twice in the same object. Keep one.");
            }
        }
        return fields;
    }

    private List<Node> items(String path, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(path + "[" + items.size() + "]", depth + 1));
        }
        return items;
    }

    private Place here(String path) {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(file, at.getLineNr(), at.getColumnNr(), path);
    }
}
