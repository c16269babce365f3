package org.throughline.meeting;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.notification.LinkHolder;

/** What the links of an invitation have in common: the place in the meeting, as it is now. */
@Component
class LinkedInvitation {

    private final InvitationReplies replies;
    private final ZoneId zone;

    LinkedInvitation(InvitationReplies replies, WorkingCalendar calendar) {
        this.replies = replies;
        this.zone = calendar.zone();
    }

    /** @throws Refusal where the meeting was called off, or this place taken back */
    InvitationReplies.Asked asked(LinkHolder holder) {
        InvitationReplies.Asked asked = replies.asked(holder.subject());
        if (asked.cancelled()) {
            throw new Refusal("The meeting was called off, or somebody else was asked in your place. You need do nothing.", "called-off");
        }
        return asked;
    }

    InvitationReplies replies() {
        return replies;
    }

    /** When and where, in neutral words. */
    String inWords(InvitationReplies.Asked asked) {
        List<String> words = new ArrayList<>(List.of("The meeting is on " + moment(asked.start())));
        if (asked.place() != null && asked.place().room() != null) {
            words.add(asked.place().room());
        }
        if (asked.place() != null && asked.place().link() != null) {
            words.add("by link: " + asked.place().link());
        }
        return String.join(", ", words);
    }

    String moment(Instant moment) {
        return DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.UK).withZone(zone).format(moment);
    }
}
