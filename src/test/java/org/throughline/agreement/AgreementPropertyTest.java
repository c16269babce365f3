package org.throughline.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/**
 * Whatever people try, in whatever order and on whatever day: never in force past its review date, never signed before approval, never approved by who
 * wrote it, never two in force on the same risk; every refusal is a sentence, and what has not ended has a task.
 */
@ThroughlineTest
class AgreementPropertyTest {

    private static final boolean FULL = Boolean.getBoolean("throughline.full");
    private static final int ACTS = 14;
    private static final String WRONG = """
            select 'in force past its review date' from agreement a where casefile_id = :file and agreement_in_force(a, :now) and (local_day(:now) > a.review_on or :now >= a.in_force_until)
            union all select 'signed before approval' from agreement_answer w join agreement a on a.id = w.agreement_id where a.casefile_id = :file and w.answer = 'AGREES'
                and not exists (select 1 from agreement_approval p where p.agreement_id = w.agreement_id and p.number = w.number and p.outcome = 'APPROVED' and p.at <= w.at)
            union all select 'approved by an author' from agreement_approval p join agreement a on a.id = p.agreement_id where a.casefile_id = :file
                and (p.by_id in (select practitioner_id from agreement_author x where x.agreement_id = p.agreement_id and x.number = p.number)
                     or p.by_id = (select drafted_by from agreement_text t where t.agreement_id = p.agreement_id and t.number = p.number))
            union all select 'two on one risk' from agreement a where casefile_id = :file and agreement_in_force(a, :now) group by risk_key having count(*) > 1
            union all select 'in force without approval' from agreement a where casefile_id = :file and in_force_from is not null
                and not exists (select 1 from agreement_approval p where p.agreement_id = a.id and p.number = a.number and p.outcome = 'APPROVED' and p.at <= a.in_force_from)
            union all select 'no open obligation for a waiting step' from agreement a where casefile_id = :file and ended_at is null
                and not exists (select 1 from obligation o where o.subject_id = a.id and o.ended_at is null)
            union all select 'something owed after its end' from agreement a join obligation o on o.subject_id = a.id and o.ended_at is null where a.casefile_id = :file and a.ended_at is not null""";

    @Autowired FamilyWorld world;
    @Autowired AgreementWalk walk;
    @Autowired Agreements agreements;
    @Autowired JdbcClient jdbc;

    @Test
    void noSequenceOfActsMakesAnAgreementThatIsMoreThanItIs() {
        long seed = FULL ? System.nanoTime() : 20_261_126L;
        long until = System.nanoTime() + Duration.ofSeconds(FULL ? 240 : 8).toNanos();
        Random random = new Random(seed);
        int sequences = 0;
        int inForce = 0;
        int refusals = 0;
        while (sequences < (FULL ? 1_000 : 40) && System.nanoTime() < until) {
            world.startClock();
            Family family = world.family(world.team(), 6);
            List<String> done = new ArrayList<>();
            for (int i = 0; i < ACTS; i++) {
                refusals += act(family, random, done) ? 0 : 1;
                holds(family, seed, done);
            }
            inForce += jdbc.sql("select count(*) from agreement where casefile_id = ? and in_force_from is not null").params(family.file()).query(Integer.class).single();
            sequences++;
        }
        System.out.printf("Sequences of acts on agreements: %d, %d came into force, %d refusals, seed %d%n", sequences, inForce, refusals, seed);
        assertThat(inForce).as("of %d sequences some came into force", sequences).isPositive();
        assertThat(refusals).isPositive();
    }

    private void holds(Family family, long seed, List<String> done) {
        assertThat(jdbc.sql(WRONG).param("file", family.file()).param("now", Timestamp.from(TestClock.get().instant())).query(String.class).list()).as("seed %d: %s", seed, done).isEmpty();
    }

    private boolean act(Family family, Random random, List<String> done) {
        List<UUID> all = jdbc.sql("select id from agreement where casefile_id = ? and ended_at is null order by id").params(family.file()).query(UUID.class).list();
        int what = random.nextInt(28);
        try {
            if (all.isEmpty() || what == 0) {
                done.add("begin");
                walk.begun(family);
                return true;
            }
            UUID one = all.get(random.nextInt(all.size()));
            done.add(what + "@" + walk.step(one));
            some(family, one, what, random);
            return true;
        } catch (Refusal | Invalid | NotFound sentence) {
            assertThat(sentence instanceof NotFound || !sentence.getMessage().isBlank()).isTrue();
            return false;
        }
    }

    private void some(Family family, UUID one, int what, Random random) {
        List<Practitioner> people = List.of(family.team().outgoing(), family.team().supervisor(), family.team().service(), family.team().colleague());
        switch (what) {
            case 1 -> TestClock.get().advance(Duration.ofDays(1 + random.nextInt(12)));
            case 2 -> walk.lapseIfDue();
            case 3 -> agreements.breached(one, AgreementWalk.breach(), family.team().outgoing());
            case 4 -> agreements.withdrawn(one, AgreementWalk.object(Map.of("party", "p1", "on", AgreementWalk.today().toString(), "said", "No more.", "safe", "Visits.")), family.team().outgoing());
            case 5 -> agreements.dropped(one, "Something else is done.", family.team().outgoing());
            case 6 -> agreements.takeOver(one, people.get(random.nextInt(people.size())));
            case 7, 8 -> walk.act(one, people.get(random.nextInt(people.size())), walk.step(one) == AgreementStep.APPROVE
                    ? AgreementWalk.object(Map.of("outcome", random.nextBoolean() ? "APPROVED" : "RETURNED", "words", "It is about the cot.")) : walk.text(family));
            case 9 -> walk.act(one, walk.doer(one), AgreementWalk.object(Map.of("outcome", "RENEW", "came", "Half.", "safe", "Visits.", "why", "The grandmother comes.")));
            case 10 -> walk.act(one, walk.doer(one), AgreementWalk.answers("ASKS_CHANGE"));
            case 11 -> walk.act(one, people.get(random.nextInt(people.size())), walk.text(family), false);
            default -> walk.next(family, one);
        }
    }
}
