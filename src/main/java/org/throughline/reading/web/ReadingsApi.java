package org.throughline.reading.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.HistoryPage;
import org.throughline.chronology.HistoryQuery;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.ItemState;
import org.throughline.reading.Lack;
import org.throughline.reading.Progress;
import org.throughline.reading.Reading;
import org.throughline.reading.ReadingNotes;
import org.throughline.reading.Readings;

/** A reader's own reading list. Only the reader opens and acknowledges; nobody can do it for them. */
@RestController
@RequestMapping("/api/readings")
class ReadingsApi {

    private static final int MOST_AT_ONCE = 50;

    private final Readings readings;
    private final ReadingNotes notes;
    private final FamilyHistory history;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    ReadingsApi(Readings readings, ReadingNotes notes, FamilyHistory history, Casefiles casefiles, Organisation organisation, Access access) {
        this.readings = readings;
        this.notes = notes;
        this.history = history;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    record Begin(String casefile) {}

    /** @param period whether they are read together: one receipt for all of them */
    record Items(List<EntryRef> items, boolean period) {}

    record Noted(UUID casefileId, long seq, String kind, String text) {}

    record SourceAnswer(String owner, String action, LocalDate actionDue) {}

    /** One entry with what the reader has done with it; the words only where it has been opened. */
    record Item(@JsonUnwrapped EntryView entry, boolean singly, boolean read, boolean opened, boolean own, boolean isNew, Instant mayAcknowledgeAt,
            List<ItemState.Note> notes) {}

    record Page(List<Item> items, String next) {}

    record File(String reference, String title) {}

    record State(UUID id, File casefile, String reader, boolean mine, Instant beganAt, int total, int read, int keyTotal, int keyLeft, int newSinceBegan,
            int withheld, int withheldUnanswered, boolean complete, String inWords, EntryRef resumeAt, List<EntryRef> unread,
            Collection<?> sources, Collection<?> undecidedMatches) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    State begin(@RequestBody Begin wanted) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(wanted.casefile());
        access.require(me, Right.READ_FOR_HANDOVER, file.id(), "began to read the history");
        return state(readings.begin(file.id(), me.id()), me);
    }

    @GetMapping("/{id}")
    @Transactional
    State get(@PathVariable UUID id) {
        Practitioner me = access.me();
        seen(id, me);
        return state(id, me);
    }

    @GetMapping("/{id}/items")
    @Transactional
    Page items(@PathVariable UUID id, @RequestParam(required = false) String cursor, @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) UUID person, @RequestParam(required = false) String agency,
            @RequestParam(defaultValue = "false") boolean keyOnly) {
        Practitioner me = access.me();
        Reading reading = seen(id, me);
        HistoryPage page = history.page(reading.casefileId(), me.id(), new HistoryQuery(cursor, limit, person, agency, keyOnly, null));
        return new Page(items(id, page.items(), true, false), page.next());
    }

    /** The next entries that are still to be read, across all pages. */
    @GetMapping("/{id}/unread")
    @Transactional
    List<Lack> unread(@PathVariable UUID id) {
        Reading reading = seen(id, access.me());
        return readings.lack(reading.casefileId(), reading.readerId()).stream().filter(lack -> lack.kind() != Lack.Kind.SEALED).toList();
    }

    @PostMapping("/{id}/openings")
    @Transactional
    Page open(@PathVariable UUID id, @RequestBody Items wanted) {
        own(id);
        return new Page(items(id, readings.open(id, few(wanted)), false, wanted.period()), null);
    }

    @PostMapping("/{id}/receipts")
    @Transactional
    State acknowledge(@PathVariable UUID id, @RequestBody Items read) {
        Practitioner me = own(id);
        readings.acknowledge(id, few(read), read.period());
        return state(id, me);
    }

    /** The entries that the reader has marked "I will use this" or "I do not understand this", with the marks. */
    @GetMapping("/{id}/notes")
    @Transactional
    Page marked(@PathVariable UUID id) {
        Practitioner me = access.me();
        Reading reading = seen(id, me);
        Collection<EntryRef> marked = notes.of(reading.casefileId(), reading.readerId()).keySet();
        return new Page(marked.isEmpty() ? List.of() : items(id, history.entries(me.id(), marked), true, false), null);
    }

    @PutMapping("/{id}/notes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void note(@PathVariable UUID id, @RequestBody Noted note) {
        own(id);
        notes.put(id, new EntryRef(note.casefileId(), note.seq()), kind(note), note.text());
    }

    @DeleteMapping("/{id}/notes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeNote(@PathVariable UUID id, @RequestBody Noted note) {
        own(id);
        notes.remove(id, new EntryRef(note.casefileId(), note.seq()), kind(note));
    }

    @PutMapping("/{id}/place")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void place(@PathVariable UUID id, @RequestBody EntryRef place) {
        own(id);
        notes.keepPlace(id, place);
    }

    private static String kind(Noted note) {
        if (!List.of("USE", "UNCLEAR").contains(note.kind())) {
            throw new Invalid(List.of(new Fault("kind", "A note says USE (I will use this) or UNCLEAR (I do not understand this).")));
        }
        return note.kind();
    }

    private static List<EntryRef> few(Items items) {
        if (items.items() == null || items.items().isEmpty() || items.items().size() > MOST_AT_ONCE) {
            throw new Invalid(List.of(new Fault("items", "Name between 1 and " + MOST_AT_ONCE + " entries.")));
        }
        return items.items();
    }

    private Practitioner own(UUID id) {
        Practitioner me = access.me();
        Reading reading = readings.get(id);
        if (!reading.readerId().equals(me.id())) {
            throw new NotFound();
        }
        access.require(me, Right.READ_FOR_HANDOVER, reading.casefileId(), "read entries of the history");
        return me;
    }

    private Reading seen(UUID id, Practitioner me) {
        Reading reading = readings.get(id);
        access.require(me, reading.readerId().equals(me.id()) ? Right.READ_FOR_HANDOVER : Right.SEE_HISTORY, reading.casefileId(), "looked at a reading list");
        return reading;
    }

    /** @param together whether they are read as one period: then all of them are taken from the same moment on */
    private List<Item> items(UUID id, List<EntryView> entries, boolean heads, boolean together) {
        Map<EntryRef, ItemState> states = readings.states(id, entries.stream().map(EntryView::place).toList());
        Instant all = together ? ItemState.together(states.values().stream().filter(state -> state.openedAt() != null && !state.read()).toList()) : null;
        return entries.stream().map(entry -> {
            ItemState state = states.get(entry.place());
            boolean shown = !heads || state.openedAt() != null || state.own();
            return new Item(shown ? entry : entry.head(), state.singly(), state.read(), state.openedAt() != null, state.own(), state.isNew(),
                    all != null && !state.read() ? all : state.mayAcknowledgeAt(), state.notes());
        }).toList();
    }

    private State state(UUID id, Practitioner me) {
        Reading reading = readings.get(id);
        Progress progress = readings.progress(id);
        CasefileView file = casefiles.get(reading.casefileId());
        List<EntryRef> unread = readings.lack(reading.casefileId(), reading.readerId()).stream()
                .filter(l -> l.kind() == Lack.Kind.UNREAD || l.kind() == Lack.Kind.PERIOD_ONLY).limit(MOST_AT_ONCE).map(Lack::entry).toList();
        return new State(id, new File(file.reference(), file.title()), organisation.get(reading.readerId()).name(), reading.readerId().equals(me.id()),
                reading.beganAt(), progress.total(), progress.read(), progress.keyTotal(), progress.keyLeft(), progress.newSinceBegan(),
                progress.withheld(), progress.withheldUnanswered(), progress.complete(), progress.inWords(), notes.place(id).orElse(null), unread,
                casefiles.sources(file.id()), casefiles.proposals(file.id()));
    }
}
