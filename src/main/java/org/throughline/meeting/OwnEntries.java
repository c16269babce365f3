package org.throughline.meeting;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.chronology.NotThisFamilyAsked;

/** The entry that the record of a meeting wrote belongs to the family whose meeting it was: the attendance, the decisions and the minutes stand beside it. */
@Component("meetingOwnEntries")
class OwnEntries {

    private final JdbcClient jdbc;

    OwnEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void asked(NotThisFamilyAsked asked) {
        boolean own = jdbc.sql("select exists (select 1 from meeting where entry_file = :file and entry_seq = :seq)")
                .param("file", asked.entry().casefileId()).param("seq", asked.entry().seq()).query(Boolean.class).single();
        if (own) {
            throw new Refusal("This is the record of a meeting about this child, and its minutes stand beside it. Correct what is wrong in it instead.", "stands-on-it");
        }
    }
}
