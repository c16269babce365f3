package org.throughline.chronology.web;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.organisation.Agency;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Makes a draft of what was sent: agency codes and usernames become ids. */
@Component
class EntryDrafts {

    private final Organisation organisation;

    EntryDrafts(Organisation organisation) {
        this.organisation = organisation;
    }

    EntryDraft of(NewEntry sent) {
        UUID actor = sent.actedBy() == null ? null : organisation.find(sent.actedBy()).map(Practitioner::id)
                .orElseThrow(() -> new Invalid(List.of(new Fault("actedBy", "There is nobody with the username '" + sent.actedBy() + "'."))));
        return new EntryDraft(sent.eventDate(), sent.precision(), sent.type(), agency(sent.sourceAgency()), sent.sourcePerson(), sent.persons(), sent.summary(),
                sent.provenance(), sent.verification(), sent.significance(), sent.impactOnChild(), sent.impactLevel(), sent.actionTaken(),
                sent.outcome(), sent.key(), sent.attributes(), actor);
    }

    /** Whether it may record an act of this person's own agency; what another agency did is information. The gate decides in the end. */
    boolean mayBeOurs(NewEntry sent, Practitioner me) {
        return me.gatedAgency() && sent.type() != null && sent.type().intervention() != EventType.Intervention.NO
                && (sent.actedBy() != null || sent.sourceAgency() == null || organisation.agency(sent.sourceAgency()).map(Agency::id).filter(me.agencyId()::equals).isPresent());
    }

    /** The id of an agency; null where no code was sent. */
    UUID agency(String code) {
        return code == null ? null : organisation.agency(code).map(Agency::id)
                .orElseThrow(() -> new Invalid(List.of(new Fault("sourceAgency", "There is no agency with the code '" + code + "'."))));
    }
}
