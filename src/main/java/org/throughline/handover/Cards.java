package org.throughline.handover;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Practitioner;

/** What a card of the task list says about the family: fetched under the rule of access, never kept in the engine. */
@Service
public class Cards {

    private static final int MOST = 100;

    /**
     * One card.
     *
     * @param who        the child's given name and age; null for a new worker before the acceptance
     * @param waitingFor the step in words
     * @param with       the name of the person whose step it is
     */
    public record Card(String who, String family, String waitingFor, Instant due, String with) {}

    private final HandoverProcess process;
    private final HandoverRepository repository;
    private final HandoverViews views;
    private final Waits waits;
    private final Duties duties;
    private final Casefiles casefiles;
    private final Access access;

    Cards(HandoverProcess process, HandoverRepository repository, HandoverViews views, Waits waits, Duties duties, Casefiles casefiles, Access access) {
        this.process = process;
        this.repository = repository;
        this.views = views;
        this.waits = waits;
        this.duties = duties;
        this.casefiles = casefiles;
        this.access = access;
    }

    /** The cards of these tasks that this person may see, by task id; at most 100. */
    @Transactional(readOnly = true)
    public Map<String, Card> of(Collection<String> taskIds, Practitioner reader) {
        Map<String, UUID> handovers = process.handoversOf(taskIds.stream().distinct().limit(MOST).toList());
        Map<UUID, Handover> found = handovers.values().stream().distinct().map(repository::findById).flatMap(Optional::stream)
                .collect(Collectors.toMap(Handover::id, handover -> handover));
        List<UUID> files = found.values().stream().map(Handover::casefileId).distinct().toList();
        Set<UUID> seen = access.allowedOf(reader, Right.SEE_FILE, files);
        Map<String, Card> cards = new LinkedHashMap<>();
        handovers.forEach((task, id) -> Optional.ofNullable(found.get(id)).filter(handover -> seen.contains(handover.casefileId()))
                .ifPresent(handover -> cards.put(task, card(handover))));
        return cards;
    }

    private Card card(Handover handover) {
        CasefileView file = casefiles.get(handover.casefileId());
        HandoverView.File child = views.file(file);
        return new Card(child.childGivenName() + ", " + child.ageInWords(), file.title(), handover.step().inWords(),
                waits.open(handover).map(ObligationView::dueAt).orElse(null), duties.doer(handover).name());
    }
}
