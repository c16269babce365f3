package org.throughline.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.ThroughlineTest;

/** What the database holds of the decisions upon patterns, whatever the service says. */
@ThroughlineTest
class PatternWallRepositoryTest {

    @Autowired FamilyWorld world;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;

    private FamilyWorld.Team team;
    private FamilyWorld.Family family;
    private UUID prompt;

    @BeforeEach
    void aPrompt() {
        world.startClock();
        team = world.team();
        family = world.family(team, 3);
        prompt = UUID.randomUUID();
        jdbc.sql("""
                insert into pattern_prompt (id, casefile_id, rule_id, asks, because, mode, to_manager, counts, serious, raised_at, due_at, looked_back)
                values (:id, :file, 'P6', 'Decide', 'it is so', 'ADVISE', false, '{}', false, '2026-03-02T09:00:00Z', '2026-03-09T17:00:00Z', false)""")
                .param("id", prompt).param("file", family.file()).update();
    }

    private void declined(boolean evidence) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("insert into pattern_answer (prompt_id, outcome, words, would_change, answered_by, answered_at) values (:id, 'NO_ACTION', 'No.', 'Much.', :by, '2026-03-02T09:00:00Z')")
                    .param("id", prompt).param("by", team.outgoing().id()).update();
            if (evidence) {
                jdbc.sql("insert into pattern_evidence (prompt_id, entry_file, entry_seq, provenance, verification) values (:id, :file, 1, 'OBSERVED', 'CORROBORATED')").param("id", prompt)
                        .param("file", family.file()).update();
            }
        });
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act).rootCause().isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState()).isEqualTo(code));
    }

    @Test
    void noActionWithoutEvidenceIsRefusedAndWithItKept() {
        refused("23TP1", () -> declined(false));
        declined(true);
        assertThatThrownBy(() -> jdbc.sql("update pattern_answer set outcome = 'ACT' where prompt_id = ?").params(prompt).update()).as("and changed by nobody").isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from pattern_evidence where prompt_id = ?").params(prompt).update()).isInstanceOf(RuntimeException.class);
    }

    @Test
    void whoDeclinedDoesNotLookASecondTime() {
        declined(true);
        UUID look = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            UUID obligation = UUID.randomUUID();
            jdbc.sql("""
                    insert into obligation (id, dedupe_key, casefile_id, subject_kind, subject_id, rule_id, what, agency_id, born_at, due_at, unit, urgent)
                    values (:id, :key, :file, 'PROMPT_SECOND_LOOK', :look, 'X13', 'Look', :agency, '2026-03-02T09:00:00Z', '2026-03-09T17:00:00Z', 'WORKING_DAYS', false)""")
                    .param("id", obligation).param("key", "look:" + look).param("file", family.file()).param("look", look).param("agency", team.csc()).update();
            jdbc.sql("insert into pattern_second_look (id, casefile_id, asked_at, obligation_id) values (:look, :file, '2026-03-02T09:00:00Z', :obligation)")
                    .param("look", look).param("file", family.file()).param("obligation", obligation).update();
            jdbc.sql("insert into pattern_second_look_prompt (prompt_id, look_id) values (:prompt, :look)").param("prompt", prompt).param("look", look).update();
        });
        refused("23TP2", () -> looks(look, team.outgoing()));
        looks(look, team.supervisor());
    }

    private void looks(UUID look, Practitioner by) {
        jdbc.sql("insert into pattern_second_look_end (look_id, agrees, words, looked_by, looked_at) values (:look, true, 'Yes.', :by, '2026-03-02T09:00:00Z')").param("look", look).param("by", by.id()).update();
    }
}
