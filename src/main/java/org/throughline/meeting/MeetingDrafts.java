package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.chronology.DraftText;
import org.throughline.organisation.Practitioner;

/** What is being written in a step of a meeting. A draft is nobody's act; only the completion of the task makes it one. */
@Service
public class MeetingDrafts {

    private final MeetingRepository repository;
    private final MeetingStore store;
    private final MeetingWaits waits;
    private final MeetingPeople people;
    private final Access access;
    private final Clock clock;

    MeetingDrafts(MeetingRepository repository, MeetingStore store, MeetingWaits waits, MeetingPeople people, Access access, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.waits = waits;
        this.people = people;
        this.access = access;
        this.clock = clock;
    }

    /** The draft of the step that waits, for who may do it. @throws NotFound for everybody else */
    @Transactional
    public MeetingDraft get(UUID meetingId, MeetingStep step, Practitioner reader) {
        Meeting meeting = visible(meetingId, reader, step);
        if (meeting.step() != step || !people.mayDo(meeting, waits.doer(meeting), reader)) {
            throw new NotFound();
        }
        return store.draft(meetingId, step);
    }

    /**
     * Saves a draft.
     *
     * @param basedOn the version that was on the screen; 0 for the first save
     * @throws StaleMeetingDraft when another version was saved in between
     * @throws Refusal when the step has been done or is not this person's
     */
    @Transactional
    public MeetingDraft save(UUID meetingId, MeetingStep step, int basedOn, JsonNode content, Practitioner author) {
        Meeting meeting = visible(meetingId, author, step);
        if (meeting.step() != step) {
            throw new Refusal(waits.whyGone(meeting, step).orElse("The meeting does not stand at this step."), "already-done");
        }
        if (!people.mayDo(meeting, waits.doer(meeting), author)) {
            throw new Refusal("This step is not yours to write in.", "not-your-step");
        }
        return store.save(meetingId, step, basedOn, DraftText.checked(content), author.id(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Meeting visible(UUID meetingId, Practitioner person, MeetingStep step) {
        Meeting meeting = repository.findById(meetingId).orElseThrow(NotFound::new);
        String what = "Opened a text of a meeting: " + step.inWords();
        if (people.takesPart(meeting, person, waits.doer(meeting)) || person.id().equals(waits.doer(meeting))) {
            access.allowedByDuty(person, meeting.casefileId(), what);
        } else {
            access.require(person, Right.SEE_MEETING, meeting.casefileId(), what);
        }
        return meeting;
    }
}
