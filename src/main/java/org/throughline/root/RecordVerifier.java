package org.throughline.root;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.chronology.ChainState;
import org.throughline.chronology.ChainVerifier;

/**
 * Computes every chain again and compares it with every root that is believed: those of the database and those of the copies. A chain that
 * was cut, or written anew with fitting hashes, agrees with itself and not with a root. Needs nothing but a connection and the keys.
 */
final class RecordVerifier {

    /**
     * Roots from outside the database.
     *
     * @param name  as people know it
     * @param whole whether every root must be in it: so it is with the file and not with mails
     */
    record Copy(String name, List<SignedRoot> roots, boolean whole) {}

    private final JdbcClient jdbc;
    private final RootKeys keys;
    private final Roots roots;

    RecordVerifier(JdbcClient jdbc, RootKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.roots = new Roots(jdbc);
    }

    /** Every chain there is or ever was under a root. */
    RecordState verify(List<Copy> copies) {
        return verify(copies, null);
    }

    /** @param only these files; null for all */
    RecordState verify(List<Copy> copies, Collection<UUID> only) {
        List<RecordState.Fault> faults = new ArrayList<>();
        List<SignedRoot> made = roots.after(0);
        believed(made, faults);
        TreeMap<Long, SignedRoot> believed = new TreeMap<>();
        made.stream().filter(keys::believes).forEach(signed -> believed.put(signed.root().no(), signed));
        copies.forEach(copy -> compare(copy, made, believed, faults));
        Map<UUID, ChainEnd> ends = furthest(believed.values());
        roots.notStanding(ends.values().stream().filter(end -> only == null || only.contains(end.casefileId())).toList())
                .forEach(end -> faults.add(new RecordState.Fault(end.casefileId(), end.seq(), "Entry " + end.seq() + " stood under a root and is gone, or another one stands there.")));
        long entries = 0;
        long under = 0;
        List<UUID> files = only != null ? List.copyOf(only) : files(ends.keySet());
        ChainVerifier chains = new ChainVerifier(jdbc);
        for (UUID file : files) {
            ChainState state = chains.verify(file);
            entries += state.length();
            under += ends.containsKey(file) ? Math.min(state.length(), ends.get(file).seq()) : 0;
            if (!state.intact()) {
                faults.add(new RecordState.Fault(file, state.firstBroken(), state.why()));
            }
        }
        SignedRoot last = believed.isEmpty() ? null : believed.lastEntry().getValue();
        return new RecordState(faults.isEmpty(), files.size(), entries, believed.size(), last == null ? 0 : last.root().no(), last == null ? null : last.root().madeAt(),
                entries - under, faults);
    }

    private List<UUID> files(Collection<UUID> underARoot) {
        return jdbc.sql("""
                select casefile_id from chain_head where seq > 0 union select casefile_id from entry union select f from unnest(:files::uuid[]) as u(f) order by 1""")
                .param("files", underARoot.toArray(UUID[]::new)).query(UUID.class).list();
    }

    /** The roots of the database: one after the other, signed, and made of the ends that stand beside them. */
    private void believed(List<SignedRoot> made, List<RecordState.Fault> faults) {
        byte[] previous = new byte[32];
        long expected = 1;
        for (SignedRoot signed : made) {
            Root root = signed.root();
            if (root.no() != expected || !Arrays.equals(root.previous(), previous)) {
                faults.add(root(expected, "Root " + root.no() + " does not follow the root before it."));
            }
            if (!keys.believes(signed)) {
                faults.add(root(root.no(), "Root " + root.no() + " does not bear the signature of a key that is known."));
            }
            if (!signed.endsAgree()) {
                faults.add(root(root.no(), "What stands beside root " + root.no() + " is not what it was made of."));
            }
            previous = root.hash();
            expected = root.no() + 1;
        }
    }

    private void compare(Copy copy, List<SignedRoot> made, Map<Long, SignedRoot> believed, List<RecordState.Fault> faults) {
        Map<Long, SignedRoot> inDatabase = new HashMap<>();
        made.forEach(signed -> inDatabase.put(signed.root().no(), signed));
        Map<Long, SignedRoot> seen = new HashMap<>();
        for (SignedRoot signed : copy.roots()) {
            long no = signed.root().no();
            if (!keys.believes(signed)) {
                faults.add(root(no, "Root " + no + " of " + copy.name() + " does not bear the signature of a key that is known."));
                continue;
            }
            if (!signed.endsAgree()) {
                faults.add(root(no, "What stands beside root " + no + " of " + copy.name() + " is not what it was made of."));
            }
            SignedRoot other = inDatabase.get(no);
            if (other == null) {
                faults.add(root(no, "Root " + no + " of " + copy.name() + " is missing in the database."));
            } else if (!signed.same(other)) {
                faults.add(root(no, "Root " + no + " of " + copy.name() + " and of the database differ: one of them is not the first."));
            }
            seen.put(no, signed);
            if (signed.ends() != null && signed.endsAgree()) {
                // what was copied out is believed before what the database says today
                believed.put(no, signed);
            }
        }
        if (copy.whole()) {
            inDatabase.keySet().stream().filter(no -> !seen.containsKey(no)).sorted().forEach(no -> faults.add(root(no, "Root " + no + " is missing in " + copy.name() + ".")));
        }
    }

    private static Map<UUID, ChainEnd> furthest(Collection<SignedRoot> believed) {
        Map<UUID, ChainEnd> furthest = new TreeMap<>();
        believed.stream().filter(signed -> signed.ends() != null && signed.endsAgree()).flatMap(signed -> signed.ends().stream())
                .forEach(end -> furthest.merge(end.casefileId(), end, (a, b) -> a.seq() >= b.seq() ? a : b));
        return furthest;
    }

    private static RecordState.Fault root(long no, String why) {
        return new RecordState.Fault(null, no, why);
    }
}
