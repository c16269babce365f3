package org.throughline.casefile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.throughline.access.Invalid.Fault;
import org.throughline.calendar.WorkingCalendar;

/** What opening a case file asks for; every fault at once. */
final class OpeningCheck {

    private static final int LONGEST = 1000;

    private OpeningCheck() {}

    static List<Fault> faults(OpeningDraft draft, LocalDate today, WorkingCalendar calendar) {
        List<Fault> faults = new ArrayList<>();
        PersonCheck.check(faults, "child", draft.child(), today);
        if (draft.child() != null && draft.child().known() == null && !draft.child().child()) {
            faults.add(new Fault("child.child", "A case file is opened for a child."));
        }
        for (int i = 0; i < draft.people().size(); i++) {
            OpeningDraft.Present one = draft.people().get(i);
            PersonCheck.check(faults, "people[" + i + "]", one.person(), today);
            if (one.relationship() == null) {
                faults.add(new Fault("people[" + i + "].relationship", "Say what this person is to the child."));
            }
            if (one.since() != null && one.since().isAfter(today)) {
                faults.add(new Fault("people[" + i + "].since", "This day lies ahead."));
            }
            if (one.livesWithChild() && PersonCheck.blank(draft.address())) {
                faults.add(new Fault("address", "Give the address at which they live together."));
            }
        }
        text(faults, "reason", draft.reason(), "Say why a case file is opened.");
        text(faults, "referredBy", draft.referredBy(), "Say who referred the child.");
        if (!PersonCheck.blank(draft.jurisdiction()) && !calendar.knows(draft.jurisdiction())) {
            faults.add(new Fault("jurisdiction", "No calendar is known for this place. Leave it empty for England and Wales."));
        }
        for (int i = 0; i < draft.decisions().size(); i++) {
            OpeningDraft.Decided one = draft.decisions().get(i);
            if (one.known() == null || one.outcome() == null) {
                faults.add(new Fault("decisions[" + i + "].outcome", "Say whether they are the same person, are not, or that you cannot tell."));
            }
            text(faults, "decisions[" + i + "].reason", one.reason(), "Say why.");
        }
        return faults;
    }

    static void text(List<Fault> faults, String field, String text, String ask) {
        if (PersonCheck.blank(text)) {
            faults.add(new Fault(field, ask));
        } else if (text.length() > LONGEST) {
            faults.add(new Fault(field, "This is too long. Use at most " + LONGEST + " characters."));
        }
    }
}
