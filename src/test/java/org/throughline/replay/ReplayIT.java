package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.throughline.testing.Chromium;

/** The case of the review lived again while nobody acts: every line of what was worked out by hand beside the case. */
class ReplayIT {

    private static final ZoneId LOCAL = ZoneId.of("Europe/London");
    private static final Path STRIP = Path.of("target/screens/replay-film-strip.png");
    private static final Path SHOWN_STRIP = Path.of("src/docs/replay-child-h.png");
    /** Letters are drawn a little differently from machine to machine; a bar that is longer, or one more, is more than this. */
    private static final double LIKE = 0.004;
    private static final int TO_THE_EYE = 90;
    private static RunReplay.Run run;
    private static JsonNode result;

    @BeforeAll
    static void replay() throws Exception {
        Files.createDirectories(RunReplay.HOME);
        Files.writeString(RunReplay.HOME.resolve("CH-2009-H-silent-stopped.log"), "Why an earlier one broke off.");
        run = RunReplay.of(RunReplay.CHILD_H, "silent");
        assertThat(run.exit()).as(run.said()).isZero();
        result = run.json("CH-2009-H-silent");
    }

    @Test
    void itEndsAndSaysWhereTheResultIs() {
        System.out.println("Child H, silent, replayed in " + run.took().toSeconds() + " s");
        // beside other tests; what it takes alone is measured apart (ReplayNumbersIT)
        assertThat(run.took()).isPositive().isLessThan(Duration.ofMinutes(3));
        assertThat(ReplayJson.faults(result)).as("against src/docs/replay.schema.json").isEmpty();
        assertThat(result.get("stopped").isNull()).isTrue();
        assertThat(RunReplay.HOME.resolve("CH-2009-H-silent-stopped.log")).as("nothing of an earlier one").doesNotExist();
        assertThat(result.get("obligations").asInt()).as("none is lost").isEqualTo(each("byRule").size());
        assertThat(run.said()).as("a bar that goes from nothing to the end").contains("[" + ".".repeat(40) + "] 2000-07-31", "[" + "#".repeat(20) + ".".repeat(20) + "] ", "[" + "#".repeat(40) + "] 2009-10-25", "CH-2009-H-silent.html", "CH-2009-H-silent.json");
    }

    /** Nothing is sent: what would have gone out waits, counted for each person. */
    @Test
    void whatWouldHaveBeenSentWaitsInTheOutbox() throws Exception {
        assertThat(each("asked")).filteredOn(one -> one.get("name").asText().equals("Hanna Head")).singleElement()
                .satisfies(one -> assertThat(one.get("letters").asInt()).as("one for each telling, and none twice").isEqualTo(one.get("questions").asInt()));
        assertThat(run.said()).doesNotContain("smtp", "mail server");
    }

    @Test
    void everyEntryIsRecordedAndNoneIsLost() {
        assertThat(each("entries")).hasSize(53).allMatch(entry -> Set.of("RECORDED", "MADE_WITHOUT_AUTHORITY").contains(entry.get("filed").asText()));
    }

    @Test
    void theFourOccasionsFallDueAsTheRulesSay() {
        assertThat(lines("M3", "M1", "M7", "M4", "M5")).containsExactlyInAnyOrder("M3 2009-01-28T17:00", "M1 2009-02-25T17:00", "M7 2009-02-11T17:00", "M4 2009-08-25T17:00", "M5 2009-09-28T17:00");
        assertThat(lines("D15a", "D15b")).contains("D15a 2009-09-21T17:00", "D15b 2009-09-22T17:00");
        assertThat(lines("M6")).containsExactlyInAnyOrder("M6 2009-02-18T17:00", "M6 2009-02-18T20:30", "M6 2009-06-17T17:00", "M6 2009-06-17T20:30", "M6 2009-10-21T20:30", "M6 2009-10-22T17:00");
        assertThat(lines("M13")).containsExactly("M13 2009-09-07T17:00");
        assertThat(lines("D1", "D2", "D29")).containsExactlyInAnyOrder("D1 2009-04-02T17:00", "D2 2009-06-09T17:00", "D29 2009-09-04T17:00");
        assertThat(each("byRule").stream().map(one -> one.get("rule").asText()).collect(Collectors.toSet())).as("right misses").doesNotContain("M8", "M9", "M10", "M12", "M14", "M15");
        assertThat(owed("M4", "2009-08-25T17:00").get("bornAt").asText()).as("admission and birth are one").startsWith("2009-08-20");
    }

    /** PB3 to PB5 from the due date, beside the meeting itself, which X1 makes due sooner; no milestone of a child about whom nothing was known before birth. */
    @Test
    void theMilestonesOfThePregnancyAreSaid() throws Exception {
        assertThat(owed("M1", "2009-02-25T17:00").get("what").asText()).isEqualTo("Hold the pre-birth meeting, or propose not to");
        assertThat(each("children").stream().flatMap(child -> StreamSupport.stream(child.get("milestones").spliterator(), false)
                .map(one -> child.get("name").asText().split(" ")[0] + " " + one.get("ruleId").asText() + " " + one.get("day").asText() + " " + one.get("what").asText()))).containsExactly(
                        "Hal PB3 2009-03-13 Refer the expected child, at the latest at 16 weeks", "Hal PB4 2009-05-28 Hold the pre-birth meeting, or propose not to",
                        "Hal PB4 2009-06-05 Hold the pre-birth conference, at about 28 weeks", "Hal PB5 2009-07-17 Hold the pre-birth conference, at the latest at 34 weeks");
        assertThat(Files.readString(run.page("CH-2009-H-silent"))).contains("Expected on Fri 28 Aug 2009. Before the birth the rules want:", "by Fri 13 Mar 2009: Refer the expected child, at the latest at 16 weeks (PB3)",
                "by Fri 17 Jul 2009: Hold the pre-birth conference, at the latest at 34 weeks (PB5)");
    }

    /** Every cause that the expectations name, what was in time, and what must not have called for anything. */
    @Test
    void eachOccasionWasCalledForByItsEntriesAndNoOther() {
        assertThat(Stream.of("M3 2009-01-28", "M1 2009-02-25", "M7 2009-02-11").map(line -> causes(line.split(" ")[0], line.split(" ")[1] + "T17:00").get(0))).as("antenatal").containsOnly("H-017");
        assertThat(causes("M4", "2009-08-25T17:00")).as("admission and birth are one").containsExactly("H-034", "H-035");
        assertThat(List.of(causes("D15a", "2009-09-21T17:00"), causes("D15b", "2009-09-22T17:00"), causes("M5", "2009-09-28T17:00"))).as("own tenancy").containsOnly(List.of("H-042"));
        assertThat(List.of(causes("M6", "2009-10-21T20:30"), causes("M6", "2009-10-22T17:00"))).as("two entries of one incident").containsOnly(List.of("H-050", "H-051"));
        assertThat(List.of(causes("M6", "2009-02-18T17:00"), causes("M6", "2009-02-18T20:30"), causes("M6", "2009-06-17T17:00"), causes("M6", "2009-06-17T20:30")))
                .containsExactly(List.of("H-018"), List.of("H-018"), List.of("H-030"), List.of("H-030"));
        assertThat(List.of(causes("M13", "2009-09-07T17:00"), causes("D1", "2009-04-02T17:00"), causes("D2", "2009-06-09T17:00"), causes("D29", "2009-09-04T17:00")))
                .containsExactly(List.of("H-039"), List.of("H-022"), List.of("H-022"), List.of("H-035"));
        assertThat(List.of(owed("D2", "2009-06-09T17:00"), owed("D29", "2009-09-04T17:00"))).as("in time: by an assessment, and by H-037").extracting(one -> one.get("end").asText()).containsOnly("MET");
        assertThat(local(owed("D29", "2009-09-04T17:00").get("endedAt"))).isEqualTo("2009-09-02T16:30");
        assertThat(calledForBy("H-013")).as("the father's first crisis: the step-child only").contains("Una M6").noneMatch(line -> line.startsWith("Hal"));
        assertThat(calledForBy("H-010")).as("theft is no violence").isEmpty();
        assertThat(calledForBy("H-029")).as("unborn, no plan open: no meeting about that move").contains("Hal D15a").doesNotContain("Hal M5");
        Map<String, String> recorded = each("entries").stream().collect(Collectors.toMap(one -> one.get("id").asText(), one -> one.get("recordedAt").asText()));
        assertThat(each("byRule")).filteredOn(one -> !one.get("causes").isEmpty()).hasSizeGreaterThan(30).as("born when its first cause was recorded, also when born overdue")
                .allSatisfy(one -> assertThat(one.get("bornAt").asText()).as(one.toString()).isEqualTo(recorded.get(one.get("causes").get(0).asText())));
        assertThat(each("byRule")).filteredOn(one -> one.get("bornOverdue").asBoolean()).extracting(one -> one.get("rule").asText()).contains("D15a");
        assertThat(each("byRule")).filteredOn(one -> one.get("rule").asText().equals("M11")).extracting(one -> one.get("child").asText()).containsOnly("Una Example");
    }

    /** Each line of "Pattern prompts" of the expectations: where first, where again, and what must not ask anybody. */
    @Test
    void theHistoryAsksWhatItsPatternsCallFor() throws Exception {
        assertThat(pattern("P1")).isEqualTo("H-017 again H-018 H-030 H-050");
        assertThat(pattern("P2")).isEqualTo("H-051 again ");
        assertThat(pattern("P4")).isEqualTo("H-029 again H-042");
        assertThat(pattern("P5")).as("no access and not brought are one series").isEqualTo("H-044 again H-047");
        assertThat(pattern("P8")).isEqualTo("H-017 again ");
        assertThat(pattern("P10")).isEqualTo("H-017 again ");
        assertThat(pattern("P14")).startsWith("H-017 again ").contains("H-027");
        assertThat(pattern("P15")).isEqualTo("H-035 again H-046 H-048");
        assertThat(pattern("P17")).as("three different serious patterns at once, without a plan").startsWith("H-017 ");
        assertThat(ofTheBaby()).extracting(one -> one.get("rule").asText()).doesNotHaveDuplicates().doesNotContain("P3", "P6", "P7", "P9", "P11", "P12", "P13", "P16", "P18", "P19", "P20");
        assertThat(ofTheBaby()).as("nobody acts").allMatch(one -> one.get("outcome").isNull());
        assertThat(ofTheBaby()).filteredOn(one -> one.get("rule").asText().equals("P1")).extracting(one -> local(one.get("dueAt"))).containsExactly("2009-02-04T17:00");
        assertThat(ofTheBaby()).filteredOn(one -> one.get("rule").asText().equals("P17")).extracting(one -> local(one.get("dueAt"))).containsExactly("2009-01-29T17:00");
        assertThat(Files.readString(run.page("CH-2009-H-silent"))).contains("Patterns that somebody had to decide upon", "A carer has harmed themselves within twelve months and there is a child under one, or a child is expected.");
    }

    private static List<JsonNode> ofTheBaby() {
        return each("patterns").stream().filter(one -> one.get("child").asText().startsWith("Hal")).toList();
    }

    private static String pattern(String rule) {
        JsonNode pattern = ofTheBaby().stream().filter(one -> one.get("rule").asText().equals(rule)).findFirst().orElseThrow(() -> new AssertionError(rule + " asks nobody"));
        return pattern.get("firstAt").asText() + " again " + StreamSupport.stream(pattern.get("againAt").spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(" "));
    }

    @Test
    void theLadderReachesTheHeadOfServiceBeforeTheLastDay() {
        List<String> antenatal = told("M1", "2009-02-25T17:00");
        assertThat(antenatal).as("midwifery owes it before social care knows the family; its empty levels are passed at once").startsWith("0 Mina Midwife 2009-02-25T17:00", "1 - 2009-02-26T17:00",
                "2 - 2009-02-26T17:00", "3 - 2009-02-26T17:00", "4 - 2009-02-26T17:00", "5 Mina Midwife 2009-03-05T17:00");
        assertThat(antenatal).as("from the involvement of social care on, the allocated worker's line").containsSubsequence("9 Olive Outgoing 2009-04-01T08:00", "10 Sunita Supervisor 2009-04-02T17:00",
                "11 Sven Service 2009-04-06T17:00", "12 Hanna Head 2009-04-08T17:00", "13 - 2009-04-17T17:00", "14 Hanna Head 2009-04-24T17:00", "15 Hanna Head 2009-05-01T17:00");
        assertThat(antenatal.subList(14, antenatal.size())).as("then the highest is told every week, for as long as the child lives").hasSize(27).allMatch(line -> line.contains(" Hanna Head 2009-"))
                .last().asString().endsWith("2009-10-23T17:00");
        assertThat(owed("M1", "2009-02-25T17:00").get("told").get(4).get("said").asText()).isEqualTo("No director is entered for the agency that owes it; passed on at once. "
                + "The line ends here: Mina Midwife is told again until it ends.");
        assertThat(told("M4", "2009-08-25T17:00")).startsWith("0 Olive Outgoing 2009-08-25T17:00", "1 Sunita Supervisor 2009-08-26T17:00", "2 Sven Service 2009-08-28T17:00",
                "3 Hanna Head 2009-09-02T17:00", "4 - 2009-09-09T17:00", "5 Hanna Head 2009-09-16T17:00");
        assertThat(told("M5", "2009-09-28T17:00")).startsWith("0 Olive Outgoing 2009-09-28T17:00", "1 Sunita Supervisor 2009-09-29T17:00", "2 Sven Service 2009-10-01T17:00",
                "3 Hanna Head 2009-10-05T17:00", "4 - 2009-10-12T17:00", "5 Hanna Head 2009-10-19T17:00");
        assertThat(told("M6", "2009-10-21T20:30")).containsExactly("0 Olive Outgoing 2009-10-21T20:30", "1 Sunita Supervisor 2009-10-21T20:30", "2 Sven Service 2009-10-22T00:30",
                "3 Hanna Head 2009-10-22T20:30", "4 - 2009-10-23T20:30");
        assertThat(told("M6", "2009-10-22T17:00")).containsExactly("0 Olive Outgoing 2009-10-22T17:00", "1 Sunita Supervisor 2009-10-22T17:00", "2 Sven Service 2009-10-22T21:00",
                "3 Hanna Head 2009-10-23T17:00", "4 - 2009-10-24T17:00");
        for (String due : List.of("2009-02-25T17:00", "2009-08-25T17:00", "2009-09-28T17:00", "2009-10-21T20:30", "2009-10-22T17:00")) {
            assertThat(each("byRule").stream().filter(one -> local(one.get("dueAt")).equals(due) && one.get("child").asText().startsWith("Hal") && one.get("rule").asText().startsWith("M"))
                    .map(one -> one.get("end").isNull() + " " + one.get("reachedByTheLastDay").asText())).as(due).containsOnly("true Hanna Head");
        }
    }

    /** What a director asks first: who would have known, and when. */
    @Test
    void whoWouldHaveKnownAndWhenStandsFirst() throws Exception {
        assertThat(each("knew").stream().map(one -> one.get("office").asText() + ": " + one.get("name").asText() + " " + local(one.get("since")))).containsExactly(
                "director: nobody 2009-01-29T17:00", "partnership representative: nobody 2009-01-29T17:00", "head of service: Hanna Head 2009-04-02T08:00",
                "designated professional: nobody 2009-01-29T17:00", "service manager: Sven Service 2009-04-01T12:00", "safeguarding lead: nobody 2009-01-29T17:00",
                "line supervisor: Sunita Supervisor 2009-04-01T08:00", "who owes it: Mina Midwife 2009-01-28T17:00", "who owes it: Wanda Ward 2009-02-18T17:00",
                "who owes it: Olive Outgoing 2009-04-01T08:00", "who owes it: Toby Tenancy 2009-06-15T16:30");
        assertThat(each("knew").get(2).get("daysBeforeTheLast").asInt()).isEqualTo(206);
        assertThat(Files.readString(run.page("CH-2009-H-silent"))).contains("Hanna Head (head of service) would have known 206 days before the last day, on Thu 2 Apr 2009.", "Who would have known, and when",
                "<strong>Nobody</strong> could be told as director: nobody is entered.", "Born overdue: nobody could have met it in time. Done ");
    }

    @Test
    void theGateClosesOnTheNewWorkersFirstVisitAndOnEveryLaterOne() {
        assertThat(each("refusals")).extracting(one -> one.get("entry").asText() + " " + one.get("worker").asText()).containsExactly("H-041 Ines Incoming", "H-045 Ines Incoming", "H-049 Ines Incoming");
        assertThat(each("refusals").get(0).get("missing").toString()).contains("10 of them key", "a sign-off by Sunita Supervisor");
        Map<Boolean, List<String>> keys = each("entries").stream().filter(one -> one.get("key").asBoolean())
                .collect(Collectors.partitioningBy(one -> one.get("eventDate").asText().compareTo("2009-09-07") <= 0, Collectors.mapping(one -> one.get("id").asText(), Collectors.toList())));
        assertThat(keys.get(true)).as("what the new worker has to have read (HU1)").containsExactly("H-003", "H-004", "H-013", "H-017", "H-018", "H-022", "H-028", "H-030", "H-035", "H-036");
        assertThat(keys.get(false)).as("what is new after that").containsExactly("H-042", "H-048", "H-050", "H-051", "H-053");
        assertThat(lines("X11")).as("each act without authority is answered for the next working day").containsExactlyInAnyOrder("X11 2009-09-16T17:00", "X11 2009-10-05T17:00", "X11 2009-10-19T17:00");
    }

    @Test
    void thePageSaysItInWordsAndEverybodyCanReadIt() throws Exception {
        Path page = run.page("CH-2009-H-silent");
        assertThat(Files.readString(page)).contains("A replay of a case bundle", "Week by week", "Never done", "Hanna Head again every week", "made without authority").doesNotContain("Reconstruction for testing");
        try (BrowserContext browser = Chromium.get().newContext()) {
            Page window = browser.newPage();
            window.navigate(page.toAbsolutePath().toUri().toString());
            assertThat(Readable.faults(window)).isEmpty();
            Files.createDirectories(Path.of("target/screens"));
            window.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/replay-silent.png")));
            window.setViewportSize(1160, 900);
            window.locator("svg").first().screenshot(new Locator.ScreenshotOptions().setPath(STRIP));
            assertThat(unlike(ImageIO.read(STRIP.toFile()), ImageIO.read(SHOWN_STRIP.toFile()))).as("the README shows another picture than this page: look at %s and copy it to %s", STRIP, SHOWN_STRIP)
                    .isLessThan(LIKE);
            window.setViewportSize(360, 740);
            assertThat(window.evaluate("() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")).isEqualTo(0);
        }
    }

    /** The part of the pixels that differ to the eye; all of them where the sizes differ. */
    private static double unlike(BufferedImage one, BufferedImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            return 1;
        }
        long differing = IntStream.range(0, one.getWidth() * one.getHeight()).filter(at -> {
            Color a = new Color(one.getRGB(at % one.getWidth(), at / one.getWidth()));
            Color b = new Color(other.getRGB(at % one.getWidth(), at / one.getWidth()));
            return Math.abs(a.getRed() - b.getRed()) + Math.abs(a.getGreen() - b.getGreen()) + Math.abs(a.getBlue() - b.getBlue()) > TO_THE_EYE;
        }).count();
        return (double) differing / one.getWidth() / one.getHeight();
    }

    private static List<JsonNode> each(String list) {
        return StreamSupport.stream(result.get(list).spliterator(), false).toList();
    }

    /** What these rules called for on the baby's file: rule and due moment, local time. */
    private static List<String> lines(String... rules) {
        return each("byRule").stream().filter(one -> one.get("child").asText().startsWith("Hal") && List.of(rules).contains(one.get("rule").asText()))
                .map(one -> one.get("rule").asText() + " " + local(one.get("dueAt"))).toList();
    }

    private static JsonNode owed(String rule, String due) {
        return each("byRule").stream().filter(one -> one.get("child").asText().startsWith("Hal") && one.get("rule").asText().equals(rule) && local(one.get("dueAt")).equals(due))
                .findFirst().orElseThrow(() -> new AssertionError("Nothing by " + rule + " is due at " + due));
    }

    private static List<String> causes(String rule, String due) {
        return StreamSupport.stream(owed(rule, due).get("causes").spliterator(), false).map(JsonNode::asText).toList();
    }

    /** Whose what this entry called for: given name and rule. */
    private static List<String> calledForBy(String entry) {
        return each("byRule").stream().filter(one -> StreamSupport.stream(one.get("causes").spliterator(), false).anyMatch(cause -> cause.asText().equals(entry)))
                .map(one -> one.get("child").asText().split(" ")[0] + " " + one.get("rule").asText()).toList();
    }

    private static List<String> told(String rule, String due) {
        List<String> told = new ArrayList<>();
        owed(rule, due).get("told").forEach(step -> told.add(step.get("level").asInt() + " " + (step.get("name").isNull() ? "-" : step.get("name").asText()) + " " + local(step.get("at"))));
        return told;
    }

    private static String local(JsonNode moment) {
        return LocalDateTime.ofInstant(Instant.parse(moment.asText()), LOCAL).toString();
    }
}
