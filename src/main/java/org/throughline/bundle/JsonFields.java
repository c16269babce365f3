package org.throughline.bundle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.throughline.bundle.JsonTree.Kind;
import org.throughline.bundle.JsonTree.Node;

/** The fields of one object of case.json; every wrong one becomes a fault and reads as null. */
final class JsonFields {

    private final Node node;
    private final FaultList faults;
    private final Values values;

    JsonFields(Node node, FaultList faults, String... known) {
        this.node = node;
        this.faults = faults;
        this.values = new Values(faults);
        List<String> names = Arrays.asList(known);
        if (node.kind() != Kind.OBJECT) {
            faults.add(node.place(), "Here stands " + node.kind().inWords + ". Write an object in curly brackets with: " + String.join(", ", names) + ".");
        }
        node.fields().forEach((name, value) -> {
            if (!names.contains(name)) {
                faults.add(value.place(), "The field " + Words.shown(name) + " is not known here and would be left out. Known are: " + String.join(", ", names) + ".");
            }
        });
    }

    Place place() {
        return node.place();
    }

    Place place(String name) {
        Node field = node.fields().get(name);
        return field == null ? node.place().child(name) : field.place();
    }

    boolean isObject() {
        return node.kind() == Kind.OBJECT;
    }

    private Node present(String name, Kind kind) {
        Node field = node.fields().get(name);
        if (field == null || field.kind() == Kind.NOTHING) {
            return null;
        }
        if (field.kind() != kind) {
            faults.add(field.place(), "Here stands " + field.kind().inWords + ". Write " + kind.inWords + ".");
            return null;
        }
        return field;
    }

    private boolean absent(String name) {
        Node field = node.fields().get(name);
        return field == null || field.kind() == Kind.NOTHING || (field.kind() == Kind.TEXT && field.text().isBlank());
    }

    private void require(String name) {
        if (isObject() && absent(name)) {
            faults.add(place(name), "The field " + Words.shown(name) + " is missing or empty. Fill it in.");
        }
    }

    String text(String name, int most) {
        Node field = present(name, Kind.TEXT);
        return field == null ? null : values.text(field.place(), field.text(), most);
    }

    String needText(String name, int most) {
        require(name);
        return text(name, most);
    }

    /** An id of the bundle, as it stands there. */
    String needId(String name) {
        require(name);
        String id = text(name, 200);
        return id == null ? null : values.id(place(name), id);
    }

    LocalDate date(String name) {
        String text = text(name, 200);
        return text == null ? null : values.date(place(name), text);
    }

    LocalDate needDate(String name) {
        require(name);
        return date(name);
    }

    <E extends Enum<E>> E needCode(String name, Class<E> codes) {
        require(name);
        String text = text(name, 200);
        return text == null ? null : values.code(place(name), text, codes);
    }

    List<Node> list(String name) {
        Node field = present(name, Kind.LIST);
        return field == null ? List.of() : field.items();
    }

    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        for (Node item : list(name)) {
            if (item.kind() != Kind.TEXT || item.text().isBlank()) {
                faults.add(item.place(), "Here stands " + item.kind().inWords + ". Write text in quotation marks, and no empty one.");
                continue;
            }
            String text = values.text(item.place(), item.text(), most);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** An object that must be there; null after a fault. */
    Node needObject(String name) {
        if (isObject() && absent(name)) {
            faults.add(place(name), "The object " + Words.shown(name) + " is missing. Add it.");
            return null;
        }
        return present(name, Kind.OBJECT);
    }

    void period(LocalDate since, LocalDate until) {
        values.period(place("until"), since, until);
    }
}
