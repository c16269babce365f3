package org.throughline.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.Forger;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/**
 * Whoever owns the database changes, deletes, inserts, reorders and cuts, clumsily or with every hash computed anew, and everything is found:
 * by the chain itself, by the roots, or, where the roots are cut with it, by their copies.
 */
@ThroughlineTest
class TamperingIT {

    private static final boolean FULL = Boolean.getBoolean("throughline.full");
    private static final int ENTRIES = 12;
    private static final String REPLICA = "set local session_replication_role = replica";

    @Autowired FamilyWorld world;
    @Autowired Chronology chronology;
    @Autowired DailyRoot daily;
    @Autowired RootSettings settings;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient app;
    @Autowired Environment environment;

    private final List<UUID> files = new ArrayList<>();
    private List<RecordVerifier.Copy> file;
    private Random random;

    @BeforeEach
    void threeChainsUnderTwoRoots() throws Exception {
        Instant begin = new Roots(app).last().map(last -> last.root().madeAt()).orElse(Instant.parse("2026-03-02T09:00:00Z")).plus(Duration.ofDays(2));
        world.startClock(begin);
        FamilyWorld.Team team = world.team();
        List<FamilyWorld.Family> families = List.of(world.family(team, ENTRIES), world.family(team, ENTRIES), world.family(team, ENTRIES));
        families.forEach(family -> files.add(family.file()));
        daily.run();
        TestClock.get().set(begin.plus(Duration.ofDays(1)));
        chronology.append(families.get(0).file(), world.fact(families.get(0), "After the first root"), team.outgoing(), null);
        daily.run();
        file = List.of(new RecordVerifier.Copy("the file", settings.file().orElseThrow().read(), true));
    }

    /** One way of changing the record. @param clever whether every hash is computed anew after it @param alone whether the roots of the database are cut with it */
    private record Attack(String name, Change change) {}

    private interface Change {
        void on(JdbcClient superuser, UUID chain, long seq);
    }

    @Test
    void everyChangeIsFound() throws Exception {
        int attempts = FULL ? 1_000 : 110;
        long seed = FULL ? System.nanoTime() : 20_261_126L;
        random = new Random(seed);
        List<Attack> attacks = attacks();
        Map<String, Integer> made = new TreeMap<>();
        Map<String, Integer> found = new TreeMap<>();
        List<String> missed = new ArrayList<>();
        long begun = System.nanoTime();
        SingleConnectionDataSource one = new SingleConnectionDataSource(owner.superuserDataSource().getConnection(), true);
        try {
            one.getConnection().setAutoCommit(false);
            JdbcClient superuser = JdbcClient.create(one);
            assertThat(verify(superuser, file).faults()).as("before").isEmpty();
            for (int i = 0; i < attempts; i++) {
                Attack attack = attacks.get(i % attacks.size());
                UUID chain = files.get(random.nextInt(files.size()));
                long seq = 2 + random.nextInt(ENTRIES - 3);
                superuser.sql(REPLICA).update();
                attack.change().on(superuser, chain, seq);
                boolean seen = !verify(superuser, file).intact();
                made.merge(attack.name(), 1, Integer::sum);
                found.merge(attack.name(), seen ? 1 : 0, Integer::sum);
                if (!seen) {
                    missed.add(attack.name() + " at " + seq);
                }
                one.getConnection().rollback();
            }
            assertThat(verify(superuser, file).faults()).as("after").isEmpty();
        } finally {
            one.getConnection().rollback();
            one.getConnection().setAutoCommit(true);
            one.destroy();
            System.out.printf("Tampering: %d attacks in %.1f s, seed %d: found %s%n", attempts, (System.nanoTime() - begun) / 1e9, seed, found);
        }
        assertThat(missed).isEmpty();
        assertThat(found).isEqualTo(made);
    }

    private RecordState verify(JdbcClient superuser, List<RecordVerifier.Copy> copies) {
        return new RecordVerifier(superuser, settings.keys()).verify(copies, files);
    }

    /** Only the copy stands against whoever cuts the database's roots as well; without one such a cut is not seen. */
    @Test
    void aTailThatIsCutTogetherWithItsRootsIsFoundByTheCopiesAlone() throws Exception {
        try (var connection = owner.superuserDataSource().getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient superuser = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            superuser.sql(REPLICA).update();
            cutWithRoots(superuser, files.get(0), ENTRIES + 1);
            assertThat(verify(superuser, List.of()).intact()).as("the database alone agrees with itself").isTrue();
            assertThat(verify(superuser, file).faults()).extracting(RecordState.Fault::why).anyMatch(why -> why.contains("missing in the database"))
                    .anyMatch(why -> why.contains("stood under a root"));
            SignedRoot mailed = SignedRoot.in("  " + file.get(0).roots().get(file.get(0).roots().size() - 1).shortLine()).orElseThrow();
            assertThat(verify(superuser, List.of(new RecordVerifier.Copy("a mail", List.of(mailed), false))).faults()).hasSize(1)
                    .allSatisfy(fault -> assertThat(fault.why()).contains("of a mail is missing in the database"));
            connection.rollback();
        }
    }

    private List<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>();
        Map<String, Change> changes = new TreeMap<>(Map.ofEntries(
                Map.entry("change a day", (db, chain, seq) -> set(db, chain, seq, "event_date = event_date - 1")),
                Map.entry("change a type", (db, chain, seq) -> set(db, chain, seq, "event_type = case event_type when 'BIRTH' then 'DEATH' else 'BIRTH' end")),
                Map.entry("change who filed", (db, chain, seq) -> set(db, chain, seq, "filed_by = gen_random_uuid()")),
                Map.entry("change a moment", (db, chain, seq) -> set(db, chain, seq, "filed_at = filed_at + interval '1 microsecond'")),
                Map.entry("change a key", (db, chain, seq) -> set(db, chain, seq, "key_marked = not key_marked")),
                Map.entry("change an agency", (db, chain, seq) -> set(db, chain, seq, "source_agency_id = gen_random_uuid()")),
                Map.entry("change words", (db, chain, seq) -> db.sql("update entry_content set canonical = replace(canonical, '}', ' }') where casefile_id = ? and seq = ?").params(chain, seq).update()),
                Map.entry("change whose", (db, chain, seq) -> db.sql("update entry_person set person_id = gen_random_uuid() where casefile_id = ? and seq = ?").params(chain, seq).update()),
                Map.entry("delete", TamperingIT::delete),
                Map.entry("delete and close the gap", (db, chain, seq) -> {
                    delete(db, chain, seq);
                    shift(db, chain, seq, -1);
                }),
                Map.entry("insert", (db, chain, seq) -> {
                    shift(db, chain, seq - 1, 1);
                    copy(db, chain, seq + 1, seq);
                }),
                Map.entry("reorder", (db, chain, seq) -> {
                    move(db, chain, seq, 9_000);
                    move(db, chain, seq + 1, seq);
                    move(db, chain, 9_000, seq + 1);
                }),
                Map.entry("cut the tail", (db, chain, seq) -> {
                    for (long at = seq; at <= ENTRIES + 1; at++) {
                        delete(db, chain, at);
                    }
                })));
        changes.forEach((name, change) -> {
            attacks.add(new Attack(name, change));
            attacks.add(new Attack(name + ", every hash anew", (db, chain, seq) -> {
                change.on(db, chain, seq);
                Forger.mend(db, chain);
            }));
        });
        attacks.add(new Attack("cut the tail and its roots", this::cutWithRoots));
        attacks.add(new Attack("a whole chain", (db, chain, seq) -> {
            for (String table : List.of("entry_person", "entry_content", "entry", "chain_head")) {
                db.sql("delete from " + table + " where casefile_id = ?").param(chain).update();
            }
        }));
        attacks.add(new Attack("move an entry in the lists alone", (db, chain, seq) ->
                db.sql("update entry_person set event_date = event_date + 400 where casefile_id = ? and seq = ?").params(chain, seq).update()));
        attacks.add(new Attack("no such code", (db, chain, seq) -> set(db, chain, seq, "event_type = 'NEVER'")));
        attacks.add(new Attack("a root", (db, chain, seq) -> db.sql("update chain_root set entries = entries - 1 where no = (select max(no) from chain_root)").update()));
        attacks.add(new Attack("a signature", (db, chain, seq) -> db.sql("update chain_root set signature = set_byte(signature, 3, (get_byte(signature, 3) + 1) % 256)").update()));
        attacks.add(new Attack("what a root was made of", (db, chain, seq) -> db.sql("delete from chain_root_head where casefile_id = ?").param(chain).update()));
        return attacks;
    }

    private void cutWithRoots(JdbcClient db, UUID chain, long seq) {
        for (long at = seq; at <= ENTRIES + 1; at++) {
            delete(db, chain, at);
        }
        Forger.mend(db, chain);
        long first = db.sql("select coalesce(min(no), 1) from chain_root_head where casefile_id = ? and seq >= ?").params(chain, seq).query(Long.class).single();
        db.sql("delete from chain_root_head where no >= ?").param(first).update();
        db.sql("delete from chain_root where no >= ?").param(first).update();
    }

    private static void set(JdbcClient db, UUID chain, long seq, String what) {
        db.sql("update entry set " + what + " where casefile_id = ? and seq = ?").params(chain, seq).update();
        db.sql("""
                update entry_person p set event_date = e.event_date, event_type = e.event_type, source_agency_id = e.source_agency_id from entry e
                where e.casefile_id = p.casefile_id and e.seq = p.seq and p.casefile_id = ? and p.seq = ?""").params(chain, seq).update();
    }

    private static void delete(JdbcClient db, UUID chain, long seq) {
        for (String table : List.of("entry_person", "entry_content", "entry")) {
            db.sql("delete from " + table + " where casefile_id = ? and seq = ?").params(chain, seq).update();
        }
    }

    private static void move(JdbcClient db, UUID chain, long from, long to) {
        for (String table : List.of("entry", "entry_content", "entry_person")) {
            db.sql("update " + table + " set seq = ? where casefile_id = ? and seq = ?").params(to, chain, from).update();
        }
    }

    private static void shift(JdbcClient db, UUID chain, long after, int by) {
        for (String table : List.of("entry", "entry_content", "entry_person")) {
            db.sql("update " + table + " set seq = seq + 5000 where casefile_id = ? and seq > ? and seq < 5000").params(chain, after).update();
            db.sql("update " + table + " set seq = seq - 5000 + ? where casefile_id = ? and seq > 5000").params(by, chain).update();
        }
    }

    private static void copy(JdbcClient db, UUID chain, long from, long to) {
        db.sql("create temp table forged on commit drop as select * from entry where casefile_id = ? and seq = ?").params(chain, from).update();
        db.sql("update forged set seq = ?, id = gen_random_uuid(), external_id = null").param(to).update();
        db.sql("insert into entry select * from forged").update();
        db.sql("insert into entry_content select casefile_id, ?, salt, canonical from entry_content where casefile_id = ? and seq = ?").params(to, chain, from).update();
        db.sql("create temp table forged_person on commit drop as select * from entry_person where casefile_id = ? and seq = ?").params(chain, from).update();
        db.sql("update forged_person set seq = ?").param(to).update();
        db.sql("insert into entry_person select * from forged_person").update();
    }

    /** Apart from the application, without the engine on its path, against the file and a mail. */
    @Test
    void theVerifierRunsFromTheCommandLineWithoutTheEngine() throws Exception {
        Path keys = Files.createTempFile("roots", ".pub");
        Files.writeString(keys, publicHalf());
        assertThat(command(keys, "--copies", settings.file().orElseThrow().toString())).startsWith("0 ").contains("Everything stands as it was filed.");
        Path mail = Files.createTempFile("root", ".eml");
        List<SignedRoot> roots = file.get(0).roots();
        Root forged = new Root(999, Instant.parse("2026-06-01T02:00:00Z"), roots.get(0).root().hash(), 1, 1, 0, ChainEnd.digest(List.of()), settings.keys().present().orElseThrow());
        Files.writeString(mail, "Subject: Daily root of the record\n\n" + new SignedRoot(forged, settings.keys().sign(forged.toSign()), List.of()).shortLine() + "\n");
        assertThat(command(keys, "--mail", mail.toString())).startsWith("1 ").contains("Root 999 of", "missing in the database", "The record is not as it was filed.");
        Files.writeString(keys, RootKeysTest.madeNow().replaceAll(":[^:]*:", "::"));
        assertThat(command(keys)).startsWith("1 ").contains("does not bear the signature of a key that is known", "No copy was given");
        assertThat(command(keys, "--nothing")).startsWith("2 ").contains("Nothing stands after --nothing", "--copies FILE");
    }

    private String publicHalf() {
        return environment.getProperty("throughline.roots.keys").replaceAll(":[^:]*:", "::");
    }

    private String command(Path keys, String... more) throws Exception {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.matches(".*/(camunda|spring-(boot|web|security|context|modulith|data)|hibernate|tomcat|flyway)[^/]*\\.jar")).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", path, VerifyRecord.class.getName(),
                "--url", environment.getProperty("spring.datasource.url"), "--user", environment.getProperty("spring.datasource.username"), "--keys", keys.toString()));
        // the chains of this test: others of this database are broken on purpose
        files.forEach(file -> command.addAll(List.of("--file", file.toString())));
        command.addAll(List.of(more));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("PGPASSWORD", environment.getProperty("spring.datasource.password"));
        Process running = process.start();
        String said = new String(running.getInputStream().readAllBytes());
        return running.waitFor() + " " + said;
    }
}
