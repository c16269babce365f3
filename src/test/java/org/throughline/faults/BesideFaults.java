package org.throughline.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.faults.DatabaseFaults.Function;
import org.throughline.testing.OwnerDatabase;

/**
 * The walls beside the gate: what the database holds of agreements, of entries that were taken out, of roots and of logins. Each has tests of its own, and
 * each of its guards is broken: conditions of triggers, triggers that keep what is written, rights that the application has not got, unique keys.
 * Found in the schema itself, so that one which is added is broken too; here one that no test names is a fault.
 */
final class BesideFaults {

    /**
     * A wall.
     *
     * @param guards names of its trigger functions, as a pattern
     * @param tables names of its tables, as a pattern
     * @param tests  the class that stands for it
     * @param clears what lets a unique key be put back, once tests have written against it; null where it has none
     */
    private record Wall(String name, String guards, String tables, String tests, String clears) {}

    private static final String ALL_END = """
            alter table agreement disable trigger user;
            update agreement set step = 'ENDED', ended_at = step_since, end_kind = 'REVIEWED', end_reason = 'A key was away.', ended_by = worker_id where ended_at is null;
            alter table agreement enable trigger user""";

    private static final List<Wall> WALLS = List.of(
            new Wall("agreements", "agreement_(?!takes_out).*", "agreement.*", "org.throughline.agreement.AgreementWallRepositoryTest", ALL_END),
            new Wall("tombstones", "not_this_family_.*|entry_beside_is_lawful|agreement_takes_out|tombstone_is_seen|restriction_keeps_words|taken_out_is.*", "not_this_family.*|taken_out.*",
                    "org.throughline.authority.NotThisFamilyRepositoryTest", null),
            new Wall("roots", "chain_root_.*", "chain_root.*|record_verification", "org.throughline.root.RootWallRepositoryTest", null),
            new Wall("logins", "login_.*", "login_.*", "org.throughline.identity.LoginWallRepositoryTest", "delete from login_identity"));

    private static final Pattern SAID = Pattern.compile("hasMessageContaining\\(\"([^\"]+)\"\\)");

    private final JdbcClient owner;
    private final List<Function> functions;

    BesideFaults(OwnerDatabase owner, DatabaseFaults database) {
        this.owner = owner.asOwner();
        this.functions = database.guards();
    }

    static List<String> tests() {
        return WALLS.stream().map(Wall::tests).toList();
    }

    /** Whether a trigger function belongs to one of these walls. */
    static boolean guards(String function) {
        return WALLS.stream().anyMatch(wall -> function.matches(wall.guards()));
    }

    List<Fault> all() {
        return WALLS.stream().flatMap(wall -> of(wall).stream()).toList();
    }

    private List<Fault> of(Wall wall) {
        List<Fault> faults = new ArrayList<>(conditions(wall));
        for (String kept : List.of("append", "kept")) {
            String rights = kept.equals("append") ? "update, delete" : "delete";
            for (String table : tables(wall, "exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = c.relname || '_" + kept + "')")) {
                faults.add(fault(wall, "the owner may change " + table, keeping(wall, table), "alter table %s disable trigger %s_%s".formatted(table, table, kept),
                        "alter table %s enable trigger %s_%s".formatted(table, table, kept)));
                faults.add(fault(wall, "the application may change " + table, keeping(wall, table), "grant %s on %s to throughline_app".formatted(rights, table),
                        "revoke %s on %s from throughline_app".formatted(rights, table)));
            }
        }
        for (String table : tables(wall, "c.relname in ('login_identity')")) {
            faults.add(fault(wall, "the application may change " + table, keeping(wall, table), "grant update on %s to throughline_app".formatted(table), "revoke update on %s from throughline_app".formatted(table)));
        }
        keys(wall).forEach(faults::add);
        return faults;
    }

    private List<Fault> conditions(Wall wall) {
        List<Function> own = functions.stream().filter(function -> function.name().matches(wall.guards())).toList();
        List<Fault> faults = new ArrayList<>();
        Set<String> together = new TreeSet<>();
        for (Function guard : own) {
            for (String code : guard.codes()) {
                Set<String> reddens = WallTests.naming(wall.tests(), "\"" + code + "\"");
                reddens.addAll(saying(wall, guard.sentences(code)));
                together.addAll(reddens);
                boolean only = own.stream().filter(other -> other.codes().contains(code)).count() == 1;
                faults.add(new Fault(2, wall.name() + ": guard " + code + " of " + guard.name() + " is silent", List.of(wall.tests()), reddens, only,
                        () -> owner.sql(guard.silent(code)).update(), () -> owner.sql(guard.definition()).update()));
            }
        }
        if (!own.isEmpty()) {
            faults.add(new Fault(2, wall.name() + ": no guard says no", List.of(wall.tests()), together,
                    () -> own.forEach(guard -> owner.sql(guard.silent()).update()), () -> own.forEach(guard -> owner.sql(guard.definition()).update())));
        }
        return faults;
    }

    /** Tests that ask for a part of one of these sentences. */
    private static Set<String> saying(Wall wall, Set<String> sentences) {
        Matcher asked = SAID.matcher(WallTests.source(wall.tests()));
        return asked.results().map(found -> found.group(1)).filter(part -> sentences.stream().anyMatch(sentence -> sentence.contains(part)))
                .flatMap(part -> WallTests.naming(wall.tests(), "hasMessageContaining(\"" + part + "\")").stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> tables(Wall wall, String which) {
        return owner.sql("select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and " + which + " order by c.relname")
                .query(String.class).list().stream().filter(table -> table.matches(wall.tables())).toList();
    }

    private static Set<String> keeping(Wall wall, String table) {
        return WallTests.naming(wall.tests(), ", owner, \"" + table + "\")");
    }

    /** Unique keys that a test names: most keys are no wall, and only say what a row is. */
    private List<Fault> keys(Wall wall) {
        record Key(String table, String name, String made, boolean constraint) {}
        return owner.sql("""
                select c.relname as own, i.relname as name, coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.oid)) as made, k.oid is not null as held
                from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
                left join pg_constraint k on k.conindid = i.oid and k.contype in ('p', 'u') where n.nspname = 'public' and x.indisunique order by i.relname""")
                .query((row, n) -> new Key(row.getString("own"), row.getString("name"), row.getString("made"), row.getBoolean("held"))).list().stream()
                .filter(key -> key.table().matches(wall.tables()) && !WallTests.naming(wall.tests(), key.name()).isEmpty())
                .map(key -> fault(wall, "there is no key " + key.name(), WallTests.naming(wall.tests(), key.name()),
                        key.constraint() ? "alter table %s drop constraint %s".formatted(key.table(), key.name()) : "drop index " + key.name(),
                        wall.clears() + "; " + (key.constraint() ? "alter table %s add constraint %s %s".formatted(key.table(), key.name(), key.made()) : key.made()))).toList();
    }

    private Fault fault(Wall wall, String what, Set<String> reddens, String breaks, String mends) {
        return new Fault(2, wall.name() + ": " + what, List.of(wall.tests()), reddens, () -> owner.sql(breaks).update(), () -> owner.sql(mends).update());
    }
}
