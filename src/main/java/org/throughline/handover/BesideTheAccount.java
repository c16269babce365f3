package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.HistoryPage;
import org.throughline.chronology.HistoryQuery;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Evidence;
import org.throughline.reading.ItemState;
import org.throughline.reading.ReadingNotes;
import org.throughline.reading.Readings;

/**
 * What stands beside the account, unjudged (domain 5): key entries it does not mention, sentences that also stand elsewhere, what was
 * opened and what was not. Found by comparing words; it says nothing about what the worker has understood.
 */
@Service
public class BesideTheAccount {

    private static final int MOST_ENTRIES = 2_000;

    /** @param where "the transfer summary" or the entry's name */
    public record Repeated(String sentence, String where) {}

    /** An entry that the worker marked while reading. */
    public record Noted(EntryView entry, String kind, String text) {}

    /** @param entriesCompared how many entries were compared; large histories are compared from the earliest on, up to 2,000 */
    public record Facts(List<EntryView> keyEntriesNotMentioned, List<Repeated> sentencesAlsoElsewhere, int opened, int notOpened, int tooBrief,
                        List<EntryRef> notOpenedEntries, List<EntryRef> tooBriefEntries, List<Noted> notes, int entriesCompared) {}

    private final HandoverRepository repository;
    private final ActStore acts;
    private final FamilyHistory history;
    private final Readings readings;
    private final ReadingNotes notes;
    private final Access access;

    BesideTheAccount(HandoverRepository repository, ActStore acts, FamilyHistory history, Readings readings, ReadingNotes notes, Access access) {
        this.repository = repository;
        this.acts = acts;
        this.history = history;
        this.readings = readings;
        this.notes = notes;
        this.access = access;
    }

    /**
     * The facts for the supervisor; for the worker who writes the account, what they marked while reading and nothing else.
     *
     * @throws NotFound for everybody who may not see the family's history, and for the outgoing worker
     */
    @Transactional
    public Facts of(UUID handoverId, Practitioner reader) {
        Handover handover = repository.findById(handoverId).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HISTORY, handover.casefileId(), "Looked at what stands beside an account");
        if (reader.id().equals(handover.outgoingId())) {
            throw new NotFound();
        }
        List<Noted> notes = noted(handover, reader.id());
        if (reader.id().equals(handover.incomingId())) {
            return new Facts(List.of(), List.of(), 0, 0, 0, List.of(), List.of(), notes, 0);
        }
        JsonNode account = acts.lastDone(handoverId, HandoverStep.WRITE_ACCOUNT).map(HandoverAct::content).orElseThrow(NotFound::new);
        AccountText text = AccountText.of(account);
        List<EntryView> entries = entries(handover.casefileId(), reader.id());
        List<EntryView> unmentioned = entries.stream().filter(entry -> entry.key() && entry.withheld() == null && !text.mentions(entry)).map(EntryView::head).toList();
        Evidence evidence = readings.evidence(handover.casefileId(), handover.incomingId());
        return new Facts(unmentioned, repeated(handoverId, text, entries), evidence.opened().size(), evidence.notOpened().size(),
                evidence.tooBrief().size(), evidence.notOpened(), evidence.tooBrief(), notes, entries.size());
    }

    private List<Repeated> repeated(UUID handoverId, AccountText text, List<EntryView> entries) {
        List<Repeated> repeated = new ArrayList<>();
        acts.lastDone(handoverId, HandoverStep.PREPARE_SUMMARY).map(HandoverAct::content)
                .ifPresent(summary -> text.sentencesIn(AccountText.of(summary)).forEach(sentence -> repeated.add(new Repeated(sentence, "the transfer summary"))));
        for (EntryView entry : entries) {
            if (entry.withheld() == null) {
                AccountText words = AccountText.of(entry.summary(), entry.significance(), entry.impact());
                text.sentencesIn(words).forEach(sentence -> repeated.add(new Repeated(sentence, "entry " + entry.ref())));
            }
        }
        return repeated;
    }

    private List<EntryView> entries(UUID casefile, UUID reader) {
        List<EntryView> entries = new ArrayList<>();
        HistoryPage page = history.page(casefile, reader, HistoryQuery.first(HistoryQuery.MOST));
        entries.addAll(page.items());
        while (page.next() != null && entries.size() < MOST_ENTRIES) {
            page = history.page(casefile, reader, new HistoryQuery(page.next(), HistoryQuery.MOST, null, null, false, null));
            entries.addAll(page.items());
        }
        return entries;
    }

    private List<Noted> noted(Handover handover, UUID viewer) {
        Map<EntryRef, List<ItemState.Note>> marked = notes.of(handover.casefileId(), handover.incomingId());
        List<Noted> all = new ArrayList<>();
        for (EntryView entry : history.entries(viewer, marked.keySet())) {
            marked.getOrDefault(entry.place(), List.of()).forEach(mark -> all.add(new Noted(entry, mark.kind(), mark.text())));
        }
        return all;
    }
}
