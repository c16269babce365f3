package org.throughline.chronology;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;

/** What a fact needs before it can be filed (CE1, CE2, CE4, CE5, CE8, CE10). Names every fault at once. */
final class EntryCheck {

    private static final int SUMMARY_LENGTH = 500;
    private static final int TEXT_LENGTH = 4_000;

    private EntryCheck() {}

    static void check(EntryDraft draft, LocalDate today, Set<UUID> family) {
        List<Fault> faults = new ArrayList<>();
        if (draft.eventDate() == null) {
            faults.add(new Fault("eventDate", "Say when it happened."));
        } else if (draft.eventDate().isAfter(today)) {
            faults.add(new Fault("eventDate", "An entry tells of what has happened; this date lies ahead."));
        }
        if (draft.precision() == null) {
            faults.add(new Fault("precision", "Say how exactly the date is known."));
        }
        if (draft.type() == null) {
            faults.add(new Fault("type", "Say what kind of event it was."));
        }
        if (draft.sourceAgencyId() == null) {
            faults.add(new Fault("sourceAgency", "Say which agency this comes from."));
        }
        if (draft.persons().isEmpty()) {
            faults.add(new Fault("persons", "Say whom it concerns."));
        } else if (!family.containsAll(draft.persons())) {
            faults.add(new Fault("persons", "Someone named here does not belong to this family yet. Record how they are linked first."));
        }
        String summary = CanonicalForm.text(draft.summary());
        if (summary == null) {
            faults.add(new Fault("summary", "Say what happened, in up to 500 characters."));
        } else if (summary.length() > SUMMARY_LENGTH) {
            faults.add(new Fault("summary", "Say what happened in up to 500 characters; this has " + summary.length() + "."));
        }
        if (draft.key() && CanonicalForm.text(draft.significance()) == null) {
            faults.add(new Fault("significance", "A key entry says why it matters."));
        }
        fits(faults, "sourcePerson", draft.sourcePerson());
        fits(faults, "significance", draft.significance());
        fits(faults, "impactOnChild", draft.impactOnChild());
        reasoned(faults, "actionTaken", draft.actionTaken());
        reasoned(faults, "outcome", draft.outcome());
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }

    private static void reasoned(List<Fault> faults, String field, String text) {
        fits(faults, field, text);
        String clean = CanonicalForm.text(text);
        if (clean != null && clean.matches("(?i)none\\s*:?")) {
            faults.add(new Fault(field, "If there was none, say why, like this: none: reason."));
        }
    }

    private static void fits(List<Fault> faults, String field, String text) {
        if (text != null && text.length() > TEXT_LENGTH) {
            faults.add(new Fault(field, "Use up to 4,000 characters; this has " + text.length() + "."));
        }
    }
}
