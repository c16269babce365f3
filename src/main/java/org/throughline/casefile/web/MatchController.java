package org.throughline.casefile.web;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.MatchOutcome;
import org.throughline.casefile.MatchView;
import org.throughline.casefile.PersonView;
import org.throughline.casefile.web.Names.Worker;
import org.throughline.organisation.Practitioner;

/** Looking for the family: likely matches, and what people decide about them. */
@RestController
class MatchController {

    /** @param outcome null while undecided; @param decidedBy null while undecided and where equal identifiers link by rule */
    record Match(UUID id, PersonView a, PersonView b, String basis, String basisInWords, Instant proposedAt, MatchOutcome outcome, Worker decidedBy,
            Instant decidedAt, String reason) {}

    record Decision(MatchOutcome outcome, String reason) {}

    private final Access access;
    private final Casefiles casefiles;
    private final Names names;

    MatchController(Access access, Casefiles casefiles, Names names) {
        this.access = access;
        this.casefiles = casefiles;
        this.names = names;
    }

    @GetMapping("/api/casefiles/{ref}/matches")
    @Transactional
    List<Match> matches(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.DECIDE_MATCH, file.id(), "Looked at likely matches");
        return casefiles.matches(file.id()).stream().map(this::match).toList();
    }

    private Match match(MatchView m) {
        return new Match(m.id(), m.a(), m.b(), m.basis().name(), m.basis().inWords(), m.proposedAt(), m.outcome(), names.worker(m.decidedBy()), m.decidedAt(),
                m.reason());
    }

    /** Whoever keeps a file of either family may decide; the last decision counts. */
    @PostMapping("/api/matches/{id}/decision")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void decide(@PathVariable UUID id, @RequestBody Decision decision) {
        Practitioner me = access.me();
        Set<UUID> files = casefiles.filesOfMatch(id);
        UUID file = files.stream().filter(f -> access.may(me, Right.DECIDE_MATCH, f)).sorted().findFirst()
                .or(() -> files.stream().sorted().findFirst()).orElseThrow(NotFound::new);
        access.require(me, Right.DECIDE_MATCH, file, "Decided a likely match", decision.reason());
        casefiles.decide(id, decision.outcome(), decision.reason(), me.id());
    }
}
