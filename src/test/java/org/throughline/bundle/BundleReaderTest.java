package org.throughline.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.throughline.chronology.EventType;

class BundleReaderTest {

    private static final Path CHILD_H = Path.of("src/main/resources/demo/child-h");

    @Test
    void aSoundBundleIsReadWhole() {
        CaseBundle bundle = (CaseBundle) TestBundle.sound().read();

        assertThat(bundle.head().reference()).isEqualTo("T-1");
        assertThat(bundle.people()).extracting(CaseBundle.Person::id).containsExactly("kim", "mum", "sib");
        assertThat(bundle.people().get(1).formerNames()).containsExactly("Mo Else");
        assertThat(bundle.people().get(2).expected()).isEqualTo("2021-12-01");
        assertThat(bundle.relationships().get(1).until()).isEqualTo("2020-06-01");
        assertThat(bundle.allocation().get(0).responsible()).isTrue();
        CaseBundle.Row second = bundle.rows().get(1);
        assertThat(second.recordedAt()).isEqualTo(Instant.parse("2020-06-02T10:00:00Z"));
        assertThat(second.recordedBy()).isEqualTo("ann");
        assertThat(second.attributes()).isEqualTo(Map.of("mode", "PHONE", "attended", "csc|gp", "factor", "2B"));
        assertThat(bundle.rows().get(0).recordedBy()).isNull();
        assertThat(bundle.rows().get(0).significance()).isNull();
    }

    @Test
    void theChildHBundleIsSoundAsAFolderAndAsAZip() throws IOException {
        CaseBundle folder = (CaseBundle) new BundleReader().read(CHILD_H);
        assertThat(folder.rows()).hasSize(53);
        assertThat(folder.rows()).filteredOn(CaseBundle.Row::key).hasSize(15);
        assertThat(folder.rows()).filteredOn(row -> !row.eventDate().isAfter(LocalDate.of(2009, 9, 7))).hasSize(39);

        TestBundle zipped = TestBundle.empty().with("case.json", Files.readAllBytes(CHILD_H.resolve("case.json")))
                .with("chronology.csv", Files.readAllBytes(CHILD_H.resolve("chronology.csv"))).inFolder("child-h");
        assertThat(zipped.read()).isEqualTo(folder);
    }

    @Test
    void anEntryJoinsTheFileOfTheCasesChildElseOfTheFirstChildElseOfTheFirstPerson() throws IOException {
        CaseBundle bundle = (CaseBundle) new BundleReader().read(CHILD_H);
        Map<String, String> fileOf = bundle.rows().stream().collect(Collectors.toMap(CaseBundle.Row::externalId, row -> bundle.fileOf(row).id()));
        assertThat(fileOf).containsEntry("H-003", "sibling").containsEntry("H-006", "mother").containsEntry("H-012", "mother")
                .containsEntry("H-013", "sibling").containsEntry("H-017", "child-h").containsEntry("H-018", "child-h");
    }

    @Test
    void columnsMayStandInAnyOrderAndAttributesMayBeAbsent() {
        String header = TestBundle.HEADER.replace(",attributes", "").replace("external_id,persons", "persons,external_id");
        CaseBundle bundle = (CaseBundle) TestBundle.sound().with("chronology.csv",
                header + TestBundle.ROW_1.replace("E-1,mum;kim", "mum;kim,E-1").replace(",,\n", ",\n")).read();
        assertThat(bundle.rows().get(0).externalId()).isEqualTo("E-1");
        assertThat(bundle.rows().get(0).attributes()).isEmpty();
    }

    @Test
    void textEntersInNfcWithoutAByteOrderMark() {
        CaseBundle bundle = (CaseBundle) TestBundle.sound().inRows("Kim is born.", "Zoe\u0308 is born.")
                .inCase("Kim Test", "Zoe\u0308 Test").inRows("external_id,persons", "\uFEFFexternal_id,persons").inCase("{\n  \"case\"", "\uFEFF{\n  \"case\"").read();
        assertThat(bundle.rows().get(0).summary()).isEqualTo("Zo\u00EB is born.");
        assertThat(bundle.people().get(0).name()).isEqualTo("Zo\u00EB Test");
    }

    @Test
    void aTextOfSeveralLinesKeepsTheNumbersOfTheLinesAfterItRight() {
        List<BundleFault> faults = TestBundle.sound().inRows("Kim is born.", "\"Kim is born.\n\nIt was night,\nand it rained.\"").inRows("CONTACT", "CONTACTS").faults();
        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault.line()).isEqualTo(6));

        CaseBundle windows = (CaseBundle) TestBundle.sound().inRows("\n", "\r\n").inRows("Kim is born.", "\"Kim\r\nis \"\"born\"\".\"").read();
        assertThat(windows.rows().get(0).summary()).isEqualTo("Kim\r\nis \"born\".");
        assertThat(windows.rows()).extracting(row -> row.place().line()).containsExactly(2, 4);
    }

    static Stream<Arguments> wrongBundles() {
        return Stream.of(
                // the table as a whole
                wrong("a column that nobody knows", b -> b.inRows("source_person", "source_persons"), "chronology.csv", 1, "source_persons", "not known", 2),
                wrong("a missing column", b -> b.inRows(",attributes\n", "\n").inRows("recorded_by", "attributes"), "chronology.csv", 1, "recorded_by", "is missing"),
                wrong("a column twice", b -> b.inRows(",attributes\n", ",summary\n"), "chronology.csv", 1, "summary", "stands twice"),
                wrong("an empty table", b -> b.with("chronology.csv", ""), "chronology.csv", 1, "", "is empty"),
                wrong("a row too short", b -> b.inRows("Kim is born.,", ""), "chronology.csv", 2, "", "18 values"),
                wrong("a quotation mark that never closes", b -> b.inRows("A worker calls.", "\"A worker calls."), "chronology.csv", 3, "", "do not pair up"),
                wrong("text after a closing quotation mark", b -> b.inRows("Kim is born.", "\"Kim\" is born."), "chronology.csv", 2, "", "do not pair up"),
                wrong("no UTF-8", b -> b.with("chronology.csv", (TestBundle.HEADER + TestBundle.ROW_1 + TestBundle.ROW_2.replace("calls", "caf\u00E9")).getBytes(StandardCharsets.ISO_8859_1)),
                        "chronology.csv", 3, "", "not UTF-8"),
                // a row
                wrong("the same external id", b -> b.inRows("E-2", "E-1"), "chronology.csv", 3, "external_id", "line 2"),
                wrong("no external id", b -> b.inRows("E-2", ""), "chronology.csv", 3, "external_id", "is empty"),
                wrong("an external id with a space", b -> b.inRows("E-2", "E 2"), "chronology.csv", 3, "external_id", "cannot be an id"),
                wrong("a person whom nobody knows", b -> b.inRows("mum;kim", "mum;tim"), "chronology.csv", 2, "persons", "'tim'"),
                wrong("a person twice", b -> b.inRows("mum;kim", "kim;kim"), "chronology.csv", 2, "persons", "named twice"),
                wrong("an empty person", b -> b.inRows("mum;kim", "mum;"), "chronology.csv", 2, "persons", "two semicolons"),
                wrong("nobody", b -> b.inRows("mum;kim", ""), "chronology.csv", 2, "persons", "is empty"),
                wrong("an agency that nobody knows", b -> b.inRows(",gp,practice", ",vet,practice"), "chronology.csv", 2, "source_agency", "'vet'"),
                wrong("a recorder whom nobody knows", b -> b.inRows("Z,ann,", "Z,zoe,"), "chronology.csv", 3, "recorded_by", "'zoe'"),
                wrong("a date of another country", b -> b.inRows("2020-06-01,MONTH", "01/06/2020,MONTH"), "chronology.csv", 3, "event_date", "such as 2009-08-21"),
                wrong("a day that never was", b -> b.inRows("2020-06-01,MONTH", "2021-02-29,MONTH"), "chronology.csv", 3, "event_date", "no day 2021-02-29"),
                wrong("a year that cannot be", b -> b.inRows("2020-06-01,MONTH", "0202-06-01,MONTH"), "chronology.csv", 3, "event_date", "too long ago"),
                wrong("a precision that nobody knows", b -> b.inRows("MONTH", "ROUGHLY"), "chronology.csv", 3, "precision", "ESTIMATED"),
                wrong("an event type that nobody knows", b -> b.inRows("CONTACT", "PHONE_CALL"), "chronology.csv", 3, "event_type", "Use one of: BIRTH"),
                wrong("an empty summary", b -> b.inRows("A worker calls.", ""), "chronology.csv", 3, "summary", "is empty"),
                wrong("a summary too long", b -> b.inRows("A worker calls.", "x".repeat(501)), "chronology.csv", 3, "summary", "501 characters"),
                wrong("a control character", b -> b.inRows("A worker calls.", "A worker\u0007 calls."), "chronology.csv", 3, "summary", "U+0007"),
                wrong("a key entry without significance", b -> b.inRows("It matters.", ""), "chronology.csv", 3, "significance", "why it matters"),
                wrong("none without a reason", b -> b.inRows("none: routine", "None:"), "chronology.csv", 2, "action_taken", "reason after a colon"),
                wrong("an outcome of none", b -> b.inRows("answered", "none"), "chronology.csv", 3, "outcome", "reason after a colon"),
                wrong("a provenance that nobody knows", b -> b.inRows("OBSERVED", "SEEN"), "chronology.csv", 3, "provenance", "SELF_REPORT"),
                wrong("a verification that nobody knows", b -> b.inRows("UNVERIFIED", "MAYBE"), "chronology.csv", 3, "verification", "NOT_VERIFIABLE"),
                wrong("an impact that nobody knows", b -> b.inRows("UNKNOWN", "BAD"), "chronology.csv", 3, "impact_level", "SERIOUS"),
                wrong("a key event of yes", b -> b.inRows(",true,", ",yes,"), "chronology.csv", 3, "key_event", "neither true nor false"),
                wrong("a time without a zone", b -> b.inRows("10:00:00Z", "10:00:00"), "chronology.csv", 3, "recorded_at", "no zone"),
                wrong("a time that is none", b -> b.inRows("2020-06-02T10:00:00Z", "yesterday"), "chronology.csv", 3, "recorded_at", "not a date with time"),
                wrong("recorded before it happened", b -> b.inRows("2020-05-05T10:00:00+01:00", "2020-05-03T10:00:00+01:00"), "chronology.csv", 2, "recorded_at", "before it happened"),
                wrong("attributes without equals", b -> b.inRows("mode=PHONE", "PHONE"), "chronology.csv", 3, "attributes", "key=value"),
                wrong("an attribute twice", b -> b.inRows("mode=PHONE", "factor=1B"), "chronology.csv", 3, "attributes", "stands there twice"),
                wrong("an attribute that nobody knows", b -> b.inRows("mode=", "how="), "chronology.csv", 3, "attributes", "'how'"),
                wrong("a mode that nobody knows", b -> b.inRows("PHONE", "FAX"), "chronology.csv", 3, "attributes", "LETTER"),
                wrong("an attendance of a stranger", b -> b.inRows("csc|gp", "csc|vet"), "chronology.csv", 3, "attributes", "'vet'"),
                wrong("a factor that nobody knows", b -> b.inRows("2B", "9Z"), "chronology.csv", 3, "attributes", "5B"),
                // case.json
                wrong("broken JSON", b -> b.inCase("\"role\": \"ADULT\",", "\"role\": \"ADULT\""), "case.json", 5, "", "not valid JSON"),
                wrong("an empty case", b -> b.with("case.json", ""), "case.json", 1, "", "empty"),
                wrong("something after the end", b -> b.with("case.json", TestBundle.CASE + "{}"), "case.json", 30, "", "after the end"),
                wrong("a field twice", b -> b.inCase("\"kind\": \"GP\"", "\"kind\": \"GP\", \"kind\": \"GP\""), "case.json", 17, "agencies[1].kind", "stands twice"),
                wrong("a field that nobody knows", b -> b.inCase("\"born\": \"1990", "\"birthday\": \"1990"), "case.json", 5, "people[1].birthday", "not known here"),
                wrong("a number for a name", b -> b.inCase("\"Mo Test\"", "7"), "case.json", 5, "people[1].name", "Here stands a number"),
                wrong("an object for a list", b -> b.inCase("\"involvements\": [\n    { \"agency\": \"gp\", \"person\": \"mum\", \"since\": \"2019-01-01\" }\n  ]", "\"involvements\": {}"), "case.json", 23, "involvements", "a list in square brackets"),
                wrong("a text for an object", b -> b.inCase("[ { \"scheme\": \"NHS\", \"value\": \"1\" } ]", "[ \"1\" ]"), "case.json", 4, "people[0].identifiers[0]", "an object in curly brackets"),
                wrong("no case", b -> b.inCase("\"case\": { \"reference\": \"T-1\", \"title\": \"Test\", \"jurisdiction\": \"exampleshire\" },", ""), "case.json", 1, "case", "is missing"),
                wrong("a reference with a slash", b -> b.inCase("T-1", "T/1"), "case.json", 2, "case.reference", "cannot be an id"),
                wrong("a person without a name", b -> b.inCase("\"name\": \"Mo Test\", ", ""), "case.json", 5, "people[1].name", "missing or empty"),
                wrong("a role that nobody knows", b -> b.inCase("\"role\": \"ADULT\"", "\"role\": \"MOTHER\""), "case.json", 5, "people[1].role", "CHILD, ADULT"),
                wrong("a half surrogate", b -> b.inCase("Mo Test", "Mo \\ud800 Test"), "case.json", 5, "people[1].name", "U+D800"),
                wrong("a person id twice", b -> b.inCase("\"id\": \"sib\"", "\"id\": \"mum\"").inCase("\"to\": \"sib\"", "\"to\": \"kim\""), "case.json", 6, "people[2].id", "line 5"),
                wrong("an agency id twice", b -> b.inCase("\"id\": \"gp\"", "\"id\": \"csc\"").inCase("\"agency\": \"gp\"", "\"agency\": \"csc\"").inRows(",gp,practice", ",csc,practice").inRows("csc|gp", "csc"), "case.json", 17, "agencies[1].id", "line 16"),
                wrong("a username twice", b -> b.inCase("\"username\": \"bob\"", "\"username\": \"Ann\"").inCase(", \"supervisor\": \"bob\"", ""), "case.json", 21, "practitioners[1].username", "line 20"),
                wrong("no child", b -> b.inCase("\"role\": \"CHILD\"", "\"role\": \"ADULT\"").inCase(", \"expected\": \"2021-12-01\"", ""), "case.json", 0, "people", "no child"),
                wrong("a child neither born nor expected", b -> b.inCase(", \"expected\": \"2021-12-01\"", ""), "case.json", 6, "people[2].born", "'expected' while unborn"),
                wrong("an adult who is expected", b -> b.inCase("\"born\": \"1990-01-31\"", "\"expected\": \"1990-01-31\""), "case.json", 5, "people[1].expected", "no expected date"),
                wrong("one identifier, two births", b -> b.inCase("\"aliases\": []", "\"identifiers\": [ { \"scheme\": \"NHS\", \"value\": \"1\" } ]"), "case.json", 5, "people[1].identifiers[0]", "2020-05-04"),
                wrong("one identifier twice", b -> b.inCase("\"value\": \"1\" } ]", "\"value\": \"1\" }, { \"scheme\": \"NHS\", \"value\": \"1\" } ]"), "case.json", 4, "people[0].identifiers[1]", "twice with the same person"),
                wrong("a relationship to a stranger", b -> b.inCase("\"to\": \"sib\"", "\"to\": \"dad\""), "case.json", 10, "relationships[1].to", "'dad'"),
                wrong("a relationship to oneself", b -> b.inCase("\"to\": \"sib\"", "\"to\": \"mum\""), "case.json", 10, "relationships[1]", "to the same person"),
                wrong("an end before the beginning", b -> b.inCase("2020-06-01\" }", "2020-05-01\" }"), "case.json", 10, "relationships[1].until", "before it begins"),
                wrong("a type of relationship that nobody knows", b -> b.inCase("CARER", "NANNY"), "case.json", 10, "relationships[1].type", "STEP_PARENT"),
                wrong("the same relationship twice", b -> b.inCase("\"to\": \"sib\", \"type\": \"CARER\"", "\"to\": \"kim\", \"type\": \"PARENT\""), "case.json", 10, "relationships[1]", "line 9"),
                wrong("a child older than its parent", b -> b.inCase("\"from\": \"mum\", \"to\": \"kim\"", "\"from\": \"kim\", \"to\": \"mum\""), "case.json", 9, "relationships[0]", "Swap from and to"),
                wrong("a stranger in the household", b -> b.inCase("\"person\": \"kim\"", "\"person\": \"dog\""), "case.json", 13, "household[0].person", "'dog'"),
                wrong("a stay without an address", b -> b.inCase("1 Test Street", " "), "case.json", 13, "household[0].address", "missing or empty"),
                wrong("a kind of agency that nobody knows", b -> b.inCase("\"kind\": \"GP\"", "\"kind\": \"VET\""), "case.json", 17, "agencies[1].kind", "HOUSING_SUPPORT"),
                wrong("a role of work that nobody knows", b -> b.inCase("TEAM_MANAGER", "BOSS"), "case.json", 21, "practitioners[1].role", "TEAM_MANAGER"),
                wrong("a worker of an agency that nobody knows", b -> b.inCase("\"Bob Boss\", \"agency\": \"csc\"", "\"Bob Boss\", \"agency\": \"cia\""), "case.json", 21, "practitioners[1].agency", "'cia'"),
                wrong("a supervisor whom nobody knows", b -> b.inCase("\"supervisor\": \"bob\"", "\"supervisor\": \"zoe\""), "case.json", 20, "practitioners[0].supervisor", "'zoe'"),
                wrong("supervision in a circle", b -> b.inCase("\"role\": \"TEAM_MANAGER\"", "\"role\": \"TEAM_MANAGER\", \"supervisor\": \"ann\""), "case.json", 20, "practitioners[0].supervisor", "ann - bob - ann", 2),
                wrong("one's own supervisor", b -> b.inCase("\"supervisor\": \"bob\"", "\"supervisor\": \"ann\""), "case.json", 20, "practitioners[0].supervisor", "ann - ann"),
                wrong("an involvement of a stranger", b -> b.inCase("\"agency\": \"gp\", \"person\": \"mum\"", "\"agency\": \"gp\", \"person\": \"dog\""), "case.json", 24, "involvements[0].person", "'dog'"),
                wrong("an allocation to a stranger", b -> b.inCase("\"practitioner\": \"ann\"", "\"practitioner\": \"zoe\""), "case.json", 27, "allocation[0].practitioner", "'zoe'"),
                wrong("two responsible workers", b -> b.inCase("\"responsibility\": \"RESPONSIBLE\" }", "\"responsibility\": \"RESPONSIBLE\" },\n    { \"practitioner\": \"bob\", \"since\": \"2020-07-01\", \"responsibility\": \"RESPONSIBLE\" }"), "case.json", 28, "allocation[1]", "One worker is responsible"),
                wrong("a responsibility that nobody knows", b -> b.inCase("\"RESPONSIBLE\"", "\"HELPING\""), "case.json", 27, "allocation[0].responsibility", "CO_WORKING"),
                wrong("a date that is none", b -> b.inCase("2019-01-01", "soon"), "case.json", 24, "involvements[0].since", "is not a date"),
                // the files
                wrong("no chronology", b -> b.without("chronology.csv"), "chronology.csv", 0, "", "is missing"),
                wrong("no case file", b -> b.without("case.json"), "case.json", 0, "", "is missing"),
                wrong("a file that does not belong", b -> b.with("more.csv", "x"), "more.csv", 0, "", "does not belong"),
                wrong("a folder in a folder", b -> b.with("a/b/chronology.csv", "x"), "a/b/chronology.csv", 0, "", "does not belong"),
                wrong("two folders", b -> b.without("case.json").with("x/case.json", TestBundle.CASE), "x/case.json", 0, "", "different folders"),
                wrong("a path out of the zip", b -> b.with("../case.json", "x"), "bundle", 0, "", "leads out"),
                wrong("an absolute path", b -> b.with("/etc/case.json", "x"), "bundle", 0, "", "leads out"),
                wrong("a path of Windows", b -> b.with("..\\case.json", "x"), "bundle", 0, "", "leads out"));
    }

    private static Arguments wrong(String what, UnaryOperator<TestBundle> spoil, String file, int line, String field, String says) {
        return wrong(what, spoil, file, line, field, says, 1);
    }

    private static Arguments wrong(String what, UnaryOperator<TestBundle> spoil, String file, int line, String field, String says, int count) {
        return Arguments.of(what, spoil, file, line, field, says, count);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongBundles")
    void namesTheFaultAndNothingElse(String what, UnaryOperator<TestBundle> spoil, String file, int line, String field, String says, int count) {
        List<BundleFault> faults = spoil.apply(TestBundle.sound()).faults();

        assertThat(faults).as(what).hasSize(count);
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo(file);
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.reason()).contains(says);
        });
    }

    @Test
    void everyFaultIsNamedAtOnceInTheOrderOfFilesAndLines() {
        List<BundleFault> faults = TestBundle.sound().inRows("CONTACT", "CALL").inRows("mum;kim", "tim").inRows("Kim is born.", "")
                .inCase("CARER", "NANNY").inCase("T-1", "T 1").faults();

        assertThat(faults).extracting(BundleFault::file, BundleFault::line, BundleFault::field).containsExactly(
                org.assertj.core.groups.Tuple.tuple("case.json", 2, "case.reference"),
                org.assertj.core.groups.Tuple.tuple("case.json", 10, "relationships[1].type"),
                org.assertj.core.groups.Tuple.tuple("chronology.csv", 2, "persons"),
                org.assertj.core.groups.Tuple.tuple("chronology.csv", 2, "summary"),
                org.assertj.core.groups.Tuple.tuple("chronology.csv", 3, "event_type"));
    }

    @Test
    void columnsAreCountedFromOne() {
        assertThat(TestBundle.sound().inRows("2020-06-01,MONTH", "x,MONTH").faults().get(0).column()).isEqualTo(3);
        assertThat(TestBundle.sound().inCase("T-1", "T/1").faults().get(0).column()).isEqualTo("  \"case\": { \"reference\": \"".length());
        assertThat(TestBundle.sound().with("chronology.csv", (TestBundle.HEADER + "ab\u00E9").getBytes(StandardCharsets.ISO_8859_1)).faults().get(0).column()).isEqualTo(3);
    }

    @Test
    void recordedBeforeTheDayIsAFaultOnlyWhereTheDayIsExact() {
        assertThat(TestBundle.sound().inRows("2020-05-05T10:00:00+01:00", "2020-05-03T10:00:00+01:00").inRows("EXACT", "ESTIMATED").faults()).isEmpty();
    }

    @Test
    void halfPastMidnightInSummerIsTheNewDayInLondon() {
        assertThat(TestBundle.sound().inRows("2020-05-05T10:00:00+01:00", "2020-05-03T23:30:00Z").faults()).isEmpty();
    }

    @Test
    void theSameIdentifierWithTheSameBirthLinksAndIsNoFault() {
        assertThat(TestBundle.sound().inCase("\"born\": \"1990-01-31\"", "\"born\": \"2020-05-04\"").inCase("\"type\": \"PARENT\"", "\"type\": \"OTHER\"")
                .inCase("\"aliases\": []", "\"identifiers\": [ { \"scheme\": \"NHS\", \"value\": \"1\" } ]").faults()).isEmpty();
    }

    @Test
    void notesAreNotRead() {
        assertThat(TestBundle.sound().with("README.md", "anything").read()).isInstanceOf(CaseBundle.class);
    }

    @Test
    void whatIsNoZipIsSaidToBeNone() {
        assertThat(((BundleFaults) TestBundle.read("PK? no, plain text".getBytes(StandardCharsets.UTF_8))).faults())
                .singleElement().satisfies(fault -> assertThat(fault.reason()).contains("This is not a zip"));
        assertThat(((BundleFaults) TestBundle.read(new byte[0])).faults()).hasSize(1);
    }

    @Test
    void aZipCutOffOrSpoiltIsRefusedWithASentence() {
        byte[] zip = TestBundle.sound().zip();
        assertThat(TestBundle.read(java.util.Arrays.copyOf(zip, 200))).isInstanceOf(BundleFaults.class);

        Random random = new Random(20261125);
        for (int round = 0; round < 500; round++) {
            byte[] spoilt = zip.clone();
            for (int i = 0; i < 5; i++) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            }
            BundleReading reading = TestBundle.read(spoilt);
            assertThat(reading instanceof BundleFaults faults ? !faults.faults().isEmpty() : reading.equals(TestBundle.sound().read()))
                    .as("round " + round).isTrue();
        }
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() throws IOException {
        byte[] bomb = bomb("case.json", 300);
        assertThat(bomb.length).isLessThan(400_000);
        assertThat(((BundleFaults) TestBundle.read(bomb)).faults()).singleElement().satisfies(fault -> assertThat(fault.reason()).contains("larger than allowed"));
        assertThat(((BundleFaults) TestBundle.read(bomb("unexpected.bin", 300))).faults()).anySatisfy(fault -> assertThat(fault.reason()).contains("larger than allowed"));
    }

    private static byte[] bomb(String name, int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[1024 * 1024];
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            for (int i = 0; i < megabytes; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    /** Zip slip: nothing is ever written to a path of the zip, and a name that leads outside is said to. */
    @Test
    void aNameThatClimbsOutOfTheFolderIsRefused() {
        for (String name : List.of("../case.csv", "../../etc/cron.d/x", "/etc/passwd", "a/../../case.json", "..\\\\x.csv")) {
            assertThat(TestBundle.sound().with(name, "x").faults()).as(name).isNotEmpty();
        }
    }

    @Test
    void aZipOfTooManyFilesIsRefused() {
        TestBundle bundle = TestBundle.sound();
        IntStream.range(0, 30).forEach(i -> bundle.with("note-" + i + ".md", "x"));
        assertThat(bundle.faults()).singleElement().satisfies(fault -> assertThat(fault.reason()).contains("more than 20 files"));
    }

    @Test
    void theSameFileTwiceInAZipIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("case.json", "chronology.csv", "chronology.csx")) {
                byte[] content = (name.equals("case.json") ? TestBundle.CASE : TestBundle.HEADER).getBytes(StandardCharsets.UTF_8);
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
        String doubled = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1).replace("chronology.csx", "chronology.csv");
        assertThat(((BundleFaults) TestBundle.read(doubled.getBytes(StandardCharsets.ISO_8859_1))).faults())
                .singleElement().satisfies(fault -> assertThat(fault.reason()).contains("twice"));
    }

    @Test
    void aFolderWithMoreThanTheBundleAndAPathToNothingAreRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("case.json"), TestBundle.CASE);
        Files.writeString(folder.resolve("chronology.csv"), TestBundle.HEADER);
        assertThat(new BundleReader().read(folder)).isInstanceOf(CaseBundle.class);
        Files.createDirectory(folder.resolve("older"));
        assertThat(((BundleFaults) new BundleReader().read(folder)).faults()).singleElement().satisfies(fault -> assertThat(fault.file()).isEqualTo("older/"));
        assertThat(((BundleFaults) new BundleReader().read(folder.resolve("nothing"))).faults()).singleElement().satisfies(fault -> assertThat(fault.reason()).contains("no folder or file"));
    }

    @Test
    void aFileWithThousandsOfFaultsIsAnsweredWithTheFirstAndACount() {
        String rows = IntStream.range(0, 3_000).mapToObj(i -> TestBundle.ROW_1.replace("E-1", "E-" + i).replace("BIRTH", "BORN")).collect(Collectors.joining());
        List<BundleFault> faults = TestBundle.sound().with("chronology.csv", TestBundle.HEADER + rows).faults();
        assertThat(faults).hasSize(FaultList.LISTED + 1);
        assertThat(faults.get(FaultList.LISTED).reason()).contains("1000 more faults");
    }

    @Test
    void everyEventTypeCodeIsRead() {
        String rows = Stream.of(EventType.values()).map(type -> TestBundle.ROW_1.replace("E-1", "E-" + type.ordinal()).replace("BIRTH", type.name())).collect(Collectors.joining());
        CaseBundle bundle = (CaseBundle) TestBundle.sound().with("chronology.csv", TestBundle.HEADER + rows).read();
        assertThat(bundle.rows()).extracting(CaseBundle.Row::type).containsExactly(EventType.values());
    }
}
