package org.throughline.handover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.authority.Authorities;
import org.throughline.authority.NewKeyEntries;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.MatchView;
import org.throughline.casefile.Responsibility;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;

/** What an agreed sign-off moves, in one commit: responsibility, authority, what is carried over, whom to tell. */
@Component
class ResponsibilityMove {

    private final Casefiles casefiles;
    private final Authorities authorities;
    private final Obligations obligations;
    private final HandoverRules rules;
    private final WorkingCalendar calendar;
    private final ActStore acts;
    private final SharedBeside shared;
    private final ObjectMapper json;

    ResponsibilityMove(Casefiles casefiles, Authorities authorities, Obligations obligations, HandoverRules rules, WorkingCalendar calendar,
                   ActStore acts, SharedBeside shared, ObjectMapper json) {
        this.casefiles = casefiles;
        this.authorities = authorities;
        this.obligations = obligations;
        this.rules = rules;
        this.calendar = calendar;
        this.acts = acts;
        this.shared = shared;
        this.json = json;
    }

    static String agenciesKey(UUID handover) {
        return "handover:" + handover + ":tell-agencies";
    }

    void moves(Handover handover, UUID signOff, Practitioner signer, Instant at) {
        if (handover.type().gives() != Responsibility.RESPONSIBLE) {
            shares(handover, signOff, signer, at);
            return;
        }
        UUID file = handover.casefileId();
        UUID before = casefiles.responsible(file).orElse(null);
        UUID allocation = casefiles.moveResponsibility(file, handover.incomingId(), handover.id(), at);
        if (before != null) {
            authorities.withdrawAll(file, before, signer.id(), at, "Handed over");
            carryDuties(file, before, handover.incomingId(), signer);
        }
        authorities.grantBySignOff(file, handover.incomingId(), signOff, allocation, signer.id(), at);
        tellAgencies(handover, signer, at);
        carryMatches(handover, at);
        obligations.passOn(file, "not-known-yet:", handover.incomingId());
        shared.responsibilityMoved(handover, signer, at);
    }

    /** Responsibility stays; cover ends with its last day. */
    private void shares(Handover handover, UUID signOff, Practitioner signer, Instant at) {
        Responsibility as = handover.type().gives();
        Instant until = handover.coverUntil() == null ? null : handover.coverUntil().plusDays(1).atStartOfDay(calendar.zone()).toInstant();
        if (until != null && !until.isAfter(at)) {
            throw new Refusal("The last day of this cover has passed. Withdraw the handover and ask for it anew with another day.", "cover-over");
        }
        UUID allocation = casefiles.shareWork(handover.casefileId(), handover.incomingId(), as, handover.id(), at, until);
        authorities.shareBySignOff(handover.casefileId(), handover.incomingId(), as, signOff, allocation, signer.id(), at, until);
        tellAgencies(handover, signer, at);
    }

    private void tellAgencies(Handover handover, Practitioner signer, Instant at) {
        Set<String> codes = new TreeSet<>();
        casefiles.involvements(handover.casefileId()).stream().filter(involvement -> involvement.until() == null)
                .forEach(involvement -> codes.add(involvement.agencyCode()));
        if (codes.isEmpty()) {
            return;
        }
        ArrayNode agencies = json.createArrayNode();
        codes.forEach(agencies::add);
        acts.add(handover.id(), new HandoverAct(ActStore.newId(), HandoverStep.SIGN_OFF, ActStore.AGENCIES_TO_TELL, signer.id(), null, null, null, null,
                json.createObjectNode().set("agencies", agencies), at));
        HandoverRules.StepLimit limit = rules.limitOf(HandoverStep.TELL_FAMILY);
        obligations.open(obligation(handover, agenciesKey(handover.id()), limit.ruleId(), "Tell the agencies who the new worker is", limit.limit(), at));
    }

    /** What the outgoing worker owed this family, the new one owes now; what that one has read is overtaken, and steps of a handover stay with whose they are. */
    private void carryDuties(UUID file, UUID from, UUID to, Practitioner signer) {
        for (ObligationView owed : obligations.ofCasefile(file, false)) {
            if (owed.endedAt() != null || !from.equals(owed.ownerId()) || "HANDOVER".equals(owed.subjectKind())) {
                continue;
            }
            if (NewKeyEntries.isReading(owed)) {
                obligations.overtaken(owed.dedupeKey(), signer.id(), "The family was handed over; the new worker has read it all.");
            } else {
                obligations.reassign(owed.dedupeKey(), to);
            }
        }
    }

    /** What nobody has decided yet goes with the family: the new worker owes the decision. */
    private void carryMatches(Handover handover, Instant at) {
        List<MatchView> undecided = casefiles.proposals(handover.casefileId()).stream().filter(match -> match.outcome() == null).toList();
        for (MatchView match : undecided) {
            obligations.open(obligation(handover, "match:" + match.id(), "X10", "Decide whether two records are the same person",
                    new Limit(1, DueUnit.WORKING_DAYS), at));
        }
    }

    private NewObligation obligation(Handover handover, String key, String rule, String what, Limit limit, Instant at) {
        CasefileView file = casefiles.get(handover.casefileId());
        return new NewObligation(key, file.id(), "HANDOVER", handover.id(), rule, what, handover.incomingId(), file.agencyId(),
                calendar.due(at, limit, file.jurisdiction()), limit.unit(), false);
    }
}
