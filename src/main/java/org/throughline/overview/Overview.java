package org.throughline.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.throughline.obligation.Verdict;

/**
 * How it stands in one line of supervision, or everywhere.
 *
 * @param everywhere       whether it counts all lines; otherwise the reader's own
 * @param urgentAccess     urgent accesses taken in the last 30 days
 * @param urgentUnreviewed how many of all urgent accesses wait for their review
 * @param watchdog         whether somebody looks that timers run, and what stands
 * @param running          handovers that wait, the longest overdue first; empty for those who see counts alone
 * @param finished         handovers that ended, the newest first; as above
 * @param meetingSteps     multi-agency meetings by the step at which they wait
 * @param meetings         meetings that are not held or not read yet, the longest overdue first; as above
 */
public record Overview(boolean everywhere, List<StepCount> steps, List<LevelCount> levels, int urgentAccess, int urgentUnreviewed, Verdict watchdog,
                       List<Running> running, List<Finished> finished, List<StepCount> meetingSteps, List<Running> meetings) {

    /** @param task the id of the step in the diagram; @param oldestDays for how many days the longest one has waited at this step */
    public record StepCount(String task, String inWords, int waiting, int overdue, int oldestDays) {}

    /** Open duties by the level of the ladder that was told; 0 where nobody has been told yet. */
    public record LevelCount(int level, int open, int overdue) {}

    public record Running(UUID id, String reference, String step, Instant since, Instant dueAt, boolean overdue) {}

    public record Finished(UUID id, String reference, String how, Instant at) {}

    /** One act of a handover. @param by a user name */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Done(Instant at, String step, String what, String by, String onBehalfOf) {}
}
