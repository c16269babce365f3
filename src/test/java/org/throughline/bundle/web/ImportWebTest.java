package org.throughline.bundle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class ImportWebTest {

    private static final Path CHILD_H = Path.of("src/main/resources/demo/child-h");

    @Autowired
    WebApplicationContext context;
    @Autowired
    FamilyWorld world;
    @Autowired
    Casefiles casefiles;
    @Autowired
    Organisation organisation;

    private MockMvcTester mvc;
    private Team team;

    @BeforeEach
    void build() {
        mvc = MockMvcTester.create(MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build());
        world.startClock();
        team = world.team();
    }

    private MvcTestResult send(Practitioner who, String path, String field, byte[] content) {
        return mvc.perform(multipart(path).file(new MockMultipartFile(field, "file", null, content)).with(user(who.username()))
                .sessionAttr("CAMUNDA_CSRF_TOKEN", "token").header("X-XSRF-TOKEN", "token"));
    }

    /** The Child H bundle with the agencies and people of a mark, as a zip. */
    private byte[] zip(String reference, String wrongType) throws IOException {
        String family = Files.readString(CHILD_H.resolve("case.json")).replace("CH-2009-H", reference)
                .replaceAll("(\"(?:username|agency|supervisor|practitioner)\": \")([a-z]+)", "$1$2-h" + team.mark());
        int agencies = family.indexOf("\"agencies\"");
        family = family.substring(0, agencies) + family.substring(agencies).replaceAll("(\"id\": \")([a-z]+)", "$1$2-h" + team.mark());
        StringBuilder rows = new StringBuilder();
        for (String line : Files.readAllLines(CHILD_H.resolve("chronology.csv"))) {
            rows.append(rows.isEmpty() ? line : line.replaceAll("(,(?:csc|police|midwifery|hv|gp|hospital|drugs|tenancy|pharmacy))(?=,)", "$1-h" + team.mark())
                    .replaceAll("(,[a-z]+)$", "$1-h" + team.mark())).append('\n');
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("child-h/case.json"));
            zip.write(family.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("child-h/chronology.csv"));
            zip.write(rows.toString().replace(",BIRTH,", "," + wrongType + ",").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void anAdministratorImportsABundleOnce() throws IOException {
        String reference = "CH-" + team.mark();
        assertThat(send(team.administrator(), "/api/casefiles/import", "bundle", zip(reference, "BIRTH"))).hasStatus(201)
                .hasHeader("Location", "/api/casefiles/" + reference).bodyJson()
                .isLenientlyEqualTo("{\"reference\":\"" + reference + "\",\"entries\":53,\"people\":6,\"practitioners\":15,\"entriesHere\":0}");
        assertThat(send(team.administrator(), "/api/casefiles/import", "bundle", zip(reference, "BIRTH"))).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("{\"entries\":0,\"people\":0,\"entriesHere\":53}");
    }

    @Test
    void everyFaultIsAnsweredByFileLineAndColumn() throws IOException {
        assertThat(send(team.administrator(), "/api/casefiles/import", "bundle", zip("CH " + team.mark(), "BORN"))).hasStatus(422)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON).bodyJson().isLenientlyEqualTo("""
                        {"status":422,"detail":"There are 3 faults. Nothing was imported: mend them and try again.","faults":[
                         {"file":"case.json","line":3,"field":"case.reference"},
                         {"file":"chronology.csv","line":2,"column":5,"field":"event_type"},
                         {"file":"chronology.csv","line":36,"column":5,"field":"event_type"}]}""");
    }

    @Test
    void aWorkerFindsNothingThere() throws IOException {
        String reference = "CH-" + team.mark();
        for (Practitioner who : java.util.List.of(team.outgoing(), team.supervisor(), team.visitor())) {
            assertThat(send(who, "/api/casefiles/import", "bundle", zip(reference, "BIRTH"))).hasStatus(404);
            assertThat(send(who, "/api/casefiles/import", "nothing", new byte[] {1})).hasStatus(404);
            assertThat(send(who, "/api/organisation/import", "organisation", new byte[] {1})).hasStatus(404);
        }
        assertThat(casefiles.findByReference(reference)).isEmpty();
    }

    @Test
    void whoeverIsNotSignedInIsAskedToSignIn() {
        assertThat(mvc.perform(multipart("/api/casefiles/import").file(new MockMultipartFile("bundle", new byte[] {1}))
                .sessionAttr("CAMUNDA_CSRF_TOKEN", "token").header("X-XSRF-TOKEN", "token"))).hasStatus(401);
    }

    @Test
    void aRequestWithoutTheFileIsToldWhichFieldIsMissing() {
        assertThat(send(team.administrator(), "/api/casefiles/import", "zip", new byte[] {1})).hasStatus(422).bodyJson()
                .extractingPath("$.faults[0].field").isEqualTo("bundle");
    }

    @Test
    void theOrganisationIsTriedAndThenImported() {
        byte[] table = "username,name,agency,team,role,supervisor,deputies\nx-%1$s,X,csc-%1$s,,SOCIAL_WORKER,sunita-%1$s,\n".formatted(team.mark()).getBytes(StandardCharsets.UTF_8);
        assertThat(send(team.administrator(), "/api/organisation/import?dryRun=true", "organisation", table)).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("{\"dryRun\":true,\"added\":[\"x-" + team.mark() + "\"]}");
        assertThat(organisation.find("x-" + team.mark())).isEmpty();
        assertThat(send(team.administrator(), "/api/organisation/import", "organisation", table)).hasStatusOk();
        assertThat(organisation.find("x-" + team.mark())).isPresent();
        assertThat(send(team.administrator(), "/api/organisation/import", "organisation", "username\n".getBytes(StandardCharsets.UTF_8))).hasStatus(422)
                .bodyJson().extractingPath("$.faults[0].file").isEqualTo("organisation.csv");
    }
}
