package org.throughline.replay;

import java.util.PriorityQueue;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.obligation.Obligations;

/** The people of a replay in which everybody does what they owe. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class DiligentPeople {

    private final Obligations obligations;
    private final DiligentDuties duties;
    private final DiligentMeeting meetings;
    private final DiligentHandover handovers;
    private final DiligentReading reading;
    private final DiligentPatterns patterns;
    private final WorkingCalendar calendar;
    private final ReplayTime time;

    DiligentPeople(Obligations obligations, DiligentDuties duties, DiligentMeeting meetings, DiligentHandover handovers, DiligentReading reading, DiligentPatterns patterns, WorkingCalendar calendar, ReplayTime time) {
        this.obligations = obligations;
        this.duties = duties;
        this.meetings = meetings;
        this.handovers = handovers;
        this.reading = reading;
        this.patterns = patterns;
        this.calendar = calendar;
        this.time = time;
    }

    /** @param coming where they put what they will do */
    Diligence of(ReplayFamily family, PriorityQueue<Happening> coming) {
        return new Diligence(family, coming, this, new DiligentHours(calendar, family.bundle().head().jurisdiction()));
    }

    Obligations obligations() {
        return obligations;
    }

    DiligentDuties duties() {
        return duties;
    }

    DiligentMeeting meetings() {
        return meetings;
    }

    DiligentHandover handovers() {
        return handovers;
    }

    DiligentReading reading() {
        return reading;
    }

    DiligentPatterns patterns() {
        return patterns;
    }

    ReplayTime time() {
        return time;
    }
}
