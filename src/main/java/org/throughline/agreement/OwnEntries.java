package org.throughline.agreement;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.NotThisFamilyAsked;
import org.throughline.chronology.NotThisFamilyDecided;

/** An agreement in force stands on its entry: nobody takes the ground from under it. It is ended first. */
@Component("agreementOwnEntries")
class OwnEntries {

    private final JdbcClient jdbc;

    OwnEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void asked(NotThisFamilyAsked asked) {
        stays(asked.entry());
    }

    @EventListener
    void decided(NotThisFamilyDecided decided) {
        if (decided.agreed()) {
            stays(decided.entry());
        }
    }

    private void stays(EntryRef entry) {
        boolean inForce = jdbc.sql("select exists (select 1 from agreement where entry_file = :file and entry_seq = :seq and ended_at is null)")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query(Boolean.class).single();
        if (inForce) {
            throw new Refusal("An agreement that has not ended stands on this entry. End the agreement first; then say it again.", "stands-on-it");
        }
    }
}
