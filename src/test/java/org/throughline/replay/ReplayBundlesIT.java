package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.throughline.testing.Lane;

/** Other families, each with what the rules say about it worked out by hand from practice-rules.md (working days of England). */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class ReplayBundlesIT {

    private static final Path BUNDLES = Path.of("src/test/resources/replay");
    private static RunReplay.Run run;

    @BeforeAll
    static void replay() throws Exception {
        run = RunReplay.of(BUNDLES, "silent,diligent");
        assertThat(run.exit()).as(run.said()).isZero();
    }

    static Stream<Arguments> families() {
        return Stream.of(
                // M3 at once, M1 twenty working days from 3 February; the crisis a year before called for nothing: no child was known
                Arguments.of("an-adult-in-crisis", "R-2020-A", "Ada Adams", List.of("M3 2020-02-03T17:00 Mina Midwife", "M1 2020-03-02T17:00 Mina Midwife")),
                // told to the worker at once (D15a) and to the others in five working days (D15c); later moves join, and a child of nearly two without a plan needs no meeting (M5)
                Arguments.of("four-moves", "R-2020-B", "Ben Brown", List.of("D15a 2020-01-06T17:00 Toby Tenancy", "D15c 2020-01-13T17:00 Sunita Supervisor")),
                // the meeting is never later than three months before the expected day (PB4), so it was late when the pregnancy was known; X2 two working days from the birth; D29 fourteen days
                Arguments.of("a-pregnancy-concealed", "R-2020-C", "Cleo Clark", List.of("M1 2020-03-15T17:00 Mina Midwife", "M3 2020-05-11T17:00 Mina Midwife", "M4 2020-06-12T17:00 Wanda Ward",
                        "D29 2020-06-24T17:00 Wanda Ward")),
                // a booking that comes to light after the birth calls for nothing any more, nor does one concern of four years ago (M9 needs three in a year)
                Arguments.of("all-at-once", "R-2020-D", "Dora Dean", List.of("D29 2020-03-24T17:00 Wanda Ward")));
    }

    @ParameterizedTest
    @MethodSource("families")
    void whatEachFamilyCallsFor(String bundle, String reference, String child, List<String> expected) throws Exception {
        JsonNode result = run.json(reference + "-silent");
        assertThat(ReplayJson.faults(result)).isEmpty();
        assertThat(each(result, "entries")).allMatch(entry -> !entry.get("filed").asText().startsWith("NOT_RECORDED"));
        assertThat(each(result, "byRule").stream().filter(one -> one.get("child").asText().equals(child) && one.get("kind").asText().equals("FAMILY"))
                .map(one -> one.get("rule").asText() + " " + local(one.get("dueAt")) + " " + one.get("reachedByTheLastDay").asText())).containsExactlyInAnyOrderElementsOf(expected);
    }

    /**
     * The pregnancy was known on 11 May 2020, eight weeks after the day by which its meeting had to be held: 15 March, three months before 15 June (PB4). A step that leads to a meeting is
     * due no later than the meeting itself, so convening it was late as well when it was born. Nothing else was: the meeting before the discharge lacks health visiting, whom
     * the bundle does not know (Q9), is held again on the next day and counts then, two working days after the birth (X2).
     */
    private static final Map<String, List<String>> LATE_ALL_THE_SAME = Map.of("a-pregnancy-concealed", List.of(
            "M1 born 2020-05-11T13:00 due 2020-03-15T17:00 MET_LATE born overdue", "MS1 born 2020-05-11T13:00 due 2020-03-15T17:00 MET_LATE born overdue"));

    /** In time, or done with the news of it: nobody has to be told, and what was not due on the last day stays open. */
    @ParameterizedTest
    @MethodSource("families")
    void whoActsInTimeIsInTime(String bundle, String reference, String child, List<String> expected) throws Exception {
        JsonNode result = run.json(reference + "-diligent");
        assertThat(ReplayJson.faults(result)).isEmpty();
        assertThat(each(result, "byRule").stream().filter(one -> ReplayJson.isLate(one, ReplayJson.lastMoment(result))).map(ReplayBundlesIT::late))
                .containsExactlyInAnyOrderElementsOf(LATE_ALL_THE_SAME.getOrDefault(bundle, List.of()));
        assertThat(Files.readString(run.page(reference + "-diligent")).contains("Born overdue: nobody could have met it in time.")).isEqualTo(LATE_ALL_THE_SAME.containsKey(bundle));
        assertThat(each(result, "byRule").stream().filter(one -> one.get("child").asText().equals(child) && one.get("kind").asText().equals("FAMILY") && !one.get("causes").isEmpty())
                .map(one -> one.get("rule").asText())).containsAll(expected.stream().map(line -> line.split(" ")[0]).toList());
    }

    private static String late(JsonNode owed) {
        return owed.get("rule").asText() + " born " + local(owed.get("bornAt")) + " due " + local(owed.get("dueAt")) + " " + owed.get("end").asText() + (owed.get("bornOverdue").asBoolean() ? " born overdue" : "");
    }

    /** Where a meeting had to be held twice before it counted, it was in time. */
    @Test
    void aMeetingThatLacksSomebodyIsHeldAgainBeforeItIsDue() throws Exception {
        assertThat(each(run.json("R-2020-C-diligent"), "byRule")).filteredOn(one -> one.get("rule").asText().equals("M4")).singleElement()
                .satisfies(one -> assertThat(one.get("end").asText() + " " + local(one.get("endedAt")).substring(0, 10)).isEqualTo("MET 2020-06-12"));
    }

    /**
     * Several children, nobody responsible, two authorities, an entry recorded years late, a birth before its booking, an agreement that no service here made: a result
     * with every entry in it, and what is odd about each said.
     */
    @Test
    void aFamilyAsNobodyExpectedItHasAResult() throws Exception {
        for (String policy : List.of("silent", "diligent")) {
            JsonNode result = run.json("R-2020-D-" + policy);
            assertThat(ReplayJson.faults(result)).isEmpty();
            assertThat(each(result, "entries").stream().map(one -> one.get("id").asText() + " " + one.get("filed").asText())).containsExactly(
                    "D-1 RECORDED", "D-2 RECORDED", "D-3 RECORDED", "D-4 MADE_WITHOUT_AUTHORITY", "D-5 MADE_WITHOUT_AUTHORITY", "D-6 RECORDED");
            assertThat(each(result, "children")).extracting(one -> one.get("name").asText()).containsExactly("Dora Dean", "Dan Dean", "Dee Dean");
            assertThat(each(result, "refusals")).extracting(one -> one.get("entry").asText()).containsExactly("D-4", "D-5");
            assertThat(result.get("obligations").asInt()).isEqualTo(result.get("byRule").size());
            assertThat(Files.readString(run.page("R-2020-D-" + policy))).contains("Recorded with the mark: made without authority", "Reached by the last day");
        }
        assertThat(run.said()).doesNotContain("\tat ");
    }

    @Test
    void whatCannotBeReplayedIsSaidInASentence() throws Exception {
        assertThat(RunReplay.of(BUNDLES.resolve("four-moves"), "loud")).satisfies(run -> {
            assertThat(run.exit()).isNotZero();
            assertThat(run.said()).contains("There is no policy \"loud\"").doesNotContain("\tat ");
        });
        Path zip = Lane.own("replay-tests").resolve("four-moves.zip");
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", Files.notExists(zip)))) {
            for (String part : List.of("case.json", "chronology.csv")) {
                Files.copy(BUNDLES.resolve("four-moves").resolve(part), inside.getPath(part), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        JsonNode ofTheFolder = run.json("R-2020-B-silent");
        assertThat(RunReplay.of(zip, "silent")).as("a zip says what its folder says").satisfies(run -> {
            assertThat(run.exit()).as(run.said()).isZero();
            assertThat(run.json("R-2020-B-silent")).isEqualTo(ofTheFolder);
        });
        assertThat(RunReplay.of(Path.of("src/test/resources"), "silent")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.said()).contains("case.json", "nothing was replayed").doesNotContain("\tat ");
        });
        assertThat(RunReplay.of(BUNDLES.resolve("four-moves"), "silent", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/records")).satisfies(run -> {
            assertThat(run.exit()).isNotZero();
            assertThat(run.said()).contains("never runs on a database that people work with").doesNotContain("\tat ");
        });
    }

    private static List<JsonNode> each(JsonNode result, String list) {
        return StreamSupport.stream(result.get(list).spliterator(), false).toList();
    }

    private static String local(JsonNode moment) {
        return LocalDateTime.ofInstant(Instant.parse(moment.asText()), ZoneId.of("Europe/London")).toString();
    }
}
