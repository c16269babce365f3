package org.throughline.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.casefile.Casefiles;
import org.throughline.testing.AppendOnly;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** The second wall of agreements: plain SQL of the application's own role, past every service. */
@ThroughlineTest
class AgreementWallRepositoryTest {

    @Autowired FamilyWorld world;
    @Autowired AgreementWalk walk;
    @Autowired Agreements agreements;
    @Autowired Casefiles casefiles;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;

    private Family family;

    @BeforeEach
    void aFamily() {
        world.startClock();
        family = world.family(world.team(), 6);
    }

    private int sql(String sql, UUID agreement) {
        return jdbc.sql(sql).param("a", agreement).param("now", Timestamp.from(TestClock.get().instant())).update();
    }

    private void refused(String state, String sql, UUID agreement) {
        assertThatThrownBy(() -> sql(sql, agreement)).as(sql).satisfies(refused -> {
            Throwable root = refused;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            assertThat(((SQLException) root).getSQLState()).isEqualTo(state);
        });
    }

    private static final String IN_FORCE = "update agreement set in_force_from = :now, review_on = local_day(:now) + 10, in_force_until = cast(:now as timestamptz) + interval '10 days' where id = :a";

    @Test
    void neverSignedOrInForceBeforeApprovalAndNeverApprovedByWhoWroteIt() {
        UUID agreement = walk.at(family, AgreementStep.APPROVE);
        String approve = "insert into agreement_approval select :a, 1, 'APPROVED', 'Yes.', id, :now from practitioner where username = '%s'";
        refused("23TA5", "insert into agreement_explanation select :a, 1, 'p1', '{}', id, :now from practitioner where username = '" + family.team().outgoing().username() + "'", agreement);
        refused("23TA5", IN_FORCE, agreement);
        refused("23TA2", approve.formatted(family.team().outgoing().username()), agreement);
        refused("23TA3", approve.formatted(family.team().colleague().username()), agreement);
        refused("42501", "insert into agreement_author select :a, 1, id from practitioner where username = '" + family.team().incoming().username() + "'", agreement);
        UUID above = walk.at(family, AgreementStep.APPROVE);
        assertThatCode(() -> sql(approve.formatted(family.team().service().username()), above)).as("a level above the next one").doesNotThrowAnyException();
        assertThatCode(() -> sql(approve.formatted(family.team().supervisor().username()), agreement)).doesNotThrowAnyException();
        refused("23TA9", IN_FORCE, agreement);
    }

    @Test
    void whoSavedADraftHasWrittenInItWhateverTheServiceSays() {
        UUID agreement = walk.begun(family);
        String saves = "update step_draft set version = version + 1, author_id = (select id from practitioner where username = '%s') where aggregate_id = :a and step = 'DRAFT'";
        sql(saves.formatted(family.team().supervisor().username()), agreement);
        sql(saves.formatted(family.team().outgoing().username()), agreement);
        walk.next(family, agreement);
        assertThat(jdbc.sql("select p.username from agreement_author x join practitioner p on p.id = x.practitioner_id where x.agreement_id = ? and x.number = 1").params(agreement).query(String.class).set())
                .containsExactlyInAnyOrder(family.team().supervisor().username(), family.team().outgoing().username());
        refused("23TA2", "insert into agreement_approval select :a, 1, 'APPROVED', 'Yes.', id, :now from practitioner where username = '" + family.team().supervisor().username() + "'", agreement);
        assertThat(walk.doer(agreement).username()).isEqualTo(family.team().service().username());
    }

    @Test
    void whatIsInForceIsNeitherChangedNorProlongedNorDoubledNorTakenBack() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        refused("23TA8", "update agreement set in_force_until = in_force_until + interval '1 day' where id = :a", agreement);
        refused("23TA8", "update agreement set review_on = review_on + 1, in_force_until = in_force_until + interval '1 day' where id = :a", agreement);
        refused("23TA8", "update agreement set risk_key = 'NEGLECT' where id = :a", agreement);
        UUID other = walk.begun(family);
        refused("23TA0", "update agreement set number = 1 where id = :a", other);
        refused("23TA6", "insert into agreement (id, casefile_id, series_id, edition, worker_id, opened_at, step, step_since, number, risk_key, in_force_from, review_on, in_force_until, version)"
                + " select gen_random_uuid(), casefile_id, series_id, 2, worker_id, :now, 'REVIEW', :now, 1, 'X', :now, review_on, in_force_until, 0 from agreement where id = :a", agreement);
        sql("update agreement set step = 'ENDED', ended_at = :now, end_kind = 'REVIEWED', end_reason = 'Done.', ended_by = worker_id where id = :a", agreement);
        refused("23TA7", "update agreement set step = 'REVIEW', ended_at = null, end_kind = null, end_reason = null, ended_by = null where id = :a", agreement);
    }

    @Test
    void neverTwoInForceOnTheSameRiskAndNeverFurtherThanTheLimit() {
        walk.at(family, AgreementStep.REVIEW);
        UUID second = UUID.randomUUID();
        jdbc.sql("""
                insert into agreement (id, casefile_id, series_id, edition, worker_id, opened_at, step, step_since, version)
                select :a, casefile_id, :a, 1, worker_id, :now, 'DRAFT', :now, 0 from agreement where casefile_id = :file""")
                .param("a", second).param("file", family.file()).param("now", Timestamp.from(TestClock.get().instant())).update();
        refused("23TB4", "insert into agreement_text select :a, 1, '{}', '[]', id, :now from practitioner where username = '" + family.team().outgoing().username() + "'", second);
        sql("insert into step_draft select :a, 'DRAFT', 1, id, '{}', :now from practitioner where username = '" + family.team().outgoing().username() + "'", second);
        sql("insert into agreement_text select :a, 1, '{}', '[]', id, :now from practitioner where username = '" + family.team().outgoing().username() + "'", second);
        sql("update agreement set number = 1, risk_key = 'UNSAFE_SLEEP' where id = :a", second);
        sql("insert into agreement_approval select :a, 1, 'APPROVED', 'Yes.', id, :now from practitioner where username = '" + family.team().supervisor().username() + "'", second);
        sql("insert into agreement_explanation select :a, 1, 'p1', '{}', worker_id, :now from agreement where id = :a", second);
        sql("insert into agreement_answer select :a, 1, 'p1', 'AGREES', null, local_day(:now), worker_id, :now from agreement where id = :a", second);
        refused("23TB0", IN_FORCE.replace("+ 10,", "+ 29,").replace("10 days", "29 days"), second);
        refused("23TB0", IN_FORCE.replace("10 days", "11 days"), second);
        refused("23TB2", IN_FORCE, second);
        refused("23TB2", IN_FORCE.replace(" where", ", entry_file = casefile_id, entry_seq = 1 where"), second);
        refused("23505", /* agreement_one_on_a_risk */ IN_FORCE.replace(" where", ", entry_file = casefile_id, entry_seq = (select entry_seq from agreement b where b.casefile_id = agreement.casefile_id and b.entry_seq is not null) where"), second);
        refused("23TB2", "update agreement set entry_seq = 1 where casefile_id = (select casefile_id from agreement where id = :a) and in_force_from is not null", second);
    }

    @Test
    void whatIsWrittenDownBearsItsTime() {
        UUID agreement = walk.at(family, AgreementStep.APPROVE);
        UUID approved = walk.at(family, AgreementStep.EXPLAIN);
        owner.realClock();
        TestClock.get().set(Instant.parse("2020-01-01T10:00:00Z"));
        refused("23TA1", "insert into agreement_approval select :a, 1, 'APPROVED', 'Yes.', id, :now from practitioner where username = '" + family.team().supervisor().username() + "'", agreement);
        refused("23TA1", "insert into agreement_explanation select :a, 1, 'agency', '{}', id, :now from practitioner where username = '" + family.team().outgoing().username() + "'", approved);
        refused("23TA1", IN_FORCE, approved);
    }

    @Test
    void noOlderTextIsApprovedAndNoneIsLeftOut() {
        UUID agreement = walk.at(family, AgreementStep.APPROVE);
        String approve = "insert into agreement_approval select :a, 1, 'APPROVED', 'Yes.', id, :now from practitioner where username = '" + family.team().supervisor().username() + "'";
        walk.act(agreement, family.team().supervisor(), AgreementWalk.object(Map.of("outcome", "RETURNED", "words", "Say which cot.")));
        refused("23TA0", "insert into agreement_text select :a, 3, content, '[]', author_id, :now from step_draft where aggregate_id = :a and step = 'DRAFT'", agreement);
        walk.next(family, agreement);
        refused("23TA4", approve, agreement);
    }

    @Test
    void whoIsOnTheConflictListApprovesNothing() {
        UUID agreement = walk.at(family, AgreementStep.APPROVE);
        casefiles.addConflict(family.file(), family.team().supervisor().id(), "A cousin of the father.");
        refused("23TB3", "insert into agreement_approval select :a, 1, 'APPROVED', 'Yes.', id, :now from practitioner where username = '" + family.team().supervisor().username() + "'", agreement);
    }

    @Test
    void whatWasDecidedAboutABreachStaysDecided() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        agreements.breached(agreement, AgreementWalk.breach(), family.team().outgoing());
        walk.next(family, agreement);
        refused("23TB1", "update agreement_breach set decided_at = null where agreement_id = :a", agreement);
    }

    @Test
    void aSignedCopyIsOfAnApprovedTextAndOfItsOwnAgreement() {
        UUID agreement = walk.at(family, AgreementStep.EXPLAIN);
        String copy = "insert into agreement_signed_copy select gen_random_uuid(), :a, 1, 'p1', gen_random_uuid(), local_day(:now)%s, worker_id, :now from agreement where id = :a";
        refused("23TC0", copy.formatted(" - 1"), agreement);
        refused("23TC1", copy.formatted(""), agreement);
    }

    @Test
    void oneRenewalOfAnAgreementAtATime() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        String renew = """
                insert into agreement (id, casefile_id, series_id, edition, supersedes_id, worker_id, opened_at, step, step_since, version)
                select gen_random_uuid(), casefile_id, series_id, 2, id, worker_id, :now, 'DRAFT', :now, 0 from agreement where id = :a""";
        sql(renew, agreement);
        AppendOnly.refuses("23505", "agreement_one_renewal", () -> sql(renew, agreement));
    }

    @Test
    void noAgreementVanishes() {
        AppendOnly.kept(jdbc, owner, "agreement");
    }

    @Test
    void noTextOfAnAgreementChanges() {
        AppendOnly.untouched(jdbc, owner, "agreement_text");
    }

    @Test
    void whoWroteInAnAgreementStays() {
        AppendOnly.untouched(jdbc, owner, "agreement_author");
    }

    @Test
    void anApprovalStays() {
        AppendOnly.untouched(jdbc, owner, "agreement_approval");
    }

    @Test
    void howItWasExplainedStays() {
        AppendOnly.untouched(jdbc, owner, "agreement_explanation");
    }

    @Test
    void anAnswerStays() {
        AppendOnly.untouched(jdbc, owner, "agreement_answer");
    }

    @Test
    void whatWasDoneAtItsStepsStays() {
        AppendOnly.untouched(jdbc, owner, "agreement_act");
    }

    @Test
    void aSignedCopyStays() {
        AppendOnly.untouched(jdbc, owner, "agreement_signed_copy");
    }
}
