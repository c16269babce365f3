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
import org.throughline.agreement.AgreementText.Abuse;
import org.throughline.agreement.AgreementText.Party;
import org.throughline.agreement.AgreementText.Term;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.document.PaperTemplate;
import org.throughline.document.Papers;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * An agreement on paper, for one party (domain 7): plain words, the duties of both sides, names only, no address. Where abuse is suspected a member of the
 * family gets what they do themselves and what the agency does that is not about anybody else; whoever else has agreed to what does not stand there.
 */
@Service
public class AgreementPaper {

    private final Papers papers;
    private final AgreementRepository repository;
    private final AgreementStore store;
    private final AgreementChecks names;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final ProtectedAddresses addresses;
    private final WorkingCalendar calendar;
    private final Access access;
    private final String notice;

    AgreementPaper(Papers papers, AgreementRepository repository, AgreementStore store, AgreementChecks names, Organisation organisation, Casefiles casefiles, ProtectedAddresses addresses,
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
        boolean apart = apart(text) && reader.family();
        boolean approved = store.approval(agreement.id(), agreement.number()).filter(approval -> "APPROVED".equals(approval.outcome())).isPresent();
        String child = casefiles.childOf(agreement.casefileId()).givenName();
        return new Content(child == null ? "the baby" : child, notice.isBlank() ? null : notice, !approved, name(reader), agreement.edition() + "." + agreement.number(),
                organisation.get(agreement.workerId()).name(), clean(text.risk().words(), taken), clean(text.purpose(), taken), sides(text, reader, apart, taken), apart,
                clean(text.monitoring(), taken), clean(text.ifNotKept(), taken), clean(text.contingency(), taken), agreement.inForceFrom() == null ? null : day(calendar.day(agreement.inForceFrom())),
                text.reviewOn() == null ? "a day that is not set" : day(text.reviewOn()),
                text.parties().stream().filter(party -> !apart || !party.family() || party.id().equals(reader.id())).map(party -> new Signature(name(party), as(party))).toList());
    }

    /** Whether nobody of the family may see what another one agrees to. */
    static boolean apart(AgreementText text) {
        return text.abuseSuspected() || text.parties().stream().anyMatch(party -> party.abuse() != Abuse.NONE);
    }

    private List<Side> sides(AgreementText text, Party reader, boolean apart, List<Pattern> taken) {
        return text.parties().stream().filter(party -> !apart || !party.family() || party.id().equals(reader.id()))
                .map(party -> new Side(name(party), text.terms().stream().filter(term -> party.id().equals(term.owner())).filter(term -> !apart || mayRead(term, reader))
                        .map(term -> new Line(clean(term.text(), taken), term.by() == null ? null : day(term.by()))).toList()))
                .filter(side -> !side.terms().isEmpty()).toList();
    }

    /** What this person does themselves, and what is about nobody, or about them. */
    private static boolean mayRead(Term term, Party reader) {
        return reader.id().equals(term.owner()) || term.about() == null || term.about().isBlank() || term.about().equals(reader.id());
    }

    private String name(Party party) {
        if (party.family()) {
            return names.name(party);
        }
        String agency = organisation.agency(party.agency()).map(one -> one.name()).orElse(party.agency());
        return party.username() == null ? agency : organisation.find(party.username()).map(who -> who.name() + ", " + agency).orElse(agency);
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
