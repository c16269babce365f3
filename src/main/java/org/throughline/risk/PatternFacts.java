package org.throughline.risk;

import java.time.LocalDate;
import java.util.Set;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.OpenPlan;

/**
 * What the patterns may know of a family: facts of the record as of a day, counted and never weighed (practice-rules 5.2). The windows are the rule
 * values PP1 (months, for what returns slowly) and PP2 (days). COMPLAINT counts nowhere, REFUSED in {@code drugServiceRefused} alone.
 *
 * @param day                  as of which is counted, the day itself included
 * @param selfHarm             episodes of carers' self-harm or leaving before being seen; entries of a day about the same adult are one
 * @param missedInARow         not brought, or no access, since the child was last seen at a visit or a health check
 * @param daysWithoutMeeting   {@link #NEVER} where there was no multi-agency meeting
 * @param openingsBefore       referrals, enquiries and initial conferences about the child but the latest
 * @param selfReportShare      of the key entries in per cent, rounded down
 * @param reviewsWithoutChange conferences since the open plan began, or since the last positive change where that is later; 0 without a plan
 * @param parentalFactors      how many of misuse, domestic abuse and mental ill health stand on the record of carers
 * @param visitOverdue         whether the duty of D23 is late now
 * @param seriousRows          which serious rules matched within PP2, by their ids
 * @param everRaised           which rules were ever raised on this file, answered or not
 * @param injuries             days on which the child was injured
 */
public record PatternFacts(LocalDate day, ChildState child, OpenPlan plan, int selfHarm, int leftBeforeSeen, int domesticIncidents, int moves, int missedInARow, int missed,
        int cancelled, int drugServiceRefused, int agenciesActive, int daysWithoutMeeting, int openingsBefore, int earlierProtection, int workerChanges, int keyEntries,
        int selfReportShare, int reviewsWithoutChange, int parentalFactors, boolean misuse, boolean visitOverdue, Set<String> seriousRows, Set<String> everRaised, int injuries, boolean sameMechanism,
        int careChanges, int growthAgencies) {

    /** Stands for "there was none", and is longer than any limit. */
    public static final int NEVER = 1_000_000;

    /** The same with these serious rules besides. */
    PatternFacts withSerious(Set<String> rules) {
        return new PatternFacts(day, child, plan, selfHarm, leftBeforeSeen, domesticIncidents, moves, missedInARow, missed, cancelled, drugServiceRefused, agenciesActive,
                daysWithoutMeeting, openingsBefore, earlierProtection, workerChanges, keyEntries, selfReportShare, reviewsWithoutChange, parentalFactors, misuse, visitOverdue,
                rules, everRaised, injuries, sameMechanism, careChanges, growthAgencies);
    }
}
