package org.throughline.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverType;
import org.throughline.handover.HandoverViews;
import org.throughline.handover.HandoverWalk;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReadinessItem;
import org.throughline.handover.ReasonCode;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Gaps;

/** The change of worker of the review, on 7 September 2009, as it was worked out by hand beside the case: nobody left to hand over, and a late meeting without an owner who stays. */
@ThroughlineTest
class ChildHHandoverIT {

    private static final Instant OLIVE_IS_GONE = Instant.parse("2009-09-07T15:40:00Z");

    @Autowired ChildH childH;
    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Handovers handovers;
    @Autowired HandoverViews views;
    @Autowired Meetings meetings;
    @Autowired Chronology chronology;
    @Autowired Casefiles casefiles;
    @Autowired Organisation organisation;
    @Autowired JdbcClient jdbc;

    private ChildH.Telling told;
    private UUID file;

    @BeforeEach
    void untilTheChangeOfWorker() {
        told = childH.begin().upTo("H-039");
        file = told.files.get("child-h");
        for (String worker : List.of("olive", "ines")) {
            jdbc.sql("update practitioner set supervisor_id = :sunita where id = :worker").param("sunita", told.workers.get("sunita")).param("worker", told.workers.get(worker)).update();
        }
        TestClock.get().set(OLIVE_IS_GONE);
    }

    private Practitioner who(String name) {
        return organisation.get(told.workers.get(name));
    }

    private UUID request(HandoverType type, boolean discussionPossible) {
        return handovers.request(new NewHandover(file, who("ines").username(), type, ReasonCode.LEFTRL, null, discussionPossible), who("sunita"));
    }

    /** What the step waits for, and until when. */
    private String waits(UUID handover) {
        return jdbc.sql("""
                select o.rule_id || ' ' || p.name || ' ' || to_char(o.due_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') from obligation o join practitioner p on p.id = o.owner_id
                where o.subject_id = :id and o.subject_kind = 'HANDOVER' and o.dedupe_key like '%Task_%' and o.ended_at is null""").param("id", handover).query(String.class).single();
    }

    private static ObjectNode plan(String day) {
        return HandoverWalk.object(Map.of("when", day, "with", "Sunita Supervisor", "how", "Side by side, the key entries first.", "why", "Olive has left."));
    }

    /** HE1 to HE3, HE2: the supported reading within two working days. */
    @Test
    void withNobodyToHandOverTheSupportedReadingBeginsWithinTwoWorkingDaysAndTheGateStaysClosed() {
        UUID handover = request(HandoverType.EMERGENCY_NO_HANDOVER, true);
        assertThat(walk.step(handover)).isEqualTo(HandoverStep.PLAN_READING);
        assertThat(waits(handover)).as("it is planned by the next working day (X9)").isEqualTo("X9 Sunita Supervisor 2009-09-08 17:00");
        assertThat(catchThrowableOfType(Refusal.class, () -> walk.act(handover, who("sunita"), plan("2009-09-10"))).missing()).extracting(Refusal.Missing::text)
                .containsExactly("The supported reading begins by " + Gaps.inWords(LocalDate.of(2009, 9, 9)) + " (rule HE2). Choose an earlier day, or say why it is later.");
        assertThat(catchThrowableOfType(Refusal.class, () -> visit("2009-09-07"))).satisfies(closed -> assertThat(closed.missing()).extracting(Refusal.Missing::text)
                .anyMatch(text -> text.contains("10 of them key")).anyMatch(text -> text.contains("a sign-off by Sunita Supervisor")));
        walk.act(handover, who("sunita"), plan("2009-09-09"));
        assertThat(walk.step(handover)).isEqualTo(HandoverStep.READ_HISTORY);
        assertThat(casefiles.responsible(file)).as("responsibility moves with the signature").contains(who("olive").id());
    }

    @Test
    void aLaterReadingHasAReason() {
        UUID handover = request(HandoverType.EMERGENCY_NO_HANDOVER, true);
        walk.act(handover, who("sunita"), plan("2009-09-10").put("lateReason", "Ines is in court until Wednesday night."));
        assertThat(walk.step(handover)).isEqualTo(HandoverStep.READ_HISTORY);
    }

    /** HU5: ten working days after the allocation, which is the signature. */
    @Test
    void allocatedOnTheSameDayItIsCheckedAgainTenWorkingDaysLater() {
        UUID handover = request(HandoverType.EMERGENCY_NO_HANDOVER, true);
        walk.act(handover, who("sunita"), plan("2009-09-07"));
        world.reads(file, who("ines"));
        walk.act(handover, who("ines"), null);
        walk.act(handover, who("ines"), walk.account(file));
        world.reads(file, who("sunita"));
        walk.act(handover, who("sunita"), walk.signOff("AGREED"));
        assertThat(casefiles.responsible(file)).contains(who("ines").id());
        assertThat(LocalDate.ofInstant(TestClock.get().instant(), ZoneId.of("Europe/London"))).isEqualTo("2009-09-07");
        walk.act(handover, who("ines"), walk.familyTold());
        assertThat(walk.step(handover)).isEqualTo(HandoverStep.RECHECK);
        assertThat(waits(handover)).isEqualTo("X9 Sunita Supervisor 2009-09-21 17:00");
        visit("2009-09-07");
    }

    /** H7 and HB9: the discharge meeting (M4) is two weeks late, and its convenor is who leaves. */
    @Test
    void theLateDischargeMeetingNeedsAnOwnerWhoStaysBeforeTheFamilyIsHandedOver() {
        UUID handover = request(HandoverType.WORKER_SAME_TEAM, true);
        assertThat(item(handover, "H7")).as("outstanding tasks are listed").satisfies(h7 -> assertThat(h7.settled()).isFalse());
        assertThat(item(handover, "HB9")).satisfies(hb9 -> {
            assertThat(hb9.settled()).isFalse();
            assertThat(hb9.detail()).contains("The discharge planning meeting (rule M4) was due Tue 25 Aug 2009, 17:00 and is convened by Olive Outgoing, who hands the family over.");
        });
        ObjectNode summary = HandoverWalk.summary();
        walk.act(handover, who("olive"), summary);
        assertThat(item(handover, "H7").settled()).as("confirmed by who hands over").isTrue();
        assertThatThrownBy(() -> walk.act(handover, who("sunita"), HandoverWalk.object(Map.of("outcome", "ACCEPTED")))).isInstanceOfSatisfying(Refusal.class, refused ->
                assertThat(refused.missing()).extracting(Refusal.Missing::text).anyMatch(text -> text.startsWith("HB9 ") && text.contains("discharge planning meeting (rule M4)")));
        UUID meeting = jdbc.sql("select id from meeting where casefile_id = :file and kind = 'DISCHARGE' and ended_at is null").param("file", file).query(UUID.class).single();
        meetings.nameConvenor(meeting, who("ines").username(), "Ines takes the family over.", who("sunita"));
        assertThat(item(handover, "HB9").detail()).as("the others that are late are still named").contains("(rule M7)").doesNotContain("rule M4");
    }

    private ReadinessItem item(UUID handover, String id) {
        return views.of(handover, who("sunita")).readiness().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private void visit(String day) {
        chronology.append(file, new EntryDraft(LocalDate.parse(day), Precision.EXACT, EventType.VISIT, told.agencies.get("csc"), "Ines Incoming", List.of(told.people.get("child-h")),
                "Visited the baby at home.", Provenance.OBSERVED, Verification.CORROBORATED, null, null, null, null, null, false, Map.of(), who("ines").id()), who("ines"), null);
    }
}
