package org.throughline.risk;

import java.util.List;
import org.throughline.calendar.Limit;
import org.throughline.meeting.Mode;

/**
 * A rule whose pattern a family's facts match.
 *
 * @param asks      what a person is asked to do or decide, in plain words; never about a person
 * @param because   why, in the row's own words
 * @param within    until when it is answered, from the moment it is raised
 * @param toManager whether the worker's manager answers it
 * @param counts    entries that raise it again, each an event type or {@code TYPE@AGENCY_KIND}; {@link #SELF_REPORT} for one more key entry that is nobody's but the family's word
 * @param about     whom such an entry names
 * @param serious   whether it counts for P17
 */
public record PatternRow(String ruleId, String asks, String because, Mode mode, Limit within, boolean toManager, List<String> counts, About about, boolean serious) {

    /** Stands among {@code counts} for a key entry of any type that is self-report and unverified. */
    public static final String SELF_REPORT = "SELF_REPORT";

    /** Whom an entry names. NEAR: the child or an adult who cares for it, and no other child alone. */
    public enum About { CARER, CHILD, NEAR, OTHER_CHILD, ANYBODY }
}
