package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.throughline.workflow.Gaps;

/**
 * The text of an agreement as its draft holds it; whatever is missing is null or empty, and what the draft holds beside is left alone.
 *
 * @param purpose            what is to be better or safer for the child (A1)
 * @param abuseSuspected     whether control or domestic abuse is suspected: then nobody is spoken with in another's presence (A6)
 * @param childAwayFromHome  whether the child is to live away, which this form cannot do (A10)
 * @param ifNotKept          what happens if it is not kept (A4)
 * @param contingency        what is done for the child then (A4)
 * @param otherMeasures      what keeps the child safe beside it (A12)
 * @param copies             codes of the agencies that get a copy (A14)
 * @param readAgain          the words common to all copies as the drafter last said that each party may read them; empty before
 * @param answers            what was answered to each warning, by its key, such as A12
 */
public record AgreementText(String purpose, Risk risk, boolean abuseSuspected, boolean childAwayFromHome, List<Party> parties, List<Term> terms, String ifNotKept,
        String contingency, String monitoring, LocalDate reviewOn, String otherMeasures, List<String> copies, Map<String, String> readAgain, Map<String, String> answers) {

    /** @param kind null while none is chosen @param high whether the risk is judged high (A12) @param entryFile with entrySeq: the entry that shows it */
    public record Risk(RiskKind kind, String words, boolean high, UUID entryFile, Long entrySeq) {

        /** What counts as the same risk; null while no kind is chosen. */
        String key() {
            return kind == null ? null : kind == RiskKind.OTHER ? RiskKind.inWordsOfItsOwn(words) : kind.name();
        }
    }

    /** Who is a party. */
    public enum Kind {
        PARENT, CARER, FAMILY_MEMBER, AGENCY;

        boolean family() {
            return this != AGENCY;
        }
    }

    /** What a party is in the abuse that is suspected. */
    public enum Abuse { NONE, SUSPECTED_OF, AGAINST }

    /** Whether this person can decide this (A9). */
    public enum Capacity { NOT_SAID, SURE, DOUBTED, INTOXICATED }

    /**
     * @param id            chosen by the form, such as p1; terms and later steps name it
     * @param kind          null while none is chosen
     * @param personId      of the family; null for an agency
     * @param agency        code of the agency; null for the family
     * @param username      who signs for the agency
     * @param language      English or another one (A7)
     * @param needs         LEARNING, READING, MENTAL_HEALTH (A8)
     * @param accessible    which version they get
     * @param capacityWhy   what was seen, where it is in doubt
     * @param concernAbout  whether the concern is about this person (A13)
     */
    public record Party(String id, Kind kind, UUID personId, String agency, String username, String language, String interpreterName, LocalDate interpreterOn, List<String> needs,
            String accessible, boolean advocateOffered, String advocateName, Capacity capacity, String capacityWhy, boolean concernAbout, Abuse abuse) {

        boolean family() {
            return kind != null && kind.family();
        }

        boolean speaksEnglish() {
            return language.isBlank() || language.strip().equalsIgnoreCase("English");
        }
    }

    /** What a term asks of its owner. */
    public enum Asks { OWN_ACT, KEEP_AWAY, REPORT, SUPERVISE }

    /**
     * What one side does.
     *
     * @param owner id of the party who does it; null while none is chosen
     * @param by    by which day, or until which day
     * @param asks  whether it asks the owner to control somebody else, keep them away or report them
     * @param about where nobody may read what another agrees to: {@link #EVERYBODY}, or the id of the one party of the family on whose copy it stands; null
     *              while nobody has said it
     */
    public record Term(String id, String owner, String text, LocalDate by, Asks asks, String about) {

        /** It stands on the copy of everybody. */
        static final String EVERYBODY = "EVERYBODY";
    }

    /** Whether nobody of the family may hear, or see on their copy, what another one says and agrees to. Asked here alone. */
    boolean apart() {
        return abuseSuspected || parties.stream().anyMatch(party -> party.abuse() != Abuse.NONE);
    }

    /**
     * Whether a term stands on this party's copy. An agency reads all. Of the family each reads what they do themselves and, where they are kept apart, of what an
     * agency does only what was said to be for everybody or for them: what nobody has decided about stands on no such copy.
     */
    boolean standsOnCopyOf(Party reader, Term term) {
        return !apart() || !reader.family() || reader.id().equals(term.owner())
                || ofAnAgency(term) && (Term.EVERYBODY.equals(term.about()) || reader.id().equals(term.about()));
    }

    boolean ofAnAgency(Term term) {
        return party(term.owner()).filter(owner -> owner.kind() == Kind.AGENCY).isPresent();
    }

    /** The words that stand on every copy, by the name of their field. The worry in free words does not, where they are kept apart. */
    Map<String, String> common() {
        return new TreeMap<>(Map.of("purpose", purpose, "monitoring", monitoring, "ifNotKept", ifNotKept, "contingency", contingency));
    }

    Optional<Party> party(String id) {
        return id == null ? Optional.empty() : parties.stream().filter(party -> party.id().equals(id)).findFirst();
    }

    List<Party> family() {
        return parties.stream().filter(Party::family).toList();
    }

    static AgreementText of(JsonNode content) {
        JsonNode risk = content.path("risk");
        return new AgreementText(text(content, "purpose"), new Risk(code(RiskKind.class, risk, "kind", null), text(risk, "words"), risk.path("high").asBoolean(), id(risk, "entryFile"),
                risk.hasNonNull("entrySeq") ? risk.path("entrySeq").asLong() : null), content.path("abuseSuspected").asBoolean(), content.path("childAwayFromHome").asBoolean(),
                all(content.path("parties"), AgreementText::partyOf), all(content.path("terms"), AgreementText::termOf), text(content, "ifNotKept"), text(content, "contingency"),
                text(content, "monitoring"), day(content, "reviewOn"), text(content, "otherMeasures"), all(content.path("copies"), node -> node.asText("").strip()), words(content.path("readAgain")), words(content.path("answers")));
    }

    private static Party partyOf(JsonNode party) {
        return new Party(text(party, "id"), code(Kind.class, party, "kind", null), id(party, "personId"), party.path("agency").asText(null), party.path("username").asText(null),
                text(party, "language"), text(party, "interpreterName"), day(party, "interpreterOn"), all(party.path("needs"), JsonNode::asText), text(party, "accessible"),
                party.path("advocateOffered").asBoolean(), text(party, "advocateName"), code(Capacity.class, party, "capacity", Capacity.NOT_SAID), text(party, "capacityWhy"),
                party.path("concernAbout").asBoolean(), code(Abuse.class, party, "abuse", Abuse.NONE));
    }

    private static Term termOf(JsonNode term) {
        return new Term(text(term, "id"), term.path("owner").asText(null), text(term, "text"), day(term, "by"), code(Asks.class, term, "asks", null), term.path("about").asText(null));
    }

    private static Map<String, String> words(JsonNode node) {
        Map<String, String> words = new TreeMap<>();
        node.fields().forEachRemaining(one -> words.put(one.getKey(), one.getValue().asText("").strip()));
        return words;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("").strip();
    }

    private static LocalDate day(JsonNode node, String field) {
        return Gaps.day(node.path(field).asText(""));
    }

    private static UUID id(JsonNode node, String field) {
        try {
            return node.hasNonNull(field) ? UUID.fromString(node.path(field).asText()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static <E extends Enum<E>> E code(Class<E> codes, JsonNode node, String field, E otherwise) {
        return Arrays.stream(codes.getEnumConstants()).filter(code -> code.name().equals(node.path(field).asText())).findFirst().orElse(otherwise);
    }

    private static <T> List<T> all(JsonNode list, Function<JsonNode, T> each) {
        List<T> all = new ArrayList<>();
        list.forEach(node -> all.add(each.apply(node)));
        return List.copyOf(all);
    }
}
