package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.authority.KnockPage;
import org.throughline.authority.KnockPart;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.PersonView;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.FamilyPicture;
import org.throughline.chronology.Glance;
import org.throughline.chronology.HistoryQuery;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.obligation.SealedDuties;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * One printable page: facts extracted from the record and the worker's answers 1, 6 and 7. No address, school, surgery or telephone
 * stands on it: nothing that can find a person.
 */
@Service
public class BeforeYouKnock implements KnockPage {

    private static final int MOST_KEY_ENTRIES = 50;

    /** What the worker wrote of one child. */
    public record Answer(String name, String text) {}

    /** The worker's own words to questions 1, 6 and 7. */
    public record Answers(List<Answer> q1, String q6, String q7) {}

    /** What must happen next, and by when. */
    public record Duty(String what, Instant due) {}

    public record Person(String name, String why, String ageInWords, LocalDate until) {}

    public record KeyEntry(String ref, String dateInWords, String typeLabel, String persons, String summary) {}

    public record AgencyLine(String name, String worker, String about) {}

    public record NotSeen(String holder, String what, String state, String owner, String action, LocalDate actionDue) {}

    /** @param keyEntriesLeftOut how many older key entries do not stand on the page */
    public record Page(HandoverView.File casefile, String worker, String supervisor, Instant signedAt, List<Person> people, List<AgencyLine> agencies,
                       List<KeyEntry> keyEntries, int keyEntriesLeftOut, Glance glance, List<NotSeen> sources, Answers account,
                       List<Duty> obligations, Instant madeAt) {}

    private final HandoverRepository repository;
    private final HandoverViews views;
    private final ActStore acts;
    private final SignOffStore signOffs;
    private final Families families;
    private final Casefiles casefiles;
    private final FamilyHistory history;
    private final FamilyPicture picture;
    private final ProtectedAddresses addresses;
    private final Obligations obligations;
    private final SealedDuties sealedDuties;
    private final Organisation organisation;
    private final Access access;
    private final Clock clock;

    BeforeYouKnock(HandoverRepository repository, HandoverViews views, ActStore acts, SignOffStore signOffs, Families families, Casefiles casefiles,
                   FamilyHistory history, FamilyPicture picture, ProtectedAddresses addresses, Obligations obligations, SealedDuties sealedDuties, Organisation organisation, Access access,
                   Clock clock) {
        this.repository = repository;
        this.views = views;
        this.acts = acts;
        this.signOffs = signOffs;
        this.families = families;
        this.casefiles = casefiles;
        this.history = history;
        this.picture = picture;
        this.addresses = addresses;
        this.obligations = obligations;
        this.sealedDuties = sealedDuties;
        this.organisation = organisation;
        this.access = access;
        this.clock = clock;
    }

    /** @throws Refusal before an account has been written */
    @Transactional
    public Page of(UUID handoverId, Practitioner reader) {
        Handover handover = repository.findById(handoverId).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HISTORY, handover.casefileId(), "Looked at the page \"Before you knock\"");
        JsonNode account = acts.lastDone(handoverId, HandoverStep.WRITE_ACCOUNT).map(HandoverAct::content)
                .orElseThrow(() -> new Refusal("There is no account yet. The page is made from it.", "no-account"));
        CasefileView file = casefiles.get(handover.casefileId());
        List<Pattern> hidden = addresses.of(file.id());
        List<EntryView> key = keyEntries(file.id(), reader.id());
        List<EntryView> shown = key.subList(Math.max(0, key.size() - MOST_KEY_ENTRIES), key.size());
        return new Page(views.file(file), organisation.get(handover.incomingId()).name(), organisation.get(handover.supervisorId()).name(),
                signOffs.agreedAt(handoverId).orElse(null), people(file.id()), agencies(file.id()), shown.stream().map(entry -> line(entry, hidden)).toList(),
                key.size() - shown.size(), picture.glance(file.id(), reader.id()), notSeen(file.id(), hidden), answers(account, file.id(), hidden),
                duties(file.id(), reader.id()), clock.instant());
    }

    @Override
    @Transactional(readOnly = true)
    public Map<KnockPart, Object> parts(UUID casefileId, UUID reader) {
        List<Pattern> hidden = addresses.of(casefileId);
        Map<KnockPart, Object> parts = new EnumMap<>(KnockPart.class);
        parts.put(KnockPart.PEOPLE, people(casefileId));
        parts.put(KnockPart.AGENCIES, agencies(casefileId));
        parts.put(KnockPart.GLANCE, picture.glance(casefileId, reader));
        parts.put(KnockPart.ACCOUNT, acts.lastAccountOf(casefileId).<Object>map(account -> answers(account, casefileId, hidden)).orElseGet(List::of));
        parts.put(KnockPart.SOURCES, notSeen(casefileId, hidden));
        parts.put(KnockPart.OBLIGATIONS, duties(casefileId, reader));
        return parts;
    }

    private List<EntryView> keyEntries(UUID casefile, UUID reader) {
        List<EntryView> entries = new ArrayList<>();
        String cursor = null;
        do {
            var page = history.page(casefile, reader, new HistoryQuery(cursor, HistoryQuery.MOST, null, null, true, null));
            page.items().stream().filter(entry -> entry.withheld() == null).forEach(entries::add);
            cursor = page.next();
        } while (cursor != null);
        return entries;
    }

    private static KeyEntry line(EntryView entry, List<Pattern> hidden) {
        return new KeyEntry(entry.ref(), entry.dateInWords(), entry.typeLabel(), String.join(", ", entry.persons().stream().map(EntryView.Person::name).toList()),
                ProtectedAddresses.takenOut(entry.summary(), hidden));
    }

    private List<Person> people(UUID casefile) {
        return families.of(casefile).stream().map(member -> {
            PersonView person = casefiles.person(member.personId());
            String age = person.born() == null && person.expected() == null ? null : views.age(person);
            return new Person(member.name(), member.whyInWords(), age, member.until());
        }).toList();
    }

    /** Who else: the agency that holds the file is left out, for its own involvement names whoever had the family when it was entered. */
    private List<AgencyLine> agencies(UUID casefile) {
        UUID own = casefiles.get(casefile).agencyId();
        return casefiles.involvements(casefile).stream().filter(involvement -> involvement.until() == null && !involvement.agencyId().equals(own))
                .map(involvement -> new AgencyLine(involvement.agencyName(), involvement.practitionerName(), involvement.personName())).toList();
    }

    private List<NotSeen> notSeen(UUID casefile, List<Pattern> hidden) {
        return casefiles.sources(casefile).stream().filter(source -> source.receivedAt() == null)
                .map(source -> new NotSeen(ProtectedAddresses.takenOut(source.holder(), hidden), ProtectedAddresses.takenOut(source.what(), hidden), source.state().name(),
                        source.ownerId() == null ? null : organisation.get(source.ownerId()).name(), ProtectedAddresses.takenOut(source.action(), hidden), source.actionDue())).toList();
    }

    private List<Duty> duties(UUID casefile, UUID reader) {
        List<ObligationView> open = obligations.ofCasefile(casefile, false).stream().filter(duty -> duty.endedAt() == null).toList();
        Set<UUID> sealed = sealedDuties.sealedFrom(reader, open.stream().map(ObligationView::id).toList());
        return open.stream().filter(duty -> !sealed.contains(duty.id()) || reader.equals(duty.ownerId())).map(duty -> new Duty(duty.what(), duty.dueAt())).toList();
    }

    private Answers answers(JsonNode account, UUID casefile, List<Pattern> hidden) {
        Map<String, String> names = new LinkedHashMap<>();
        families.of(casefile).forEach(member -> names.put(member.personId().toString(), member.givenName()));
        List<Answer> children = new ArrayList<>();
        account.path("q1").fields().forEachRemaining(child -> children.add(new Answer(names.getOrDefault(child.getKey(), "A child"), ProtectedAddresses.takenOut(child.getValue().asText(), hidden))));
        return new Answers(children, ProtectedAddresses.takenOut(account.path("q6").asText(), hidden), ProtectedAddresses.takenOut(account.path("q7").asText(), hidden));
    }
}
