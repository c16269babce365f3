package org.throughline.meeting;

import java.time.LocalDate;
import org.throughline.chronology.EventType;

/**
 * What the rules may know of a family when an entry is recorded: facts of the record as of the day of the event, counted and
 * never weighed (practice-rules 1.2).
 *
 * @param day                 the day of the event
 * @param expected            the expected day of birth; null where none is on the record
 * @param aboutCarer          the entry names a carer of the child or an adult of the household
 * @param parentalFactors     how many of misuse, mental ill health, learning disability and domestic abuse are on the record of a carer
 * @param agenciesActive      agencies working on a concern (practice-rules 1.7, M7)
 * @param daysWithoutMeeting  days since the last multi-agency meeting about the child; {@link #NEVER} where there was none
 * @param neglectEntries      concerns of neglect about the child, the last 12 months (rule_value MF2)
 * @param impact              the impact level of the entry, such as SERIOUS; null where it is not known yet
 * @param allocated           whether a worker is responsible
 */
public record FamilyFacts(EventType event, LocalDate day, LocalDate expected, ChildState child, boolean aboutChild, boolean aboutCarer,
        OpenPlan plan, boolean earlierChildRemoved, boolean otherChildOnPlan, boolean personPosingRisk, int parentalFactors, boolean threeFactors,
        int agenciesActive, int daysWithoutMeeting, int neglectEntries, boolean earlierEnquiry, boolean referred, boolean byPhone,
        boolean violence, String impact, boolean allocated) {

    /** Stands for "there was none", and is longer than any limit. */
    public static final int NEVER = 1_000_000;
}
