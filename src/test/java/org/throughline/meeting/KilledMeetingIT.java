package org.throughline.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.meeting.MeetingWalk.Round;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.Killed;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** The connection of the application is killed in the middle of recording a meeting, and of its minutes: nothing of it has happened, and it can be done again. */
@ThroughlineTest
class KilledMeetingIT {

    @Autowired FamilyWorld world;
    @Autowired MeetingWalk walk;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;

    @Test
    void aMeetingAndItsMinutesThatAreKilledHalfWayHaveNotHappened() throws Exception {
        world.startClock();
        Round round = walk.round();
        UUID meeting = walk.at(round, MeetingStep.HOLD);
        TestClock.get().set(walk.meeting(meeting).startsAt().plusSeconds(5400));
        killed(meeting, round.chair(), walk.record(round, meeting, List.of("PRESENT")), List.of("meeting_attendance", "meeting_action", "entry"), MeetingStep.WRITE_MINUTES);
        assertThat(jdbc.sql("select count(*) from entry where casefile_id = :file and event_type = 'MEETING_HELD'").param("file", round.family().file()).query(Integer.class).single())
                .as("it stands in the chronology once").isOne();
        killed(meeting, round.chair(), walk.minutes(meeting, round), List.of("meeting_minutes", "meeting_minutes_reader"), MeetingStep.CONFIRM_MINUTES);
    }

    private void killed(UUID meeting, Practitioner chair, ObjectNode content, List<String> written, MeetingStep next) throws Exception {
        MeetingStep step = walk.step(meeting);
        int version = walk.save(meeting, chair, content);
        String task = walk.task(meeting);
        long before = rows(meeting);
        Killed.halfWay(owner, () -> walk.complete(meeting, chair, Map.of("draftVersion", version)), written,
                "select id from obligation where dedupe_key = ? and ended_at is null for update", MeetingWaits.key(meeting, step));
        assertThat(rows(meeting)).as("nothing of it is written").isEqualTo(before);
        assertThat(walk.step(meeting)).isEqualTo(step);
        assertThat(walk.task(meeting)).as("the same task waits").isEqualTo(task);
        walk.complete(meeting, chair, Map.of("draftVersion", version));
        assertThat(walk.step(meeting)).isEqualTo(next);
    }

    private long rows(UUID meeting) {
        return jdbc.sql("""
                select (select count(*) from meeting_attendance where meeting_id = :id) + (select count(*) from meeting_action where meeting_id = :id)
                     + (select count(*) from meeting_minutes where meeting_id = :id) + (select count(*) from meeting_act where meeting_id = :id)
                     + (select count(*) from entry where casefile_id = (select casefile_id from meeting where id = :id))
                     + (select count(*) from message where about = :id)""").param("id", meeting).query(Long.class).single();
    }
}
