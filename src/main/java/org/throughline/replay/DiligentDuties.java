package org.throughline.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.access.NotFound;
import org.throughline.authority.ActAnswers;
import org.throughline.bundle.CaseBundle;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.EventType;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.meeting.CalledFor;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Agency;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** What an entry calls for and is no meeting - a referral, a notice, an assessment, a decision - is met by the entry of whoever owes it. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class DiligentDuties {

    private static final String TAKEN_UP = "CONTACT@" + AgencyKind.CHILDRENS_SOCIAL_CARE;

    private final CalledFor calledFor;
    private final ActAnswers actAnswers;
    private final Obligations obligations;
    private final Chronology chronology;
    private final FamilyHistory history;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final ReplayTime time;

    DiligentDuties(CalledFor calledFor, ActAnswers actAnswers, Obligations obligations, Chronology chronology, FamilyHistory history, Organisation organisation, Casefiles casefiles, ReplayTime time) {
        this.calledFor = calledFor;
        this.actAnswers = actAnswers;
        this.obligations = obligations;
        this.chronology = chronology;
        this.history = history;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.time = time;
    }

    /** Whether a meeting is to meet it, so that its steps are what people do. */
    boolean isMeeting(ObligationView owed) {
        return calledFor.awaited(owed.id()).filter(waits -> waits.meeting() != null).isPresent();
    }

    /** When the bundle itself meets it in time; empty where it does not. */
    Optional<Instant> metByTheBundle(ObligationView owed, ReplayFamily family) {
        List<String> words = words(owed);
        return family.bundle().rows().stream().filter(row -> row.recordedAt().isAfter(time.now()) && !row.recordedAt().isAfter(owed.dueAt()))
                .filter(row -> row.persons().contains(child(owed, family))).filter(row -> meets(words, row.type(), kind(family.agency(row.sourceAgency()))))
                .map(CaseBundle.Row::recordedAt).min(Instant::compareTo);
    }

    private List<String> words(ObligationView owed) {
        return calledFor.awaited(owed.id()).map(CalledFor.Awaited::metBy).orElse(List.of());
    }

    private static String child(ObligationView owed, ReplayFamily family) {
        return family.childrensFiles().entrySet().stream().filter(one -> one.getValue().equals(owed.casefileId())).map(one -> one.getKey().id()).findFirst().orElse("");
    }

    private static boolean meets(List<String> words, EventType type, AgencyKind kind) {
        return words.contains(type.name()) || words.contains(type + "@" + kind);
    }

    private AgencyKind kind(UUID agency) {
        return organisation.agency(agency).kind();
    }

    /** A referral that nobody of social care is responsible for yet is taken up first; then whoever owes the duty records what meets it. */
    void meet(ObligationView owed, ReplayFamily family, DiligentHours hours) {
        List<String> words = words(owed);
        boolean ofTheCase = owed.casefileId().equals(family.fileOfTheCase());
        if (ofTheCase && words.contains(TAKEN_UP) && casefiles.responsible(owed.casefileId()).isEmpty()) {
            family.takeUp();
        }
        ObligationView now = obligations.get(owed.id());
        Practitioner owner = now.ownerId() == null ? somebodyOf(now.agencyId()) : organisation.get(now.ownerId());
        words.stream().filter(word -> word.equals("CONTACT@" + kind(owner.agencyId()))).findFirst()
                .or(() -> words.stream().filter(EventType.CONTACT.name()::equals).findFirst())
                .or(() -> words.stream().filter(word -> word.startsWith("CONTACT@") && of(word).isPresent()).findFirst())
                .or(() -> words.stream().filter(word -> !word.contains("@")).findFirst())
                .ifPresent(word -> record(now, word, of(word).filter(other -> !other.agencyId().equals(owner.agencyId())).orElse(owner), hours));
    }

    /** What was not known when an entry was written stands beside it. */
    void complete(ObligationView owed) {
        EntryRef about = DiligentReading.entry(owed);
        Practitioner who = Optional.ofNullable(owed.ownerId()).or(() -> casefiles.responsible(owed.casefileId())).map(organisation::get).orElseGet(() -> somebodyOf(owed.agencyId()));
        EntryView entry = history.entries(who.id(), List.of(about)).stream().filter(one -> one.withheld() == null).findFirst().orElseThrow(NotFound::new);
        chronology.correct(owed.casefileId(), about, new EntryDraft(entry.eventDate(), entry.precision(), entry.type(), organisation.agency(entry.agency().code()).orElseThrow().id(),
                entry.sourcePerson(), entry.persons().stream().map(EntryView.Person::id).toList(), entry.summary(), known(entry.provenance(), Provenance.OBSERVED),
                known(entry.verification(), Verification.UNVERIFIED), entry.significance(), known(entry.impact(), DiligentWords.of("Asked, and not known.")),
                known(entry.impactLevel(), ImpactLevel.UNKNOWN), known(entry.actionTaken(), "none: nothing more was done"), known(entry.outcome(), "none: nothing came of it yet"),
                entry.key(), known(entry.attributes(), Map.of()), null), DiligentWords.of("It was not known when it was written."), who);
    }

    private static <T> T known(T said, T otherwise) {
        return said == null ? otherwise : said;
    }

    /** Who answers for a colleague answers for what that one did without authority. */
    void answer(ObligationView owed) {
        actAnswers.answer(DiligentReading.entry(owed), ActAnswers.Outcome.HAD_TO_BE_DONE,
                DiligentWords.of("It had happened when it was recorded; the history is read before the next act."), organisation.get(owed.ownerId()));
    }

    /** What an agency owes and nobody is named for, somebody of it does. */
    private Practitioner somebodyOf(UUID agency) {
        return organisation.peopleOf(agency).stream().filter(person -> person.role() != PractitionerRole.ADMINISTRATOR).findFirst().orElseThrow(NotFound::new);
    }

    /** Somebody of the kind of agency that a word names; empty where it names none, or nobody of it is entered. */
    private Optional<Practitioner> of(String word) {
        return word.contains("@") ? organisation.agencies().stream().filter(agency -> word.endsWith("@" + agency.kind())).map(Agency::id).flatMap(agency -> organisation.peopleOf(agency).stream()).findFirst()
                : Optional.empty();
    }

    /** Known only after its day, it was done on its day and is written down now. */
    private void record(ObligationView owed, String word, Practitioner who, DiligentHours hours) {
        EventType type = EventType.valueOf(word.split("@")[0]);
        LocalDate today = hours.day(time.now());
        LocalDate due = hours.day(owed.dueAt());
        // what one professional tells another is no contact made with the family: it needs no authority
        boolean own = type != EventType.CONTACT && who.gatedAgency() && type.intervention() != EventType.Intervention.NO && casefiles.responsible(owed.casefileId()).filter(who.id()::equals).isPresent();
        chronology.append(owed.casefileId(), new EntryDraft(due.isBefore(today) ? due : today, Precision.EXACT, type, who.agencyId(), who.name(), List.of(casefiles.get(owed.casefileId()).personId()),
                DiligentWords.of(owed.what() + ": done."), Provenance.OBSERVED, Verification.CORROBORATED, "Called for by rule " + owed.ruleId() + ".",
                "What it means for the child is talked about with those who know the family.", ImpactLevel.UNKNOWN, "done in time", "as agreed", false, Map.of(), own ? who.id() : null), who, null);
    }
}
