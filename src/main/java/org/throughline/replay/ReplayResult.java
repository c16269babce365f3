package org.throughline.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.throughline.meeting.Milestones;

/**
 * What a replay found; the JSON file beside the page has exactly these fields (src/docs/replay.md). Moments are UTC.
 *
 * @param notice      that this is a replay, for every screen that shows it
 * @param stopped     where it could not go on: at which moment, at which entry and why, in words; null where it came to its end
 * @param lastDay     the last day of the bundle, or the day on which the replay stopped: what was not reached by then was reached by nobody
 * @param byRule      one line for each thing that a rule called for, children in the order of the bundle, soonest due first
 * @param knew        who would have known that something was late for the case's child, the highest office first
 * @param patterns    what the history itself asked people to decide (P1 to P20), children in the order of the bundle, the first raised first
 * @param obligations how many obligations the record holds at the end: as many as {@code byRule} has lines, or one was lost
 * @param refusals    every intervention that the gate did not let pass
 */
public record ReplayResult(String reference, String title, String notice, String stopped, Policy policy, LocalDate firstDay, LocalDate lastDay, List<Child> children, List<Entry> entries,
        List<Owed> byRule, List<Knew> knew, List<Pattern> patterns, int obligations, List<Refused> refusals, List<Asked> asked) {

    /** Stands among the causes for entries that are none of the bundle's. */
    static final String WRITTEN_MEANWHILE = "(replay)";

    /** The same, of a replay that did not come to its end. */
    ReplayResult stopped(String why) {
        return new ReplayResult(reference, title, notice, why, policy, firstDay, lastDay, children, entries, byRule, knew, patterns, obligations, refusals, asked);
    }

    /** @param reference of the child's case file @param milestones the days before the birth by which the rules want something done; none where no concern about this child before birth was known */
    public record Child(String name, String reference, LocalDate born, LocalDate expected, List<Milestones.Milestone> milestones) {}

    /** @param filed RECORDED, MADE_WITHOUT_AUTHORITY, RECORDED_BY_IMPORTER (its recorder had no tie to the family), RECORDED_AFTER_LINKING (the bundle does not tie the people whom it names) or NOT_RECORDED with why */
    public record Entry(String id, LocalDate eventDate, Instant recordedAt, String type, String summary, String agency, List<String> persons, boolean key, String filed) {}

    /**
     * Something that had to happen.
     *
     * @param child     whose file it stands on: a child of the family, or an adult
     * @param rule      id in practice-rules.md
     * @param causes    the entries of the bundle that called for it, the first first; {@link #WRITTEN_MEANWHILE} once among them for those that people wrote who met what they owed; empty
     *                  where there are no others, and where it follows from something else that was owed
     * @param ownerName who owed it at the end; null where an agency owes it and nobody is named
     * @param end       MET, MET_LATE, NOT_NEEDED, OVERTAKEN; null while it is open
     * @param bornOverdue whether it was called for after the moment by which it had to happen: nobody could have met it in time
     * @param overdueDays whole days between the due moment and its end, or the end of the replay; 0 where it was in time
     * @param told      whom the ladder told, lowest level first
     * @param reachedByTheLastDay in words; "nobody" where it is nobody
     */
    public record Owed(String child, String rule, String what, String kind, List<String> causes, Instant bornAt, Instant dueAt, boolean bornOverdue, boolean urgent, String end, Instant endedAt, String ownerName,
            String agency, long overdueDays, List<Told> told, String reachedByTheLastDay) {}

    /** @param name null where nobody holds this level; {@code said} says so */
    public record Told(int level, String holder, String name, Instant at, String said) {}

    /**
     * Somebody who was told that something was late.
     *
     * @param name   "nobody" where an office was looked for and nobody holds it
     * @param office in which they were told, the highest of them
     * @param level  of that office: 0 who owes it, 1 supervisor, 2 service manager, 3 head of service, 4 director, and who stands as high in a partner agency
     * @param since  when they were told the first time
     * @param daysBeforeTheLast from then to the last day of the bundle
     * @param rule   of what they were told first
     * @param things of how many things they were told by the last day
     */
    public record Knew(String name, String office, int level, Instant since, long daysBeforeTheLast, String rule, String what, int things) {}

    /**
     * A pattern that asked somebody to decide.
     *
     * @param firstAt  the entry that raised it; {@link #WRITTEN_MEANWHILE} where the bundle has none
     * @param againAt  the entries that raised it again while it was open
     * @param outcome  ACT or NO_ACTION; null where nobody answered
     */
    public record Pattern(String child, String rule, String asks, String because, String firstAt, List<String> againAt, Instant raisedAt, Instant dueAt, String outcome, Instant answeredAt) {}

    /** @param missing what the gate said was missing */
    public record Refused(String entry, LocalDate eventDate, Instant at, String worker, String type, String code, String sentence, List<String> missing) {}

    /**
     * The price: how many questions and tasks one person was given, in each week in which there were any, and in the busiest of them.
     *
     * @param letters how many notices wait for them in the outbox, which no replay sends
     */
    public record Asked(String name, String agency, int questions, int letters, int inTheBusiestWeek, LocalDate busiestWeek, List<Week> weeks) {}

    /** @param monday on which the week begins */
    public record Week(LocalDate monday, int questions) {}
}
