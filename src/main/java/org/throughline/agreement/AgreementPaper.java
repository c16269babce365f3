package org.throughline.agreement;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.document.PaperTemplate;
import org.throughline.document.Papers;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * An agreement on paper, for one party (domain 7): plain words, the duties of both sides, names only, no address.
 *
 * <p>Where abuse is suspected, whoever is suspected of it reads their copy at home and asks "who told them?". So the copy of a member of the family then says
 * <ul>
 * <li>of the worry only its kind, such as "unsafe sleep", never the words in which somebody told it;</li>
 * <li>of duties their own, and those of an agency that the drafter has said are for everybody or for this person alone; nothing about which nobody has decided;</li>
 * <li>of others no name, no duty and no line to sign: neither another one of the family, nor an agency that does nothing on this copy, such as the refuge;</li>
 * <li>the purpose, how it is watched, what happens if it is not kept and what is done then, as they were written: of these the drafter has said that each party
 * may read them, and the manager has read every copy before approving it.</li>
 * </ul>
 * An agency's copy shows all.
 */
@Service
public class AgreementPaper {

    private final Papers papers;
    private final AgreementRepository repository;
    private final AgreementStore store;
    private final PartyNames names;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final ProtectedAddresses addresses;
    private final WorkingCalendar calendar;
    private final Access access;
    private final String notice;

    AgreementPaper(Papers papers, AgreementRepository repository, AgreementStore store, PartyNames names, Organisation organisation, Casefiles casefiles, ProtectedAddresses addresses,
            WorkingCalendar calendar, Access access, @Value("${throughline.notice:}") String notice) {
        this.papers = papers;
        this.repository = repository;
        this.store = store;
        this.names = names;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.addresses = addresses;
        this.calendar = calendar;
        this.access = access;
        this.notice = notice;
    }

    /** What one side does. */
    record Side(String name, List<Line> terms) {}

    record Line(String text, String by) {}

    record Signature(String name, String as) {}

    /** All that stands on the paper. @param parts whether something is left out of this copy */
    record Content(String child, String notice, boolean draft, String reader, String version, String worker, String worry, String purpose, List<Side> sides, boolean parts, String monitoring,
            String ifNotKept, String contingency, String from, String review, List<Signature> signatures) {}

    /**
     * The copy of one party.
     *
     * @param party as the text names it, such as p1
     * @throws NotFound for who may not see it, or where there is no such party
     * @throws Refusal  where it was not put to a manager yet: there is no text then
     */
    @Transactional
    public byte[] of(UUID agreementId, String party, Practitioner reader) {
        Agreement agreement = repository.findById(agreementId).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HISTORY, agreement.casefileId(), "Printed a voluntary agreement");
        AgreementText text = AgreementText.of(store.text(agreementId, agreement.number())
                .orElseThrow(() -> new Refusal("This agreement is still a draft. It can be printed once it is put to the manager.", "no-text")).content());
        return papers.pdf(PaperTemplate.AGREEMENT, content(agreement, text, text.party(party == null ? "" : party).orElseThrow(NotFound::new)));
    }

    private Content content(Agreement agreement, AgreementText text, Party reader) {
        List<Pattern> taken = addresses.everyOneOf(agreement.casefileId());
        boolean apart = text.apart() && reader.family();
        PartyNames.Of called = names.of(agreement.casefileId());
        List<Side> sides = sides(text, reader, called, taken);
        boolean approved = store.approval(agreement.id(), agreement.number()).filter(approval -> "APPROVED".equals(approval.outcome())).isPresent();
        String child = casefiles.childOf(agreement.casefileId()).givenName();
        return new Content(child == null ? "the baby" : child, notice.isBlank() ? null : notice, !approved, name(reader, called), agreement.edition() + "." + agreement.number(),
                organisation.get(agreement.workerId()).name(), apart ? kindAlone(text.risk().kind()) : clean(text.risk().words(), taken), clean(text.purpose(), taken), sides, apart,
                clean(text.monitoring(), taken), clean(text.ifNotKept(), taken), clean(text.contingency(), taken), agreement.inForceFrom() == null ? null : day(calendar.day(agreement.inForceFrom())),
                text.reviewOn() == null ? "a day that is not set" : day(text.reviewOn()),
                text.parties().stream().filter(party -> !apart || party.id().equals(reader.id()) || isNamed(party, sides, called, agreement))
                        .map(party -> new Signature(name(party, called), as(party))).toList());
    }

    /** What is said of the worry where free words could tell who spoke. */
    private static String kindAlone(RiskKind kind) {
        return (kind == null || kind == RiskKind.OTHER ? "Our worry is about what we have talked over with you." : "Our worry is about " + kind.inWords() + ".") + " We talk about it with you alone.";
    }

    /** An agency that does something on this copy, or whose worker has this agreement. */
    private boolean isNamed(Party party, List<Side> sides, PartyNames.Of called, Agreement agreement) {
        return !party.family() && (sides.stream().anyMatch(side -> side.name().equals(name(party, called)))
                || organisation.get(agreement.workerId()).agencyCode().equals(party.agency()));
    }

    private static List<Side> sides(AgreementText text, Party reader, PartyNames.Of called, List<Pattern> taken) {
        return text.parties().stream()
                .map(party -> new Side(name(party, called), text.terms().stream().filter(term -> party.id().equals(term.owner())).filter(term -> text.standsOnCopyOf(reader, term))
                        .map(term -> new Line(clean(term.text(), taken), term.by() == null ? null : day(term.by()))).toList()))
                .filter(side -> !side.terms().isEmpty()).toList();
    }

    private static String name(Party party, PartyNames.Of called) {
        return called.signsFor(party).map(who -> who + ", " + called.name(party)).orElseGet(() -> called.name(party));
    }

    private static String as(Party party) {
        return switch (party.kind()) {
            case PARENT -> "parent";
            case CARER -> "carer";
            case FAMILY_MEMBER -> "of the family";
            case AGENCY -> "for the agency";
        };
    }

    private static String clean(String words, List<Pattern> taken) {
        return ProtectedAddresses.takenOut(words, taken);
    }

    private static String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK).format(day);
    }
}
