package org.throughline.obligation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.Deliveries;
import org.throughline.obligation.LadderStep;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What must happen by when: of one case file, or what the reader and their people owe. */
@RestController
@RequestMapping("/api/obligations")
class ObligationsApi {

    private final Obligations obligations;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Deliveries deliveries;
    private final Access access;
    private final Clock clock;

    ObligationsApi(Obligations obligations, Organisation organisation, Casefiles casefiles, Deliveries deliveries, Access access, Clock clock) {
        this.obligations = obligations;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.deliveries = deliveries;
        this.access = access;
        this.clock = clock;
    }

    /** @param mailNotDelivered why the mail to this level has not arrived; null where it has, or waits its turn */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(int level, String who, String said, Instant at, String mailNotDelivered) {}

    /** @param key names the duty, such as {@code not-known-yet:file:seq}: a page knows by it where the duty is done */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(UUID id, String key, String casefile, String ruleId, String what, String owner, Instant bornAt, Instant dueAt, boolean overdue, boolean urgent,
                Instant endedAt, String endKind, String endReason, List<Told> told) {}

    @GetMapping
    @Transactional
    public List<Line> list(@RequestParam(required = false) String casefile, @RequestParam(defaultValue = "false") boolean overdue) {
        Practitioner me = access.me();
        if (casefile == null) {
            return visible(me, obligations.owedBy(mine(me), me.id(), overdue));
        }
        CasefileView file = casefiles.byReference(casefile);
        access.require(me, Right.SEE_OBLIGATIONS, file.id(), "Looked at what must happen by when");
        return lines(obligations.ofCasefile(file.id(), overdue));
    }

    /** Mine, those of the people I supervise, and those of the people I stand in for. */
    private Collection<UUID> mine(Practitioner me) {
        Set<UUID> people = new HashSet<>(organisation.deputisedBy(me.id(), clock.instant()));
        people.add(me.id());
        for (UUID supervisor : List.copyOf(people)) {
            organisation.supervisedBy(supervisor).forEach(worker -> people.add(worker.id()));
        }
        return people;
    }

    /** What others owe shows only where the reader may see that case file's obligations. */
    private List<Line> visible(Practitioner me, List<ObligationView> found) {
        Set<UUID> files = access.allowedOf(me, Right.SEE_OBLIGATIONS, found.stream().map(ObligationView::casefileId).filter(Objects::nonNull).distinct().toList());
        return lines(found.stream().filter(line -> me.id().equals(line.ownerId()) || files.contains(line.casefileId())).toList());
    }

    private List<Line> lines(List<ObligationView> found) {
        Instant now = clock.instant();
        Map<UUID, List<LadderStep>> steps = found.stream().filter(line -> line.level() > 0)
                .collect(Collectors.toMap(ObligationView::id, line -> obligations.told(line.id())));
        Map<String, String> lost = deliveries.notDelivered(steps.entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(step -> Obligations.noticeKey(one.getKey(), step.level()))).toList());
        List<Line> lines = new ArrayList<>();
        for (ObligationView line : found) {
            List<Told> told = steps.getOrDefault(line.id(), List.of()).stream()
                    .map(step -> told(step, lost.get(Obligations.noticeKey(line.id(), step.level())))).toList();
            lines.add(new Line(line.id(), line.dedupeKey(), line.casefileId() == null ? null : casefiles.get(line.casefileId()).reference(), line.ruleId(), line.what(),
                    name(line.ownerId()), line.bornAt(), line.dueAt(), line.overdueAt(now), line.urgent(), line.endedAt(), line.endKind(), line.endReason(), told));
        }
        return lines;
    }

    private Told told(LadderStep step, String mailNotDelivered) {
        return new Told(step.level(), name(step.toldId()), step.said(), step.at(), mailNotDelivered);
    }

    private String name(UUID person) {
        return Optional.ofNullable(person).flatMap(organisation::find).map(Practitioner::name).orElse(null);
    }
}
