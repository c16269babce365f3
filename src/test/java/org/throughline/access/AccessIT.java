package org.throughline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.NewCasefile;
import org.throughline.casefile.NewPerson;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.SampleCase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class AccessIT {

    @Autowired private Access access;
    @Autowired private Organisation organisation;
    @Autowired private Casefiles casefiles;
    @Autowired private JdbcClient jdbc;
    @Autowired private WebApplicationContext web;
    @Autowired private Clock clock;
    @Autowired private PlatformTransactionManager transactions;

    private TransactionTemplate transaction;
    private SampleCase sample;

    @BeforeEach
    void makeACase() {
        transaction = new TransactionTemplate(transactions);
        sample = SampleCase.make(organisation, casefiles, clock, transaction);
    }

    private Set<Relation> relations(Practitioner who) {
        return access.relations(who, sample.file.id());
    }

    @Test
    void theLineAnswersForTheAllocatedWorker() {
        assertThat(relations(sample.olive)).containsExactly(Relation.ALLOCATED);
        assertThat(relations(sample.sunita)).containsExactly(Relation.SUPERVISOR);
        assertThat(relations(sample.dana)).containsExactly(Relation.DEPUTY);
        assertThat(relations(sample.sam)).containsExactly(Relation.LINE_ABOVE);
        assertThat(relations(sample.nadia)).containsExactly(Relation.NONE);
        assertThat(relations(sample.other)).containsExactly(Relation.NONE);
        assertThat(relations(sample.administrator)).containsExactly(Relation.ADMINISTRATOR);
        assertThat(relations(sample.visitor)).containsExactly(Relation.INVOLVED_AGENCY);
    }

    @Test
    void theFileOfAFamilyMemberIsOpenToWhoeverWorksWithTheFamilyButTheSiblingsFileIsNot() {
        assertThat(access.relations(sample.olive, sample.fathersFile.id())).containsExactly(Relation.ALLOCATED);
        assertThat(access.relations(sample.sunita, sample.fathersFile.id())).containsExactly(Relation.SUPERVISOR);
        assertThat(access.relations(sample.olive, sample.siblingsFile.id())).containsExactly(Relation.NONE);
    }

    @Test
    void aChildsFileWithoutAResponsibleWorkerIsForTheManagersOfItsAgency() {
        assertThat(access.relations(sample.sunita, sample.siblingsFile.id())).containsExactly(Relation.SUPERVISOR);
        casefiles.allocate(sample.siblingsFile.id(), sample.other.id(), clock.instant());
        assertThat(access.relations(sample.sunita, sample.siblingsFile.id())).containsExactly(Relation.NONE);
    }

    @Test
    void theNewWorkerGetsInWithTheAcceptanceAndTheOldOneOutWithTheSignature() {
        UUID handover = request("DECIDE_ACCEPTANCE");
        assertThat(relations(sample.nadia)).containsExactly(Relation.REQUESTED_INCOMING);
        assertThat(access.may(sample.nadia, Right.SEE_HISTORY, sample.file.id())).isFalse();

        jdbc.sql("update handover set step = 'READ_HISTORY' where id = :id").param("id", handover).update();
        assertThat(relations(sample.nadia)).containsExactly(Relation.INCOMING);
        assertThat(access.may(sample.nadia, Right.READ_FOR_HANDOVER, sample.file.id())).isTrue();

        transaction.executeWithoutResult(s -> casefiles.moveResponsibility(sample.file.id(), sample.nadia.id(), handover, clock.instant()));
        assertThat(relations(sample.olive)).containsExactly(Relation.FORMER);
        assertThat(access.may(sample.olive, Right.SEE_HISTORY, sample.file.id())).isFalse();
        assertThat(relations(sample.nadia)).contains(Relation.ALLOCATED);
    }

    @Test
    void lateEntriesEndAfterTwentyWorkingDays() {
        UUID handover = request("SIGN_OFF");
        transaction.executeWithoutResult(s -> casefiles.moveResponsibility(sample.file.id(), sample.nadia.id(), handover, clock.instant()));
        TestClock.get().advance(Duration.ofDays(24));
        assertThat(relations(sample.olive)).containsExactly(Relation.FORMER);
        TestClock.get().advance(Duration.ofDays(16));
        assertThat(relations(sample.olive)).containsExactly(Relation.NONE);
    }

    @Test
    void theReceivingManagerSeesTheFileNotTheHistoryUntilTheHandoverIsAccepted() {
        UUID handover = UUID.randomUUID();
        handover(handover, sample.other.id(), sample.administrator.id(), "DECIDE_ACCEPTANCE");
        assertThat(relations(sample.administrator)).contains(Relation.RECEIVING_MANAGER);
        jdbc.sql("update handover set step = 'READ_HISTORY' where id = :id").param("id", handover).update();
        assertThat(relations(sample.administrator)).contains(Relation.SUPERVISOR);
    }

    private UUID request(String step) {
        UUID id = UUID.randomUUID();
        handover(id, sample.nadia.id(), sample.sunita.id(), step);
        return id;
    }

    private void handover(UUID id, UUID incoming, UUID supervisor, String step) {
        jdbc.sql("""
                insert into handover (id, casefile_id, type, reason_code, outgoing_id, incoming_id, supervisor_id, requested_by, requested_at, step, step_since, version)
                values (:id, :file, 'PLANNED', 'LEAVING', :out, :in, :supervisor, :out, :at, :step, :at, 0)""")
                .param("id", id).param("file", sample.file.id()).param("out", sample.olive.id()).param("in", incoming).param("supervisor", supervisor)
                .param("step", step).param("at", Timestamp.from(clock.instant())).update();
    }

    @Test
    void urgentAccessEndsByItself() {
        jdbc.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, reason, granted_by, granted_at, expires_at)
                values (:id, :file, :who, 'URGENT', 'URGENT', 'Child alone at home.', :who, :at, :until)""")
                .param("id", UUID.randomUUID()).param("file", sample.file.id()).param("who", sample.other.id())
                .param("at", Timestamp.from(clock.instant())).param("until", Timestamp.from(clock.instant().plus(Duration.ofHours(24)))).update();
        assertThat(relations(sample.other)).containsExactly(Relation.URGENT);
        TestClock.get().advance(Duration.ofHours(25));
        assertThat(relations(sample.other)).containsExactly(Relation.NONE);
    }

    @Test
    void whoIsOnTheConflictListSeesNothingThoughAllocated() {
        casefiles.addConflict(sample.file.id(), sample.olive.id(), "The mother is her cousin.");
        assertThat(relations(sample.olive)).contains(Relation.CONFLICT);
        assertThat(access.rightsOn(sample.file.id(), sample.olive)).as("asking for urgent access names the duty team, and that is all").containsExactly(Right.URGENT_ACCESS);
        assertThat(access.relations(sample.olive, sample.fathersFile.id())).containsExactly(Relation.NONE);
    }

    @Test
    void whoHasLeftHoldsNoRights() {
        organisation.left(sample.olive.id());
        assertThat(access.may(organisation.get(sample.olive.id()), Right.SEE_FILE, sample.file.id())).isFalse();
    }

    @Test
    void whoIsInvolvedForAGatedAgencyGetsNoAccessByThat() {
        casefiles.addInvolvement(sample.socialCare, sample.child, sample.other.id(), java.time.LocalDate.now(clock), null, null);
        assertThat(relations(sample.other)).containsExactly(Relation.NONE);
    }

    @Test
    void listsAndSingleReadsGiveTheSameAnswer() {
        List<UUID> files = List.of(sample.file.id(), sample.fathersFile.id(), sample.siblingsFile.id());
        for (Practitioner who : List.of(sample.olive, sample.sunita, sample.dana, sample.sam, sample.nadia, sample.visitor, sample.administrator)) {
            for (Right right : Right.values()) {
                Set<UUID> listed = access.allowedOf(who, right, files);
                assertThat(files).allSatisfy(file -> assertThat(listed.contains(file)).isEqualTo(access.may(who, right, file)));
            }
        }
    }

    @Test
    void aRefusalIsLoggedThoughItEndsTheTransaction() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(s -> access.require(sample.nadia, Right.SEE_HISTORY, sample.file.id(), "Opened the history")))
                .isInstanceOf(NotFound.class);
        assertThat(access.looks(sample.file.id(), null, 10)).singleElement()
                .satisfies(look -> assertThat(look.username() + look.what() + look.allowed()).isEqualTo(sample.nadia.username() + "Opened the history" + "false"));
    }

    @Test
    void anAllowedReadIsLoggedInTheSameTransaction() {
        transaction.executeWithoutResult(s -> {
            access.require(sample.olive, Right.SEE_HISTORY, sample.file.id(), "Opened the history");
            s.setRollbackOnly();
        });
        assertThat(access.looks(sample.file.id(), null, 10)).isEmpty();
        transaction.executeWithoutResult(s -> access.require(sample.olive, Right.SEE_HISTORY, sample.file.id(), "Opened the history", "visit today"));
        assertThat(access.looks(sample.file.id(), null, 10)).singleElement().satisfies(look -> assertThat(look.why()).isEqualTo("visit today"));
    }

    @Test
    void anUnknownFileLooksLikeAForbiddenOne() {
        assertThatThrownBy(() -> access.require(sample.olive, Right.SEE_FILE, UUID.randomUUID(), "Opened the case file"))
                .isInstanceOf(NotFound.class).hasMessage(new NotFound().getMessage());
    }

    @Test
    void theLogGoesBackPageByPage() {
        for (int look = 0; look < 5; look++) {
            access.require(sample.olive, Right.SEE_FILE, sample.file.id(), "Look " + look);
        }
        List<Look> first = access.looks(sample.file.id(), null, 2);
        assertThat(first).extracting(Look::what).containsExactly("Look 4", "Look 3");
        assertThat(access.looks(sample.file.id(), first.get(1).id(), 9)).extracting(Look::what).containsExactly("Look 2", "Look 1", "Look 0");
    }

    @Test
    void anAdministratorChangesANumberForAReasonAndWhatWasBeforeIsKept() {
        Api api = new Api(web);
        assertThat(api.get(sample.sunita, "/api/rules")).hasStatus(404);
        assertThat(api.send(HttpMethod.PUT, sample.sunita, "{\"value\":61,\"reason\":\"Quicker.\"}", "/api/rules/NT4")).hasStatus(404);
        assertThat(api.send(HttpMethod.PUT, sample.sunita, "{\"gated\":false,\"reason\":\"Quicker.\"}", "/api/agencies/none/gated")).hasStatus(404);
        assertThat(api.send(HttpMethod.PUT, sample.administrator, "{\"value\":0}", "/api/rules/NT4")).hasStatus(422).bodyJson()
                .extractingPath("$.faults[*].field").asArray().containsExactly("value", "reason");
        assertThat(api.send(HttpMethod.PUT, sample.administrator, "{\"value\":61,\"reason\":\"x\"}", "/api/rules/NT0")).hasStatus(404);
        assertThat(api.send(HttpMethod.PUT, sample.administrator, "{}", "/api/agencies/{code}/gated", sample.visitor.agencyCode())).hasStatus(422);
        for (int minutes : new int[] {61, 60}) {
            assertThat(api.send(HttpMethod.PUT, sample.administrator, "{\"value\":%d,\"reason\":\"Decided by the board.\"}".formatted(minutes), "/api/rules/NT4")).hasStatus(204);
        }
        for (boolean gated : new boolean[] {true, false}) {
            assertThat(api.send(HttpMethod.PUT, sample.administrator, "{\"gated\":%s,\"reason\":\"Tried.\"}".formatted(gated), "/api/agencies/{code}/gated",
                    sample.visitor.agencyCode())).hasStatus(204);
        }
        assertThat(api.get(sample.administrator, "/api/rules")).hasStatusOk().bodyJson().extractingPath("$.changes[?(@.what == 'NT4')].before").asArray().startsWith(61, 60);
        assertThat(api.get(sample.administrator, "/api/rules")).bodyJson().extractingPath("$.changes[0].by").isEqualTo(sample.administrator.name());
    }

    @Test
    void aRelationEndsWithTheFamilyTie() {
        UUID partner = casefiles.addPerson(new NewPerson(false, "Pat " + sample.tag, "Pat", java.time.LocalDate.of(1979, 1, 1), null));
        UUID file = casefiles.openFile(new NewCasefile("PAT-" + sample.tag, partner, false, "Pat", "england-and-wales", null, true, java.time.LocalDate.now(clock)));
        UUID tie = casefiles.addRelationship(partner, sample.mother, org.throughline.casefile.RelationshipType.PARTNER, java.time.LocalDate.now(clock).minusDays(90), null);
        assertThat(access.relations(sample.olive, file)).containsExactly(Relation.ALLOCATED);
        TestClock.get().advance(Duration.ofSeconds(1));
        casefiles.endRelationship(tie, java.time.LocalDate.now(clock).minusDays(2), null);
        assertThat(access.relations(sample.olive, file)).containsExactly(Relation.NONE);
    }
}
