package org.throughline.root;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.chronology.CanonicalForm;
import org.throughline.testing.AppendOnly;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** What the database holds of roots, whatever the application says: each follows the last, bears its time, is whole, and stays. All as the application's role. */
@ThroughlineTest
class RootWallRepositoryTest {

    private static final byte[] NOUGHT = new byte[CanonicalForm.HASH_LENGTH];

    @Autowired FamilyWorld world;
    @Autowired PlatformTransactionManager transactions;
    @Autowired JdbcClient jdbc;
    @Autowired OwnerDatabase owner;

    private Roots roots;
    private FamilyWorld.Family family;
    private long last;
    private byte[] previous;

    @BeforeEach
    void afterEveryRootSoFar() {
        roots = new Roots(jdbc);
        last = roots.last().map(signed -> signed.root().no()).orElse(0L);
        previous = roots.last().map(signed -> signed.root().hash()).orElse(NOUGHT);
        world.startClock(roots.last().map(signed -> signed.root().madeAt()).orElse(Instant.parse("2026-03-02T09:00:00Z")).plus(Duration.ofDays(1)));
        family = world.family(world.team(), 2);
    }

    private ChainEnd end() {
        return roots.endsNow().stream().filter(end -> end.casefileId().equals(family.file())).findFirst().orElseThrow();
    }

    /** Nothing of it stays, refused or not: what is asked at the commit is asked before it. */
    private void adds(long no, byte[] follows, Instant at, int changed, List<ChainEnd> beside, ChainEnd... later) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            roots.add(new SignedRoot(new Root(no, CanonicalForm.kept(at), follows, 1, 2, changed, ChainEnd.digest(beside), "wall"), new byte[64], beside));
            for (ChainEnd late : later) {
                jdbc.sql("insert into chain_root_head (no, casefile_id, seq, hash) values (:no, :file, :seq, :hash)")
                        .param("no", no).param("file", late.casefileId()).param("seq", late.seq()).param("hash", late.hash()).update();
            }
            jdbc.sql("set constraints all immediate").update();
        });
    }

    private static Instant now() {
        return TestClock.get().instant();
    }

    @Test
    void eachFollowsTheLast() {
        assertThatCode(() -> adds(last + 1, previous, now(), 1, List.of(end()))).as("as it should be").doesNotThrowAnyException();
        AppendOnly.refuses("23TR0", "a number is left out", () -> adds(last + 2, previous, now(), 1, List.of(end())));
        AppendOnly.refuses("23TR0", "it follows another one", () -> adds(last + 1, ChainEnd.digest(List.of(end())), now(), 1, List.of(end())));
    }

    @Test
    void eachBearsTheTimeAtWhichItIsMade() {
        owner.realClock();
        AppendOnly.refuses("23TR1", "made ahead", () -> adds(last + 1, previous, now().plus(Duration.ofDays(36_500)), 1, List.of(end())));
    }

    @Test
    void eachIsWhole() {
        AppendOnly.refuses("23TR2", "fewer ends than it says", () -> adds(last + 1, previous, now(), 2, List.of(end())));
    }

    @Test
    void nothingIsPutBesideItLater() {
        FamilyWorld.Family newer = world.family(family.team(), 1);
        ChainEnd late = roots.endsNow().stream().filter(found -> found.casefileId().equals(newer.file())).findFirst().orElseThrow();
        AppendOnly.refuses("23TR3", "beside a root that is made", () -> adds(last + 1, previous, now(), 1, List.of(end()), late));
    }

    @Test
    void aRootStays() {
        AppendOnly.untouched(jdbc, owner, "chain_root");
    }

    @Test
    void whatStandsUnderARootStays() {
        AppendOnly.untouched(jdbc, owner, "chain_root_head");
    }

    @Test
    void whatAVerificationFoundStays() {
        AppendOnly.untouched(jdbc, owner, "record_verification");
    }
}
