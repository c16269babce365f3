package org.throughline.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.OwnerDatabase;

/**
 * The second and the third wall, broken as only the owner of the schema can: found in the schema itself, so that a guard which is
 * added to it is broken here too. A guard that no test of the walls names is skipped and stands in the table as such.
 */
final class DatabaseFaults {

    private static final Pattern CODE = Pattern.compile("errcode = '(23T\\w\\w)'");
    private static final Pattern VIOLATION = Pattern.compile("SELECT\\s+'([A-Z_]+)'::text");

    private final JdbcClient owner;

    DatabaseFaults(OwnerDatabase owner) {
        this.owner = owner.asOwner();
    }

    record Function(String name, String definition) {

        private static Pattern refusal(String code) {
            return Pattern.compile("raise exception\\s+'((?:[^']|'')*)'[^;']*using errcode = '" + code + "'");
        }

        /** The same function, which no longer says no with this code. */
        String silent(String code) {
            return refusal(code).matcher(definition).replaceAll("null");
        }

        /** The same function, which no longer says no. */
        String silent() {
            String now = definition;
            for (String code : codes()) {
                now = new Function(name, now).silent(code);
            }
            return now;
        }

        /** With which sentences it says no with this code. */
        Set<String> sentences(String code) {
            return refusal(code).matcher(definition).results().map(found -> found.group(1).replace("''", "'")).collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> codes() {
            return CODE.matcher(definition).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    List<Function> guards() {
        return owner.sql("""
                select p.proname, pg_get_functiondef(p.oid) as definition from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname = 'public' and p.prosrc ~ 'errcode = ''23T' order by p.proname""")
                .query((row, n) -> new Function(row.getString("proname"), row.getString("definition"))).list();
    }

    /** Each condition of each trigger, then all of them at once. */
    List<Fault> secondWall() {
        List<Function> guards = guards();
        List<Fault> faults = new ArrayList<>();
        Set<String> all = new TreeSet<>();
        for (Function guard : guards.stream().filter(one -> !BesideFaults.guards(one.name())).toList()) {
            for (String code : guard.codes()) {
                Set<String> own = own(code);
                all.addAll(own);
                boolean only = guards.stream().filter(other -> other.codes().contains(code)).count() == 1;
                faults.add(new Fault(2, "guard " + code + " of " + guard.name() + " is silent", WallTests.ofTheDatabase(), own, only, () -> run(guard.silent(code)), () -> run(guard.definition())));
            }
        }
        faults.add(new Fault(2, "no trigger function says no", WallTests.all(), all, () -> guards.forEach(this::silence), () -> guards.forEach(guard -> run(guard.definition()))));
        return faults;
    }

    private void silence(Function guard) {
        run(guard.silent());
    }

    private static Set<String> own(String code) {
        return WallTests.SECOND.stream().flatMap(tests -> WallTests.naming(tests, "\"" + code + "\"").stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each question of the auditor's query is left out, then all of them. */
    List<Fault> thirdWall() {
        String view = owner.sql("select pg_get_viewdef('gate_violation'::regclass)").query(String.class).single().replaceFirst(";\\s*$", "");
        List<Fault> faults = new ArrayList<>();
        String all = owner.sql("select string_agg(pg_get_viewdef(oid), ' ') from pg_class where relkind = 'v' and relname like 'gate_violation%'").query(String.class).single();
        for (String violation : VIOLATION.matcher(all).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new))) {
            faults.add(new Fault(3, "the auditor does not ask for " + violation, WallTests.ofTheDatabase(), WallTests.naming(WallTests.THIRD, "\"" + violation + "\""),
                    () -> ask("select * from (" + view + ") v where violation <> '" + violation + "'"), () -> ask(view)));
        }
        faults.add(new Fault(3, "the auditor's query is always empty", WallTests.all(), WallTests.testsOf(WallTests.THIRD),
                () -> ask("select * from (" + view + ") v where false"), () -> ask(view)));
        return faults;
    }

    private void ask(String query) {
        run("create or replace view gate_violation as " + query);
    }

    private void run(String statement) {
        owner.sql(statement).update();
    }
}
