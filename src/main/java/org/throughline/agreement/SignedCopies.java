package org.throughline.agreement;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.document.KeptDocument;
import org.throughline.document.KeptDocuments;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** The signed paper of an agreement, party by party, kept for good; never before a manager has approved its text (A5). */
@Service
public class SignedCopies {

    private static final String SUBJECT = "AGREEMENT";

    /** @param party whose signature it bears, as the text names them @param text the number of the text that was signed */
    public record Copy(UUID id, String party, String partyName, int text, LocalDate signedOn, String type, int pages, long bytes, String sha256, String by, Instant at) {}

    private final AgreementRepository repository;
    private final AgreementStore store;
    private final AgreementLock lock;
    private final PartyNames names;
    private final KeptDocuments documents;
    private final Organisation organisation;
    private final WorkingCalendar calendar;
    private final Access access;
    private final JdbcClient jdbc;
    private final Clock clock;

    SignedCopies(AgreementRepository repository, AgreementStore store, AgreementLock lock, PartyNames names, KeptDocuments documents, Organisation organisation,
            WorkingCalendar calendar, Access access, JdbcClient jdbc, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.lock = lock;
        this.names = names;
        this.documents = documents;
        this.organisation = organisation;
        this.calendar = calendar;
        this.access = access;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps a signed copy.
     *
     * @param party    who has signed it
     * @param signedOn on which day
     * @throws NotFound for who may not see the agreement
     * @throws Refusal  where it is not this person's to keep, or the text is not approved
     * @throws Invalid  naming every fault of what was sent; nothing is kept then
     */
    @Transactional
    public Copy keep(UUID agreementId, String party, String signedOn, InputStream sent, Practitioner actor) throws IOException {
        Agreement seen = repository.findById(agreementId).orElseThrow(NotFound::new);
        access.require(actor, Right.SEE_HISTORY, seen.casefileId(), "Handed in a signed copy of a voluntary agreement");
        Agreement agreement = lock.lock(agreementId);
        if (!agreement.workerId().equals(actor.id()) && !organisation.signsFor(actor.id(), agreement.workerId(), clock.instant())) {
            throw new Refusal("Only the worker who has this agreement, or their supervisor, hands in a signed copy. Give it to " + organisation.get(agreement.workerId()).name() + ".", "not-your-step");
        }
        AgreementStore.Approval approval = store.approval(agreementId, agreement.number()).filter(one -> "APPROVED".equals(one.outcome()))
                .orElseThrow(() -> new Refusal("The manager has not approved this text yet. Nobody signs it before (A5).", "not-approved"));
        AgreementText text = text(agreement, agreement.number());
        LocalDate day = checked(text, party, signedOn, calendar.day(approval.at()));
        KeptDocument document = documents.keep(agreement.casefileId(), SUBJECT, agreementId, sent, actor.id());
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into agreement_signed_copy (id, agreement_id, number, party, document_id, signed_on, by_id, at)
                values (:id, :agreement, :number, :party, :document, :day, :by, :at) on conflict (agreement_id, number, party, document_id) do nothing""")
                .param("id", id).param("agreement", agreementId).param("number", agreement.number()).param("party", party).param("document", document.id()).param("day", day)
                .param("by", actor.id()).param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS))).update();
        return copies(agreement).stream().filter(one -> one.sha256().equals(document.sha256()) && one.party().equals(party)).findFirst().orElseThrow();
    }

    private LocalDate checked(AgreementText text, String party, String signedOn, LocalDate approved) {
        List<Fault> faults = new ArrayList<>();
        if (text.party(party == null ? "" : party).isEmpty()) {
            faults.add(new Fault("party", "Say who has signed it: one of the parties."));
        }
        LocalDate day = Gaps.day(signedOn == null ? "" : signedOn);
        if (day == null) {
            faults.add(new Fault("signedOn", "Say on which day it was signed."));
        } else if (day.isBefore(approved)) {
            faults.add(new Fault("signedOn", "The manager approved it later than that. Nobody signs before (A5): have it signed again."));
        } else if (day.isAfter(calendar.day(clock.instant()))) {
            faults.add(new Fault("signedOn", "This day is still to come. Give the day on which it was signed."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        return day;
    }

    /** What was handed in, the first first. @throws NotFound for who may not see the agreement */
    @Transactional
    public List<Copy> of(UUID agreementId, Practitioner reader) {
        Agreement agreement = repository.findById(agreementId).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HISTORY, agreement.casefileId(), "Looked at the signed copies of a voluntary agreement");
        return copies(agreement);
    }

    private List<Copy> copies(Agreement agreement) {
        PartyNames.Of called = names.of(agreement.casefileId());
        Map<Integer, AgreementText> texts = new HashMap<>();
        Map<UUID, String> people = new HashMap<>();
        return jdbc.sql("""
                select c.id, c.number, c.party, c.signed_on, c.by_id, c.at, d.media_type, d.pages, d.bytes, encode(d.sha256, 'hex') as sha256
                from agreement_signed_copy c join kept_document d on d.id = c.document_id where c.agreement_id = :id order by c.at, c.id""").param("id", agreement.id())
                .query((row, n) -> new Copy(row.getObject("id", UUID.class), row.getString("party"), name(texts.computeIfAbsent(row.getInt("number"), number -> text(agreement, number)), called, row.getString("party")), row.getInt("number"),
                        row.getObject("signed_on", LocalDate.class), row.getString("media_type"), row.getInt("pages"), row.getLong("bytes"), row.getString("sha256"),
                        people.computeIfAbsent(row.getObject("by_id", UUID.class), who -> organisation.get(who).name()), row.getTimestamp("at").toInstant())).list();
    }

    private AgreementText text(Agreement agreement, int number) {
        return AgreementText.of(store.text(agreement.id(), number).orElseThrow().content());
    }

    private static String name(AgreementText text, PartyNames.Of called, String party) {
        return text.party(party).map(one -> called.signsFor(one).orElseGet(() -> called.name(one))).orElse(party);
    }

    /** One of them, to be sent out. @throws NotFound for who may not see the agreement, or where there is no such copy */
    @Transactional
    public KeptDocument document(UUID agreementId, UUID copy, Practitioner reader) {
        Agreement agreement = repository.findById(agreementId).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HISTORY, agreement.casefileId(), "Took out a signed copy of a voluntary agreement");
        return jdbc.sql("select document_id from agreement_signed_copy where agreement_id = :agreement and id = :id").param("agreement", agreementId).param("id", copy).query(UUID.class).optional()
                .flatMap(documents::find).orElseThrow(NotFound::new);
    }
}
