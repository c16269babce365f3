package org.throughline.risk;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.throughline.chronology.EntryRef;

/**
 * What somebody decides upon a pattern.
 *
 * @param outcome     null where it was not said
 * @param words       the decision in their own words
 * @param wouldChange what would change it
 * @param evidence    entries of the family history on which it rests; "no action" names at least one (GD2)
 * @param whyEnough   why evidence that nobody has checked is enough; asked where there is no other
 * @param action      what is done, with ACT
 * @param owner       who does it; null where nobody is known by the name that was given
 * @param by          by which day
 */
public record PromptAnswer(Outcome outcome, String words, String wouldChange, List<EntryRef> evidence, String whyEnough, String action, UUID owner, LocalDate by) {

    /** Something follows, or nothing does. */
    public enum Outcome { ACT, NO_ACTION }
}
