package org.throughline.bundle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.throughline.bundle.CaseBundle.Allocation;
import org.throughline.bundle.CaseBundle.Head;
import org.throughline.bundle.CaseBundle.Identifier;
import org.throughline.bundle.CaseBundle.Involvement;
import org.throughline.bundle.CaseBundle.Member;
import org.throughline.bundle.CaseBundle.Person;
import org.throughline.bundle.CaseBundle.Relationship;
import org.throughline.bundle.CaseBundle.Stay;
import org.throughline.bundle.CaseBundle.Worker;
import org.throughline.bundle.JsonTree.Node;
import org.throughline.casefile.RelationshipType;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.PractitionerRole;

/** Reads case.json into the parts of a bundle. A part with a wrong field is kept with null there: a fault stands for it. */
final class CaseFile {

    private enum PersonRole { CHILD, ADULT }

    private enum Responsibility { RESPONSIBLE, CO_WORKING }

    private final FaultList faults;
    private final JsonFields root;

    CaseFile(Node root, FaultList faults) {
        this.faults = faults;
        this.root = new JsonFields(root, faults, "case", "people", "relationships", "household", "agencies", "practitioners", "involvements", "allocation");
    }

    /** The bundle without its rows. */
    CaseBundle read() {
        return new CaseBundle(head(), all("people", this::person), all("relationships", this::relationship), all("household", this::stay),
                all("agencies", this::member), all("practitioners", this::worker), all("involvements", this::involvement),
                all("allocation", this::allocation), List.of());
    }

    private <T> List<T> all(String name, Function<Node, T> reader) {
        return root.list(name).stream().map(reader).toList();
    }

    private Head head() {
        Node node = root.needObject("case");
        if (node == null) {
            return new Head(root.place(), null, null, null);
        }
        JsonFields fields = new JsonFields(node, faults, "reference", "title", "jurisdiction");
        return new Head(fields.place(), fields.needId("reference"), fields.needText("title", 200), fields.needText("jurisdiction", 64));
    }

    private Person person(Node node) {
        JsonFields fields = new JsonFields(node, faults, "id", "name", "role", "born", "expected", "identifiers", "formerNames", "aliases");
        PersonRole role = fields.needCode("role", PersonRole.class);
        List<Identifier> identifiers = new ArrayList<>();
        for (Node item : fields.list("identifiers")) {
            JsonFields identifier = new JsonFields(item, faults, "scheme", "value");
            identifiers.add(new Identifier(item.place(), identifier.needText("scheme", 40), identifier.needText("value", 80)));
        }
        return new Person(fields.place(), fields.needId("id"), fields.needText("name", 200), role == PersonRole.CHILD,
                fields.date("born"), fields.date("expected"), identifiers, fields.texts("formerNames", 200), fields.texts("aliases", 200));
    }

    private Relationship relationship(Node node) {
        JsonFields fields = new JsonFields(node, faults, "from", "to", "type", "since", "until");
        LocalDate since = fields.needDate("since");
        LocalDate until = fields.date("until");
        fields.period(since, until);
        return new Relationship(fields.place(), fields.needText("from", 200), fields.needText("to", 200),
                fields.needCode("type", RelationshipType.class), since, until);
    }

    private Stay stay(Node node) {
        JsonFields fields = new JsonFields(node, faults, "person", "since", "until", "address");
        LocalDate since = fields.needDate("since");
        LocalDate until = fields.date("until");
        fields.period(since, until);
        return new Stay(fields.place(), fields.needText("person", 200), fields.needText("address", 300), since, until);
    }

    private Member member(Node node) {
        JsonFields fields = new JsonFields(node, faults, "id", "name", "kind");
        return new Member(fields.place(), fields.needId("id"), fields.needText("name", 200), fields.needCode("kind", AgencyKind.class));
    }

    private Worker worker(Node node) {
        JsonFields fields = new JsonFields(node, faults, "username", "name", "agency", "role", "supervisor");
        return new Worker(fields.place(), fields.needId("username"), fields.needText("name", 200), fields.needText("agency", 200),
                fields.needCode("role", PractitionerRole.class), fields.text("supervisor", 200));
    }

    private Involvement involvement(Node node) {
        JsonFields fields = new JsonFields(node, faults, "agency", "person", "since", "until", "practitioner");
        LocalDate since = fields.needDate("since");
        LocalDate until = fields.date("until");
        fields.period(since, until);
        return new Involvement(fields.place(), fields.needText("agency", 200), fields.needText("person", 200),
                fields.text("practitioner", 200), since, until);
    }

    private Allocation allocation(Node node) {
        JsonFields fields = new JsonFields(node, faults, "practitioner", "since", "until", "responsibility");
        LocalDate since = fields.needDate("since");
        LocalDate until = fields.date("until");
        fields.period(since, until);
        Responsibility responsibility = fields.needCode("responsibility", Responsibility.class);
        return new Allocation(fields.place(), fields.needText("practitioner", 200), responsibility == Responsibility.RESPONSIBLE, since, until);
    }
}
