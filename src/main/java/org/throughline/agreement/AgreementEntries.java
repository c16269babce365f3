package org.throughline.agreement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** What of an agreement stands in the chronology: that it was made, that it was not kept, that it ended. */
@Component
class AgreementEntries {

    private static final int SUMMARY = 500;
    private static final int TEXT = 4_000;

    private final Chronology chronology;
    private final Casefiles casefiles;

    AgreementEntries(Chronology chronology, Casefiles casefiles) {
        this.chronology = chronology;
        this.casefiles = casefiles;
    }

    /** An intervention of who signs for the agency: it goes through the gate. */
    EntryRef made(Agreement agreement, AgreementText text, Practitioner by, LocalDate on) {
        String names = text.family().stream().map(party -> casefiles.person(party.personId()).givenName()).collect(Collectors.joining(", "));
        String terms = text.terms().stream().map(term -> who(text, term.owner()) + ": " + term.text() + " (" + Gaps.inWords(term.by()) + ")").collect(Collectors.joining(" | "));
        return chronology.append(agreement.casefileId(), entry(agreement, text, EventType.AGREEMENT_MADE, on, by, "A voluntary agreement about " + text.risk().kind().inWords() + " was made with " + names
                + (agreement.edition() > 1 ? " (renewal " + (agreement.edition() - 1) + ")" : "") + ". It is reviewed on " + Gaps.inWords(text.reviewOn())
                + ". It is not legally binding and no safety measure by itself.", text.purpose(), terms, "Review on " + Gaps.inWords(text.reviewOn()) + ". If it is not kept: " + text.ifNotKept()), by, null);
    }

    private String who(AgreementText text, String party) {
        Party owner = text.party(party).orElseThrow();
        return owner.personId() == null ? owner.agency() : casefiles.person(owner.personId()).givenName();
    }

    EntryRef ended(Agreement agreement, AgreementText text, AgreementEnd end, String reason, Practitioner by, LocalDate on) {
        return chronology.append(agreement.casefileId(), entry(agreement, text, EventType.AGREEMENT_ENDED, on, by, "The agreement about " + text.risk().kind().inWords() + " of "
                + Gaps.inWords(agreement.reviewOn()) + " has ended: " + end.inWords() + ".", text.purpose(), reason, "none: " + end.inWords()), by, null);
    }

    /** A fact of whoever saw it or was told, with where it comes from; key by rule. */
    EntryRef breached(Agreement agreement, AgreementText text, Breach breach, Practitioner by) {
        List<UUID> persons = persons(agreement, text);
        return chronology.append(agreement.casefileId(), new EntryDraft(breach.on(), Precision.EXACT, EventType.AGREEMENT_BREACHED, by.agencyId(), breach.from(), persons,
                shortened("The agreement about " + text.risk().kind().inWords() + " was not kept. " + breach.what(), SUMMARY), breach.provenance(), breach.verification(),
                shortened("It was agreed: " + text.purpose(), TEXT), breach.forTheChild(), ImpactLevel.UNKNOWN, "The manager decides within one working day.",
                "none: the decision follows", false, Map.of(), null), by, null);
    }

    private EntryDraft entry(Agreement agreement, AgreementText text, EventType type, LocalDate on, Practitioner by, String summary, String purpose, String action, String outcome) {
        return new EntryDraft(on, Precision.EXACT, type, by.agencyId(), by.name(), persons(agreement, text), shortened(summary, SUMMARY), Provenance.OBSERVED, Verification.CORROBORATED,
                shortened(purpose, TEXT), shortened(purpose, TEXT), ImpactLevel.UNKNOWN, shortened(action, TEXT), shortened(outcome, TEXT), false, Map.of(), null);
    }

    private List<UUID> persons(Agreement agreement, AgreementText text) {
        CasefileView file = casefiles.get(agreement.casefileId());
        List<UUID> persons = new ArrayList<>(List.of(file.personId()));
        text.family().forEach(party -> persons.add(party.personId()));
        return persons.stream().distinct().toList();
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 2).stripTrailing() + " \u2026";
    }
}
