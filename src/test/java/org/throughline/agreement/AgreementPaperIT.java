package org.throughline.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.document.PaperReading;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.StepDrafts;

/** An agreement on paper, out for each party and back with a signature; the mother lives where she must not be found, and what she agreed to is nobody else's. */
@ThroughlineTest
class AgreementPaperIT {

    private static final String HIDDEN = "Flat 3, 12 Saint Mary's Court, Farton EX4 9QQ";

    @Autowired FamilyWorld world;
    @Autowired AgreementRepository repository;
    @Autowired AgreementStore store;
    @Autowired StepDrafts drafts;
    @Autowired SignedCopies signed;
    @Autowired Casefiles casefiles;
    @Autowired ProtectedAddresses addresses;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private FamilyWorld.Family family;
    private Practitioner worker;
    private Api api;

    @BeforeEach
    void aFamily() {
        world.startClock();
        family = world.family(world.team(), 2);
        worker = family.team().outgoing();
        api = new Api(context);
        transaction.executeWithoutResult(status -> casefiles.addHouseholdMember(casefiles.addHousehold(HIDDEN, true), family.mother(), LocalDate.of(2026, 2, 1), null));
    }

    /** Put to the manager, and approved where wanted. */
    private UUID agreement(boolean abuse, boolean approved) {
        ObjectNode text = json.createObjectNode().put("purpose", "The baby sleeps in a cot of her own, in a room without smoke. <script>alert(1)</script>").put("abuseSuspected", abuse)
                .put("ifNotKept", "We ring you the same day.").put("contingency", "The baby and her mother sleep at 12 St. Marys Ct for the night.").put("monitoring", "The health visitor weighs her on Mondays.")
                .put("reviewOn", "2026-03-20");
        text.putObject("risk").put("kind", "UNSAFE_SLEEP").put("words", "Her mother told us that the baby sleeps beside adults who have been drinking.");
        var parties = text.putArray("parties");
        parties.addObject().put("id", "p1").put("kind", "PARENT").put("personId", family.mother().toString()).put("abuse", abuse ? "AGAINST" : "NONE");
        parties.addObject().put("id", "p2").put("kind", "PARENT").put("personId", family.father().toString()).put("abuse", abuse ? "SUSPECTED_OF" : "NONE");
        parties.addObject().put("id", "a").put("kind", "AGENCY").put("agency", worker.agencyCode()).put("username", worker.username());
        parties.addObject().put("id", "r").put("kind", "AGENCY").put("agency", family.team().visitor().agencyCode()).put("username", family.team().visitor().username());
        var terms = text.putArray("terms");
        terms.addObject().put("id", "t1").put("owner", "p1").put("text", "Mara rings the refuge when she wants to. <b onclick='x'>{{child}}</b>").put("by", "2026-03-10");
        terms.addObject().put("id", "t2").put("owner", "p2").put("text", "Finn sleeps on the sofa after drinking.").put("by", "2026-03-10");
        terms.addObject().put("id", "t3").put("owner", "a").put("text", "We bring a cot.").put("by", "2026-03-04").put("about", "EVERYBODY");
        terms.addObject().put("id", "t4").put("owner", "a").put("text", "We see Mara alone on Wednesdays.").put("by", "2026-03-20").put("about", "p1");
        terms.addObject().put("id", "t5").put("owner", "r").put("text", "We keep a bed ready.").put("by", "2026-03-20").put("about", "p1");
        terms.addObject().put("id", "t6").put("owner", "a").put("text", "We ask the police what they know.").put("by", "2026-03-20");
        return transaction.execute(status -> {
            Agreement agreement = repository.saveAndFlush(new Agreement(family.file(), worker.id(), null, TestClock.get().instant()));
            drafts.save(agreement.id(), "DRAFT", 0, text, worker.id(), TestClock.get().instant());
            store.put(agreement.id(), new AgreementStore.Text(1, text, json.createArrayNode(), worker.id(), TestClock.get().instant()));
            agreement.putForward(1, "UNSAFE_SLEEP");
            repository.saveAndFlush(agreement);
            if (approved) {
                store.approve(agreement.id(), new AgreementStore.Approval(1, "APPROVED", "It helps the baby.", family.team().supervisor().id(), TestClock.get().instant()));
            }
            return agreement.id();
        });
    }

    private byte[] pdf(UUID agreement, String party) {
        MvcTestResult answer = api.get(worker, "/api/agreements/{id}/document.pdf?party={party}", agreement, party);
        assertThat(answer).hasStatusOk().headers().hasValue("Content-Disposition", "attachment; filename=\"agreement.pdf\"");
        return answer.getResponse().getContentAsByteArray();
    }

    private String read(byte[] pdf) throws Exception {
        String all = PaperReading.everything(pdf);
        assertThat(addresses.everyOneOf(family.file()).stream().map(Pattern::pattern).filter(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(all).find())).as(all).isEmpty();
        assertThat(addresses.everyOneOf(family.file())).noneMatch(address -> address.matcher(all).find());
        return all.replaceAll("\\s+", " ");
    }

    @Test
    void eachPartyGetsACopyInPlainWordsWithTheDutiesOfBothSidesAndNoAddress() throws Exception {
        UUID agreement = agreement(false, true);
        byte[] pdf = pdf(agreement, "p1");
        assertThat(read(pdf)).contains("Our agreement for Hal", "This is not a legally binding contract. It is not a safety measure by itself.", "You may take advice before you decide",
                "You may withdraw at any time", "Not agreeing is not held against you", "Mara rings the refuge", "Finn sleeps on the sofa", "We bring a cot. (by or until Wednesday 4 March 2026)", "We ring you the same day.", "Mara rings the refuge when she wants to. <b onclick='x'>{{child}}</b>",
                "<script>alert(1)</script>", ProtectedAddresses.TAKEN_OUT + " for the night", "Review date: Friday 20 March 2026", "the agreement ends by itself", "Title: Voluntary agreement", worker.name() + ", ")
                .doesNotContain("Other people may have agreed", "This is a draft");
        assertThat(PaperReading.byAnotherTool(pdf).replaceAll("\\s+", " ")).as("read by another tool than the one that wrote it").contains("Our agreement for Hal", "This is not a legally binding contract",
                "Mara rings the refuge", "Finn sleeps on the sofa", "We bring a cot.", "If it is not kept", "We ring you the same day.", "Friday 20 March 2026", "parent")
                .doesNotContain("Farton", "EX4", "12 S");
        assertThat(PaperReading.againstPdfUa(pdf)).as("PDF/UA-1").isEmpty();
        PaperReading.draw(pdf, "agreement");
        assertThat(read(pdf(agreement(false, false), "p1"))).contains("This is a draft. A manager has not approved it.");
        assertThat(api.get(worker, "/api/agreements/{id}/document.pdf?party=nobody", agreement)).hasStatus(404);
        assertThat(api.get(world.team().visitor(), "/api/agreements/{id}/document.pdf?party=p1", agreement)).hasStatus(404);
    }

    @Test
    void whereAbuseIsSuspectedNobodyOfTheFamilyReadsWhatAnotherAgreedTo() throws Exception {
        UUID agreement = agreement(true, true);
        byte[] his = pdf(agreement, "p2");
        assertThat(read(his)).contains("Finn sleeps on the sofa", "We bring a cot.", "Other people may have agreed to things of their own.", "Our worry is about unsafe sleep. We talk about it with you alone.")
                .as("neither what she does, nor who helps her, nor what she told, nor what nobody has decided about")
                .doesNotContain("Mara", "refuge", "Wednesdays", "told us", "bed ready", "police", family.team().visitor().name(), "Health visiting");
        PaperReading.draw(his, "agreement-apart");
        assertThat(read(pdf(agreement, "p1"))).contains("Mara rings the refuge", "We see Mara alone on Wednesdays.", "We keep a bed ready.", family.team().visitor().name()).doesNotContain("Finn", "sofa", "police", "told us");
        assertThat(read(pdf(agreement, "a"))).as("the agency reads all").contains("Finn sleeps on the sofa", "Mara rings the refuge", "police", "Her mother told us");
    }

    private MvcTestResult handIn(Practitioner as, UUID agreement, String party, String day, byte[] content) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(as.username(), "", "ROLE_USER"));
        try {
            return MockMvcTester.from(context).post().uri("/api/agreements/{id}/signed-copies?party={party}&signedOn={day}", agreement, party, day).multipart()
                    .file(new MockMultipartFile("document", "12 St Marys Court.pdf", "application/pdf", content)).exchange();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static byte[] scan(int pages) throws Exception {
        try (PDDocument document = new PDDocument(); var out = new java.io.ByteArrayOutputStream()) {
            for (int i = 0; i < pages; i++) {
                document.addPage(new PDPage());
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    @Test
    void aSignedCopyComesBackAfterTheApprovalAndIsGivenOutAsItCame() throws Exception {
        String today = LocalDate.ofInstant(TestClock.get().instant(), java.time.ZoneId.of("Europe/London")).toString();
        UUID unapproved = agreement(false, false);
        byte[] scan = scan(2);
        assertThat(handIn(worker, unapproved, "p1", today, scan)).hasStatus(409).bodyText().contains("Nobody signs it before (A5)");
        assertThat(jdbc.sql("select count(*) from kept_document where subject_id = :id").param("id", unapproved).query(Integer.class).single()).as("nothing half done").isZero();

        UUID agreement = agreement(false, true);
        assertThat(handIn(worker, agreement, "nobody", "2026-01-05", scan)).hasStatus(422).bodyText().contains("one of the parties", "have it signed again");
        assertThat(handIn(worker, agreement, "p1", today, scan(200))).hasStatus(422).bodyText().contains("200 pages; at most 40");
        assertThat(handIn(worker, agreement, "p1", today, "<html>".getBytes())).hasStatus(422).bodyText().contains("whatever its name says");
        assertThat(handIn(family.team().service(), agreement, "p1", today, scan)).as("not theirs to hand in").hasStatus(409);
        assertThat(handIn(worker, agreement, "p1", today, scan)).hasStatus(201);
        assertThat(handIn(worker, agreement, "p1", today, scan)).as("twice is once").hasStatus(201);

        MvcTestResult list = api.get(worker, "/api/agreements/{id}/signed-copies", agreement);
        assertThat(list).bodyJson().extractingPath("$.length()").isEqualTo(1);
        assertThat(list).bodyText().doesNotContain("St Marys");
        String copy = json.readTree(list.getResponse().getContentAsString()).path(0).path("id").asText();
        MvcTestResult out = api.get(worker, "/api/agreements/{id}/signed-copies/{copy}", agreement, copy);
        assertThat(out).hasStatusOk();
        assertThat(out).headers().hasValue("Content-Disposition", "attachment; filename=\"signed-agreement.pdf\"").hasValue("X-Content-Type-Options", "nosniff");
        assertThat(out.getResponse().getContentAsByteArray()).isEqualTo(scan);
        assertThat(api.get(worker, "/api/agreements/{id}/signed-copies/{copy}", unapproved, copy)).as("of another agreement").hasStatus(404);
        assertThat(api.get(world.team().visitor(), "/api/agreements/{id}/signed-copies/{copy}", agreement, copy)).hasStatus(404);
        long one = CountedStatements.of(() -> signed.of(agreement, worker));
        assertThat(handIn(worker, agreement, "p2", today, scan(3))).hasStatus(201);
        assertThat(handIn(worker, agreement, "r", today, scan(4))).hasStatus(201);
        assertThat(CountedStatements.of(() -> signed.of(agreement, worker))).as("however many there are, but for who signed for another agency").isLessThanOrEqualTo(one + 2);
        assertThat(api.send(HttpMethod.POST, worker, "{}", "/api/agreements/{id}/signed-copies", agreement)).hasStatus(415).bodyText().contains("multipart/form-data").doesNotContain("Send JSON");
        assertThat(jdbc.sql("select count(*) from access_log where casefile_id = :file and what like 'Took out a signed copy%'").param("file", family.file()).query(Integer.class).single()).isGreaterThanOrEqualTo(1);

        String past = "insert into agreement_signed_copy (id, agreement_id, number, party, document_id, signed_on, by_id, at) select gen_random_uuid(), %s, number, party, document_id, %s, by_id, at "
                + "from agreement_signed_copy where agreement_id = :id";
        assertThatThrownBy(() -> jdbc.sql(past.formatted("agreement_id", "signed_on - 400")).param("id", agreement).update()).hasStackTraceContaining("before a manager has approved");
        assertThatThrownBy(() -> jdbc.sql(past.formatted("'" + unapproved + "'", "signed_on")).param("id", agreement).update()).hasStackTraceContaining("before a manager has approved");
    }
}
