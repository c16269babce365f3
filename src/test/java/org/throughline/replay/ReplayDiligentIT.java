package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.throughline.testing.Chromium;

/** The case of the review lived again while everybody does what they owe, in time: nothing late, nothing refused, and what it asked of each person. */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class ReplayDiligentIT {

    private static final Instant LAST_MOMENT = Instant.parse("2009-10-25T23:59:00Z");
    private static final Instant FIRST_VISIT = Instant.parse("2009-09-15T00:00:00Z");

    private static RunReplay.Run run;
    private static JsonNode result;

    @BeforeAll
    static void replay() throws Exception {
        run = RunReplay.of(RunReplay.CHILD_H, "diligent");
        assertThat(run.exit()).as(run.said()).isZero();
        System.out.println("Child H, diligent, replayed in " + run.took().toSeconds() + " s");
        result = run.json("CH-2009-H-diligent");
    }

    @Test
    void whatTheReviewMissedIsDoneInTimeAndNobodyHasToBeTold() {
        List<JsonNode> ofTheBaby = each("byRule").stream().filter(one -> one.get("child").asText().startsWith("Hal")).toList();
        assertThat(ofTheBaby).extracting(one -> one.get("rule").asText()).contains("M1", "M3", "M4", "M5", "M6", "M7", "M13", "D1", "D2", "D15a", "D15b", "D29", "X9", "X10");
        assertThat(ofTheBaby).allSatisfy(one -> {
            boolean ended = Set.of("MET", "OVERTAKEN", "NOT_NEEDED").contains(one.get("end").asText());
            boolean notDueYet = one.get("end").isNull() && Instant.parse(one.get("dueAt").asText()).isAfter(LAST_MOMENT);
            assertThat(ended || notDueYet).as(one.toString()).isTrue();
            assertThat(one.get("told")).as(one.toString()).isEmpty();
            assertThat(one.get("overdueDays").asLong()).isZero();
        });
        for (String meeting : List.of("M1", "M4", "M5", "M6")) {
            assertThat(ofTheBaby).filteredOn(one -> one.get("rule").asText().equals(meeting)).as(meeting).isNotEmpty().allMatch(one -> "MET".equals(one.get("end").asText()));
        }
    }

    @Test
    void theHandoverIsSignedBeforeTheFirstVisitAndTheGateRefusesNothing() {
        assertThat(each("refusals")).isEmpty();
        assertThat(each("entries")).hasSize(53).as("but what an unnamed colleague did in 2002")
                .allMatch(entry -> entry.get("filed").asText().equals("RECORDED") || entry.get("id").asText().equals("H-005"));
        List<JsonNode> steps = each("byRule").stream().filter(one -> one.get("kind").asText().equals("HANDOVER")).toList();
        assertThat(steps).filteredOn(one -> one.get("what").asText().contains("sign off")).hasSize(1)
                .allSatisfy(one -> assertThat(Instant.parse(one.get("endedAt").asText())).isBefore(FIRST_VISIT));
        assertThat(steps).extracting(one -> one.get("ownerName").asText()).contains("Olive Outgoing", "Ines Incoming", "Sunita Supervisor");
        assertThat(steps).filteredOn(one -> one.get("what").asText().startsWith("Check again")).extracting(one -> one.get("endedAt").asText().substring(0, 10)).containsExactly("2009-09-24");
    }

    /** The elder child's file has no worker in this bundle; who recorded there is not named. It is done all the same, by somebody of the agency that owes it. */
    @Test
    void whatTheElderChildsFileCallsForIsDoneInTimeToo() {
        assertThat(each("byRule").stream().filter(one -> one.get("child").asText().startsWith("Una"))
                .filter(one -> "MET_LATE".equals(one.get("end").asText()) || !one.get("told").isEmpty() || one.get("end").isNull() && Instant.parse(one.get("dueAt").asText()).isBefore(LAST_MOMENT))
                .map(one -> one.get("rule").asText() + " " + one.get("what").asText() + ", due " + one.get("dueAt").asText())).isEmpty();
        assertThat(each("byRule")).filteredOn(one -> one.get("rule").asText().equals("M11")).as("one conference follows the other until the file is closed")
                .extracting(one -> one.get("end").asText()).contains("MET").last().isEqualTo("NOT_NEEDED");
    }

    @Test
    void whatItAskedOfEachPersonIsCounted() {
        assertThat(each("asked")).extracting(one -> one.get("name").asText()).contains("Olive Outgoing", "Ines Incoming", "Sunita Supervisor", "Mina Midwife", "Wanda Ward", "Toby Tenancy");
        assertThat(each("asked")).filteredOn(one -> one.get("name").asText().equals("Olive Outgoing")).singleElement().satisfies(olive -> {
            assertThat(olive.get("questions").asInt()).isEqualTo((int) each("byRule").stream().filter(one -> "Olive Outgoing".equals(one.get("ownerName").asText())).count());
            assertThat(olive.get("inTheBusiestWeek").asInt()).isPositive().isLessThanOrEqualTo(olive.get("questions").asInt());
            List<JsonNode> weeks = StreamSupport.stream(olive.get("weeks").spliterator(), false).toList();
            assertThat(weeks.stream().mapToInt(week -> week.get("questions").asInt()).sum()).isEqualTo(olive.get("questions").asInt());
            assertThat(weeks).anySatisfy(week -> {
                assertThat(week.get("monday")).isEqualTo(olive.get("busiestWeek"));
                assertThat(week.get("questions")).isEqualTo(olive.get("inTheBusiestWeek"));
            });
        });
    }

    @Test
    void thePageSaysWhatItWouldHaveAsked() throws Exception {
        Path page = run.page("CH-2009-H-diligent");
        assertThat(Files.readString(page)).contains("if everybody had acted in time", "Nothing: whoever acted had read the history and been signed for.", "The price").doesNotContain("if nobody had acted");
        try (BrowserContext browser = Chromium.get().newContext()) {
            Page window = browser.newPage();
            window.navigate(page.toAbsolutePath().toUri().toString());
            assertThat(Readable.faults(window)).isEmpty();
            Files.createDirectories(Path.of("target/screens"));
            window.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/replay-diligent.png")));
        }
    }

    private static List<JsonNode> each(String list) {
        return StreamSupport.stream(result.get(list).spliterator(), false).toList();
    }
}
