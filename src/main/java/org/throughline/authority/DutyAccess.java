package org.throughline.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.Shift;
import org.throughline.reading.ItemState;
import org.throughline.reading.Readings;

/**
 * Acting on duty (domain 3, HE1): a worker who is on the rota now is given the page "Before you knock", acknowledges every part and every key
 * entry of it, and may then be in safety-critical contact with the family until the shift ends. A hand-back note is owed.
 */
@Service
public class DutyAccess {

    /** @param mayAcknowledgeAt from when an acknowledgement is taken (RR3) */
    public record Part(KnockPart part, String heading, JsonNode content, Instant mayAcknowledgeAt) {}

    /**
     * A key entry on the page; null in the words where it is withheld.
     *
     * @param takesMillis the shortest time in which its words can be read (RR3), after the receipt before
     */
    public record KeyEntry(UUID casefileId, long seq, String ref, String dateInWords, String typeLabel, String summary, String withheld, Instant mayAcknowledgeAt,
            long takesMillis) {}

    /**
     * @param shiftEnds when the authority will end
     * @param left      what is still to be acknowledged: this reader may have read some of the key entries before
     */
    public record Page(UUID id, Instant shiftEnds, List<Part> parts, List<KeyEntry> keyEntries, Left left) {}

    /** What is still to be acknowledged. */
    public record Left(List<KnockPart> parts, List<EntryRef> keyEntries) {
        public boolean complete() {
            return parts.isEmpty() && keyEntries.isEmpty();
        }
    }

    private record Given(UUID id, UUID casefileId, UUID reader, UUID shift, String reason, Instant at) {}

    private final JdbcClient jdbc;
    private final DutyRota rota;
    private final KnockPage pages;
    private final Readings readings;
    private final Families families;
    private final Casefiles casefiles;
    private final ProtectedAddresses addresses;
    private final Authorities authorities;
    private final AuthorityRows rows;
    private final AuthorityDuties duties;
    private final RuleValues rules;
    private final ObjectMapper json;
    private final Clock clock;

    DutyAccess(JdbcClient jdbc, DutyRota rota, KnockPage pages, Readings readings, Families families, Casefiles casefiles, ProtectedAddresses addresses,
            Authorities authorities, AuthorityRows rows, AuthorityDuties duties, RuleValues rules, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.rota = rota;
        this.pages = pages;
        this.readings = readings;
        this.families = families;
        this.casefiles = casefiles;
        this.addresses = addresses;
        this.authorities = authorities;
        this.rows = rows;
        this.duties = duties;
        this.rules = rules;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Gives the page out and keeps the time.
     *
     * @param reason why this family, now; never empty
     * @throws Invalid where the reason is missing
     * @throws Refusal {@code not-on-duty}, or {@code file-closed}
     */
    @Transactional
    public Page give(UUID casefileId, Practitioner worker, String reason) {
        CasefileView file = casefiles.get(casefileId);
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("reason", "Say why you go to this family now. One sentence is enough.")));
        }
        Instant now = clock.instant();
        Shift shift = shift(worker, file, now);
        UUID reading = readings.begin(casefileId, worker.id());
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into duty_page (id, casefile_id, reader_id, duty_rota_id, reason, given_at) values (:id, :file, :reader, :shift, :reason, :at)")
                .param("id", id).param("file", casefileId).param("reader", worker.id()).param("shift", shift.id()).param("reason", reason.strip())
                .param("at", Timestamp.from(now)).update();
        Map<KnockPart, Object> contents = pages.parts(casefileId, worker.id());
        List<Part> parts = new ArrayList<>();
        for (KnockPart part : KnockPart.values()) {
            JsonNode content = json.valueToTree(contents.get(part));
            int words = words(content);
            jdbc.sql("insert into duty_page_part (page_id, part, words) values (:page, :part, :words)").param("page", id).param("part", part.name()).param("words", words).update();
            parts.add(new Part(part, part.heading(), content, takes(now, words)));
        }
        List<EntryRef> key = jdbc.sql("select casefile_id, seq from knock_entries(:file, :at)").param("file", casefileId).param("at", Timestamp.from(now))
                .query((row, n) -> new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"))).list();
        List<KeyEntry> keyEntries = key.isEmpty() ? List.of() : entries(casefileId, reading, key);
        return new Page(id, shift.until(), parts, keyEntries, left(new Given(id, casefileId, worker.id(), shift.id(), reason, now), now));
    }

    private List<KeyEntry> entries(UUID casefileId, UUID reading, List<EntryRef> key) {
        List<EntryView> views = readings.open(reading, key);
        List<Pattern> hidden = addresses.of(casefileId);
        Map<EntryRef, ItemState> states = readings.states(reading, key);
        return views.stream().map(view -> new KeyEntry(view.casefileId(), view.seq(), view.ref(), view.dateInWords(), view.typeLabel(),
                ProtectedAddresses.takenOut(view.summary(), hidden), view.withheld() == null ? null : "Withheld", states.get(view.place()).mayAcknowledgeAt(),
                states.get(view.place()).takes().toMillis())).toList();
    }

    private Shift shift(Practitioner worker, CasefileView file, Instant now) {
        if (!file.child() || !worker.agencyId().equals(file.agencyId())) {
            throw new NotFound();
        }
        if (!file.open()) {
            throw new Refusal("Case file " + file.reference() + " is closed. Ask a supervisor to open it again first.", "file-closed");
        }
        return rota.shiftOf(worker.id(), DutyRole.DUTY_WORKER, now).filter(shift -> shift.agencyId().equals(file.agencyId()))
                .orElseThrow(() -> new Refusal("You are not on the duty rota now. Ring whoever is, or take urgent access if a child may be in danger.", "not-on-duty",
                        List.of(Refusal.Missing.offer("Take urgent access", "/casefiles/" + file.reference() + "/urgent-access"))));
    }

    /** Acknowledges one part of the page. @throws Refusal {@code too-soon} */
    @Transactional
    public Left acknowledge(UUID pageId, Practitioner worker, KnockPart part) {
        Given page = own(pageId, worker);
        Instant now = clock.instant();
        int words = jdbc.sql("select words from duty_page_part where page_id = :page and part = :part").param("page", pageId).param("part", part.name()).query(Integer.class).single();
        if (now.isBefore(takes(page.at(), words))) {
            throw new Refusal("Please take a moment: this part cannot be read so quickly.", "too-soon");
        }
        jdbc.sql("update duty_page_part set acknowledged_at = :at where page_id = :page and part = :part and acknowledged_at is null")
                .param("at", Timestamp.from(now)).param("page", pageId).param("part", part.name()).update();
        return left(page, now);
    }

    /** Acknowledges one key entry of the page. @throws Refusal as every receipt */
    @Transactional
    public Left acknowledge(UUID pageId, Practitioner worker, EntryRef entry) {
        Given page = own(pageId, worker);
        readings.acknowledge(readings.begin(page.casefileId(), worker.id()), List.of(entry), false);
        return left(page, clock.instant());
    }

    /**
     * Takes the authority for the shift.
     *
     * @throws Refusal {@code page-unread} naming what is left, {@code not-on-duty} where the shift is over, {@code already-done}
     */
    @Transactional
    public AuthorityView take(UUID pageId, Practitioner worker) {
        Given page = own(pageId, worker);
        families.lock(page.casefileId());
        CasefileView file = casefiles.get(page.casefileId());
        Instant now = clock.instant();
        Shift shift = shift(worker, file, now);
        if (!shift.id().equals(page.shift())) {
            throw new Refusal("This page was given out in another shift. Read it again in this one.", "page-unread");
        }
        Left left = left(page, now);
        if (!left.complete()) {
            List<Refusal.Missing> missing = new ArrayList<>(left.parts().stream().map(part -> new Refusal.Missing(part.heading(), null)).toList());
            if (!left.keyEntries().isEmpty()) {
                missing.add(new Refusal.Missing(left.keyEntries().size() + (left.keyEntries().size() == 1 ? " key entry" : " key entries") + " not read yet", null));
            }
            throw new Refusal("The page \"Before you knock\" has not been read to its end.", "page-unread", missing);
        }
        if (authorities.of(page.casefileId()).stream().anyMatch(a -> a.practitionerId().equals(worker.id()) && a.holds() && "DUTY".equals(a.kind()))) {
            throw new Refusal("You have taken this family for this shift already.", "already-done");
        }
        AuthorityView taken = rows.onDuty(page.casefileId(), worker.id(), shift, pageId, page.reason(), now);
        duties.dutyTaken(file, worker, taken);
        return taken;
    }

    private Left left(Given page, Instant now) {
        List<KnockPart> parts = jdbc.sql("select part from duty_page_part where page_id = :page and acknowledged_at is null").param("page", page.id())
                .query(String.class).list().stream().map(KnockPart::valueOf).sorted().toList();
        List<EntryRef> entries = jdbc.sql("""
                select k.casefile_id, k.seq from knock_entries(:file, :now) k join entry e on e.casefile_id = k.casefile_id and e.seq = k.seq
                where e.recorded_by is distinct from :reader
                  and not (is_restricted(e) and restriction_for(:reader, k.casefile_id, k.seq, :now) is not null)
                  and not exists (select 1 from receipt r where r.reader_id = :reader and r.casefile_id = k.casefile_id and r.seq = k.seq and r.kind = 'ITEM')
                order by e.event_date, k.casefile_id, k.seq""")
                .param("file", page.casefileId()).param("reader", page.reader()).param("now", Timestamp.from(now))
                .query((row, n) -> new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"))).list();
        return new Left(parts, entries);
    }

    private Given own(UUID pageId, Practitioner worker) {
        return jdbc.sql("select * from duty_page where id = :id and reader_id = :reader").param("id", pageId).param("reader", worker.id())
                .query((row, n) -> new Given(pageId, row.getObject("casefile_id", UUID.class), worker.id(), row.getObject("duty_rota_id", UUID.class),
                        row.getString("reason"), row.getTimestamp("given_at").toInstant())).optional().orElseThrow(NotFound::new);
    }

    private Instant takes(Instant from, int words) {
        return from.plus(Duration.ofMillis(1000L * words / rules.whole("RR3") + 1));
    }

    private static int words(JsonNode content) {
        int words = content.isTextual() ? content.textValue().strip().split("\\s+").length : 0;
        for (JsonNode child : content) {
            words += words(child);
        }
        return words;
    }
}
