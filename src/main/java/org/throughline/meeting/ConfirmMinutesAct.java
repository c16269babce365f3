package org.throughline.meeting;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.Gaps;

/** The meeting ends when every agency has read and confirmed its minutes; one that has not is named, with the reason. */
@Component
class ConfirmMinutesAct implements MeetingAct {

    private final Minutes minutes;
    private final Organisation organisation;

    ConfirmMinutesAct(Minutes minutes, Organisation organisation) {
        this.minutes = minutes;
        this.organisation = organisation;
    }

    @Override
    public MeetingStep step() {
        return MeetingStep.CONFIRM_MINUTES;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("Not every agency has read the minutes. Remind them, or say why one does not.");
        for (UUID agency : minutes.unread(doing.meeting())) {
            minutes.notRead(doing.meeting(), agency, doing.actor().id(), reason(doing, agency));
        }
        return new Done("READ", MeetingStep.ENDED, Map.of(), null, MeetingEnd.COMPLETED);
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        for (UUID agency : minutes.unread(doing.meeting())) {
            if (reason(doing, agency).isEmpty()) {
                gaps.add(organisation.agency(agency).name() + " has not confirmed the minutes.", "#unread-" + organisation.agency(agency).code());
            }
        }
        return gaps;
    }

    private String reason(Doing doing, UUID agency) {
        return doing.content().path("unread").path(organisation.agency(agency).code()).asText("").strip();
    }
}
