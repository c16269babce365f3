package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Whatever a valid bundle tells: nothing is owed before its cause was recorded, nothing owed is lost, and who acts in time is late with nothing
 * that would have been in time with nobody acting. {@code -Dthroughline.seed} runs the families of a seed again, {@code -Dthroughline.families} so many of them; a family that fails is made smaller
 * and stays under {@code target/replay-random}.
 */
class ReplayPropertyIT {

    private static final Path HOME = Path.of("target", "replay-random");
    /** Several children, nobody responsible, two authorities, an entry years late, a birth before its booking: never left to chance. */
    private static final Path ODD = Path.of("src/test/resources/replay/all-at-once");
    /** The night finds what calls for a meeting in an entry that somebody wrote who met another duty; an entry of the bundle joins days later. */
    private static final Path AT_NIGHT = Path.of("src/test/resources/replay-odd/called-for-at-night");
    /** For entries that people wrote who met what they owed. */
    private static final String WRITTEN_MEANWHILE = "(replay)";
    private static final boolean FULL = Boolean.getBoolean("throughline.full");
    private static final int FAMILIES = Integer.getInteger("throughline.families", FULL ? 24 : 1);
    private static final int ROUNDS_OF_SHRINKING = 6;
    private static final Set<String> ENDS = Set.of("MET", "MET_LATE", "NOT_NEEDED", "OVERTAKEN");

    @Test
    void everyFamilyOfChanceHasAResultInWhichNothingIsEarlyOrLost() throws Exception {
        long seed = Long.getLong("throughline.seed", FULL ? new Random().nextLong() : 18);
        System.out.println("Families of chance: -Dthroughline.seed=" + seed);
        Random seeds = new Random(seed);
        Path folder = HOME.resolve(Long.toUnsignedString(seed, 36));
        List<RandomBundle.Written> bundles = new ArrayList<>();
        for (int i = 0; i < FAMILIES; i++) {
            bundles.add(RandomBundle.write(folder, seeds.nextLong()));
        }
        for (Path odd : FULL ? List.of(ODD, AT_NIGHT) : List.of(ODD)) {
            bundles.add(RandomBundle.copy(odd, folder));
        }
        Map<RandomBundle.Written, List<String>> faults = faults(folder, bundles);
        Map.Entry<RandomBundle.Written, List<String>> worst = faults.entrySet().stream().filter(one -> !one.getValue().isEmpty()).findFirst().orElse(null);
        if (worst != null) {
            RandomBundle.Written small = smaller(folder, worst.getKey());
            throw new AssertionError("Seed " + seed + ", the family in " + worst.getKey().folder() + ", made as small as " + small.folder() + ":\n" + String.join("\n", worst.getValue()) + "\nsmall:\n"
                    + String.join("\n", small.rows()) + "\nof all: " + faults.values().stream().mapToLong(List::size).sum() + " faults in " + faults.values().stream().filter(one -> !one.isEmpty()).count() + " families");
        }
    }

    /** The same family without one entry after the other, as long as it still fails. */
    private static RandomBundle.Written smaller(Path folder, RandomBundle.Written failing) throws Exception {
        RandomBundle.Written small = failing;
        for (int round = 0; round < ROUNDS_OF_SHRINKING && small.rows().size() > 1; round++) {
            Path here = folder.resolve("smaller-" + round);
            List<RandomBundle.Written> tries = new ArrayList<>();
            for (int without = 0; without < small.rows().size(); without++) {
                List<String> fewer = new ArrayList<>(small.rows());
                fewer.remove(without);
                String name = failing.reference() + "-" + round + "-" + without;
                tries.add(small.with(here.resolve(name), name, fewer));
            }
            Map<RandomBundle.Written, List<String>> faults = faults(here, tries);
            RandomBundle.Written next = faults.entrySet().stream().filter(one -> !one.getValue().isEmpty()).map(Map.Entry::getKey).findFirst().orElse(null);
            if (next == null) {
                return small;
            }
            small = next;
        }
        return small;
    }

    private static Map<RandomBundle.Written, List<String>> faults(Path folder, List<RandomBundle.Written> bundles) throws Exception {
        RunReplay.Run run = RunReplay.of(folder, "silent,diligent");
        assertThat(run.exit()).as(() -> folder + "\n" + run.said()).isZero();
        Map<RandomBundle.Written, List<String>> faults = new LinkedHashMap<>();
        for (RandomBundle.Written bundle : bundles) {
            faults.put(bundle, faults(bundle, run));
        }
        return faults;
    }

    private static List<String> faults(RandomBundle.Written bundle, RunReplay.Run run) throws IOException {
        JsonNode silent = run.json(bundle.reference() + "-silent");
        JsonNode diligent = run.json(bundle.reference() + "-diligent");
        List<String> faults = new ArrayList<>();
        for (JsonNode result : List.of(silent, diligent)) {
            String policy = result.get("policy").asText() + ": ";
            ReplayJson.faults(result).forEach(fault -> faults.add(policy + fault));
            if (result.get("entries").size() != bundle.rows().size()) {
                faults.add(policy + "an entry is missing");
            }
            ReplayJson.each(result, "entries").filter(entry -> entry.get("filed").asText().startsWith("NOT_")).forEach(entry -> faults.add(policy + entry.get("id") + " " + entry.get("filed")));
            if (result.get("obligations").asInt() != result.get("byRule").size()) {
                faults.add(policy + "the record holds " + result.get("obligations") + " obligations, the result tells of " + result.get("byRule").size());
            }
            early(result).forEach(fault -> faults.add(policy + fault));
            lost(result).forEach(fault -> faults.add(policy + fault));
        }
        List<JsonNode> lateInSilence = late(silent);
        List<JsonNode> calledForInSilence = ReplayJson.each(silent, "byRule").toList();
        late(diligent).stream().filter(one -> !nobodyHolds(one) && !doneAsItBecameKnown(one, calledForInSilence) && lateInSilence.stream().noneMatch(other -> same(one, other)))
                .forEach(one -> faults.add("late although everybody acts in time, and not late where nobody does: " + ReplayJson.name(one)));
        return faults;
    }

    private static List<JsonNode> late(JsonNode result) {
        return ReplayJson.each(result, "byRule").filter(one -> ReplayJson.isLate(one, ReplayJson.lastMoment(result))).toList();
    }

    /** What the bundle knows nobody for - a step of a meeting, a duty of an agency of which nobody is entered: no one fails to act, and its ladder says so of every level. */
    private static boolean nobodyHolds(JsonNode owed) {
        return owed.get("ownerName").isNull() && (owed.get("kind").asText().equals("MEETING")
                || !owed.get("told").isEmpty() && StreamSupport.stream(owed.get("told").spliterator(), false).allMatch(level -> level.get("name").isNull()));
    }

    /**
     * What was written a day late was late before anybody could know it. It counts only where silence was asked for it too: to tell the responsible worker of a move is called
     * for where somebody is responsible, and where nobody acts nobody ever is.
     */
    private static boolean doneAsItBecameKnown(JsonNode one, List<JsonNode> calledForInSilence) {
        return one.get("bornOverdue").asBoolean() && one.get("bornAt").equals(one.get("endedAt")) && calledForInSilence.stream().noneMatch(other -> same(one, other));
    }

    /** The same duty of the same child; where nobody acts a further cause joins it, where somebody did it makes one of its own. */
    private static boolean same(JsonNode one, JsonNode other) {
        return List.of("child", "rule", "what").stream().allMatch(field -> one.get(field).equals(other.get(field))) && (one.get("causes").isEmpty() && other.get("causes").isEmpty()
                || StreamSupport.stream(one.get("causes").spliterator(), false).anyMatch(cause -> StreamSupport.stream(other.get("causes").spliterator(), false).anyMatch(cause::equals)));
    }

    private static List<String> early(JsonNode result) {
        Map<String, Instant> recorded = new HashMap<>();
        ReplayJson.each(result, "entries").forEach(entry -> recorded.put(entry.get("id").asText(), ReplayJson.at(entry, "recordedAt")));
        Instant first = recorded.values().stream().min(Instant::compareTo).orElseThrow();
        List<String> faults = new ArrayList<>();
        ReplayJson.each(result, "byRule").forEach(one -> {
            Instant cause = one.get("causes").isEmpty() ? first : recorded.getOrDefault(one.get("causes").get(0).asText(), first);
            one.get("causes").forEach(entry -> {
                if (!recorded.containsKey(entry.asText()) && !(entry.asText().equals(WRITTEN_MEANWHILE) && result.get("policy").asText().equals("DILIGENT"))) {
                    faults.add("by an entry that the bundle does not have: " + one);
                }
            });
            if (ReplayJson.at(one, "bornAt").isBefore(cause)) {
                faults.add("before its cause: " + one);
            }
            if (result.get("policy").asText().equals("SILENT") && one.get("kind").asText().equals("FAMILY") && one.get("causes").isEmpty()) {
                faults.add("without a cause: " + one);
            }
        });
        return faults;
    }

    /** Each has ended, or is open; and of an open one whose moment has passed somebody was told, or was looked for. */
    private static List<String> lost(JsonNode result) {
        Instant last = ReplayJson.lastMoment(result);
        List<String> faults = new ArrayList<>();
        ReplayJson.each(result, "byRule").forEach(one -> {
            boolean open = one.get("end").isNull();
            if (!open && (!ENDS.contains(one.get("end").asText()) || one.get("endedAt").isNull())) {
                faults.add("neither ended nor open: " + one);
            }
            if (open && ReplayJson.isLate(one, last) && one.get("told").isEmpty()) {
                faults.add("late, and the ladder does not know: " + one);
            }
        });
        return faults;
    }
}
