package org.throughline.meeting;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Relation;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What a card of the task list says about the meeting: fetched under the rule of access, never kept in the engine. */
@Service
public class MeetingCards {

    private static final int MOST = 100;

    /**
     * One card.
     *
     * @param who        the child's given name, and which meeting
     * @param family     the reference of the case file
     * @param waitingFor the step in words
     * @param with       the name of the person whose step it is; null where nobody has it
     */
    public record Card(String who, String family, String waitingFor, Instant due, String with) {}

    private final MeetingProcess process;
    private final MeetingRepository repository;
    private final MeetingPeople people;
    private final MeetingWaits waits;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;

    MeetingCards(MeetingProcess process, MeetingRepository repository, MeetingPeople people, MeetingWaits waits, Organisation organisation, Casefiles casefiles, Access access) {
        this.process = process;
        this.repository = repository;
        this.people = people;
        this.waits = waits;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
    }

    /** The cards of these tasks that this person may see, by task id; at most 100. Tasks of other processes are left out. */
    @Transactional(readOnly = true)
    public Map<String, Card> of(Collection<String> taskIds, Practitioner reader) {
        Map<String, Card> cards = new LinkedHashMap<>();
        process.meetingsOf(taskIds.stream().distinct().limit(MOST).toList()).forEach((task, id) -> repository.findById(id).filter(meeting -> sees(meeting, reader))
                .ifPresent(meeting -> cards.put(task, card(meeting))));
        return cards;
    }

    private boolean sees(Meeting meeting, Practitioner reader) {
        UUID doer = waits.doer(meeting);
        return people.takesPart(meeting, reader, doer) || access.may(reader, Right.SEE_MEETING, meeting.casefileId())
                || people.mayDo(meeting, doer, reader) && !access.relations(reader, meeting.casefileId()).contains(Relation.CONFLICT);
    }

    private Card card(Meeting meeting) {
        CasefileView file = casefiles.get(meeting.casefileId());
        UUID doer = waits.doer(meeting);
        return new Card(casefiles.person(file.personId()).givenName() + ", " + meeting.kind().inWords(), file.reference(), meeting.step().inWords(),
                waits.open(meeting).map(ObligationView::dueAt).orElse(null), doer == null ? null : organisation.get(doer).name());
    }
}
