package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementText.Abuse;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.agreement.AgreementText.Term;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** What a draft still lacks before a manager can read it, beside what the rules say: names, owners, dates, and no more of anything than a form can hold. */
@Component
class TextGaps {

    static final int MOST_PARTIES = 20;
    static final int MOST_TERMS = 40;
    static final int LONGEST_TERM = 1_000;
    static final int LONGEST_TEXT = 4_000;
    private static final int BEGIN = 60;

    private final Families families;
    private final Organisation organisation;

    TextGaps(Families families, Organisation organisation) {
        this.families = families;
        this.organisation = organisation;
    }

    /** Everything that is missing, and every check that stops it or is not answered. */
    void collect(AgreementText text, JsonNode content, UUID casefile, List<Check> checks, Gaps gaps) {
        longTexts(content, gaps);
        parties(text, casefile, gaps);
        terms(text, gaps);
        if (text.risk().words().isBlank()) {
            gaps.add("Say in plain words what the worry is.", "#risk");
        }
        if (text.monitoring().isBlank()) {
            gaps.add("Say how it is watched, and by whom.", "#monitoring");
        }
        if (text.apart() && !text.common().equals(text.readAgain())) {
            gaps.add("Abuse is suspected. Read once more what stands on the copy of every party, and say that each of them may read it" + (text.readAgain().isEmpty() ? "." : ": the words have changed since."),
                    "#readAgain");
        }
        checks.stream().filter(check -> check.blocks() || check.open()).forEach(check -> gaps.add(check.inWords(), check.href()));
    }

    private static void longTexts(JsonNode content, Gaps gaps) {
        for (String field : List.of("purpose", "ifNotKept", "contingency", "monitoring", "otherMeasures")) {
            if (content.path(field).asText("").length() > LONGEST_TEXT) {
                gaps.add("This is longer than a person will read. Use up to 4,000 characters.", "#" + field);
            }
        }
    }

    private void parties(AgreementText text, UUID casefile, Gaps gaps) {
        if (text.parties().size() > MOST_PARTIES) {
            gaps.add("An agreement has up to " + MOST_PARTIES + " parties; this one has " + text.parties().size() + ".", "#parties");
        }
        Map<UUID, FamilyMember> family = families.of(casefile).stream().collect(Collectors.toMap(FamilyMember::personId, member -> member, (one, other) -> one));
        if (text.family().stream().noneMatch(party -> party.kind() != AgreementText.Kind.FAMILY_MEMBER)) {
            gaps.add("Name at least one parent or carer.", "#parties");
        }
        Set<String> ids = new HashSet<>();
        Set<Object> who = new HashSet<>();
        for (Party party : text.parties().subList(0, Math.min(MOST_PARTIES, text.parties().size()))) {
            String href = "#party-" + party.id();
            if (party.id().isBlank() || !ids.add(party.id())) {
                gaps.add("Every party has a mark of its own. Add this party again.", href);
            }
            if (party.kind() == null) {
                gaps.add("Say whether this is a parent, a carer, another relative or an agency.", href);
            } else if (party.kind().family()) {
                if (party.personId() == null || !family.containsKey(party.personId())) {
                    gaps.add("Choose somebody of the family. Whoever is missing is recorded under People first.", href);
                } else if (!who.add(party.personId())) {
                    gaps.add("Each person is a party once.", href);
                }
            } else if (signs(party).isEmpty()) {
                gaps.add("Say who signs for this agency: somebody entered in the organisation.", href);
            } else if (!who.add(party.agency())) {
                gaps.add("Each agency is a party once.", href);
            }
        }
        if (text.apart() && (text.parties().stream().noneMatch(party -> party.abuse() == Abuse.AGAINST))) {
            gaps.add("Abuse is suspected. Mark who is harmed, so that nobody asks them to control who harms them.", "#parties");
        }
    }

    private Optional<Practitioner> signs(Party party) {
        return organisation.find(party.username() == null ? "" : party.username()).filter(who -> who.active() && who.agencyCode().equals(party.agency()));
    }

    private static String begin(String words) {
        return words.isBlank() ? "no words yet" : words.length() <= BEGIN ? words : words.substring(0, BEGIN).strip() + " \u2026";
    }

    private static void terms(AgreementText text, Gaps gaps) {
        if (text.terms().size() > MOST_TERMS) {
            gaps.add("An agreement has up to " + MOST_TERMS + " terms; this one has " + text.terms().size() + ". What needs more is a plan.", "#terms");
        }
        if (text.terms().stream().noneMatch(term -> text.party(term.owner()).filter(Party::family).isPresent())) {
            gaps.add("Say what a parent or carer will do.", "#terms");
        }
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (Term term : text.terms().subList(0, Math.min(MOST_TERMS, text.terms().size()))) {
            number++;
            String href = "#term-" + term.id();
            Optional<Party> owner = text.party(term.owner() == null ? "" : term.owner());
            if (term.id().isBlank() || !ids.add(term.id())) {
                gaps.add("Every term has a mark of its own. Add this term again.", href);
            }
            if (owner.isEmpty()) {
                gaps.add("Say who does this: one of the parties.", href);
            }
            if (term.text().isBlank()) {
                gaps.add("Write what is done, so that anybody can see whether it was.", href);
            } else if (term.text().length() > LONGEST_TERM) {
                gaps.add("This term is longer than a person will keep in mind. Use up to 1,000 characters; this has " + term.text().length() + ".", href);
            }
            if (term.by() == null) {
                gaps.add("Say by which day, or until which day.", href);
            }
            if (text.apart() && text.ofAnAgency(term) && !Term.EVERYBODY.equals(term.about()) && text.party(term.about()).filter(Party::family).isEmpty()) {
                gaps.add("Term " + number + " (" + begin(term.text()) + "): say on whose copy it stands, everybody's or that of one person alone.", href + "-about");
            }
            if (text.apart() && owner.filter(Party::family).isPresent() && term.asks() == null) {
                gaps.add("Say whether this asks them to control somebody else, keep them away or report them.", href + "-asks");
            }
        }
    }
}
