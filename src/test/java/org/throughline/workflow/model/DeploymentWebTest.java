package org.throughline.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.SignedIn;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.DeployedModels;
import org.throughline.workflow.StandingModels;

@ThroughlineTest
class DeploymentWebTest {

    private static final String PASSWORD = "correct horse battery staple";

    @LocalServerPort private int port;
    @Autowired private Accounts accounts;
    @Autowired private RepositoryService repository;
    @Autowired private DeployPackagedModels packaged;
    @Autowired private StandingModels standing;
    @Autowired private AsApplication application;
    @Autowired private ProcessEngine engine;
    @Autowired private DeployedModels deployed;
    @Autowired private FamilyWorld world;
    @Autowired private JdbcClient jdbc;
    @Autowired private WebApplicationContext web;

    @BeforeEach
    void people() {
        accounts.set("deployadmin", "Ada", "Admin", PASSWORD, true);
        accounts.set("deployworker", "Wanda", "Worker", PASSWORD, false);
    }

    @Test
    void anEditedModelIsRefusedWithItsFindingsAtTheElements() throws IOException {
        HttpResponse<String> answer = deploy("deployadmin", errand().replace("camunda:delegateExpression=\"${errand}\"", "camunda:class=\"java.lang.Runtime\"")
                .replace("camunda:formKey=\"embedded:/forms/errand-first-step.html\"", ""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("ParseException", "\"mainElementId\":\"Task_Escalate\"", "\"mainElementId\":\"Task_FirstStep\"", "camunda:class", "has no form");
        assertThat(deployed.deployments(1)).singleElement().satisfies(kept -> {
            assertThat(kept.by()).isEqualTo("deployadmin");
            assertThat(kept.files()).containsExactly("test-errand.bpmn");
            assertThat(kept.findings()).anyMatch(finding -> finding.startsWith("test-errand.bpmn, Task_Escalate: ")).anyMatch(finding -> finding.contains("has no form"));
        });
    }

    /** For those who run the system: what runs, whose it is, and what was refused; nobody else. */
    @Test
    void whoDeployedWhatIsKeptAndShownToThoseWhoRunTheSystem() throws IOException {
        FamilyWorld.Team team = world.team();
        Api api = new Api(web);
        assertThat(deploy("deployadmin", errand().replace("Take the first step", "Take one step")).statusCode()).isEqualTo(200);
        String deployment = latest().getDeploymentId();
        try {
            assertThat(deployed.deployments(1)).singleElement().satisfies(kept -> assertThat(kept.findings()).isEmpty());
            assertThat(model()).satisfies(model -> {
                assertThat(model.by()).isEqualTo("deployadmin");
                assertThat(model.packaged()).isFalse();
                assertThat(model.version()).isEqualTo(latest().getVersion());
            });
            assertThat(api.get(team.administrator(), "/api/models")).hasStatus(200).bodyText().contains("\"by\":\"deployadmin\"", "case-handover", "handover-deadline");
        } finally {
            repository.deleteDeployment(deployment, false);
        }
        assertThat(model()).as("the packaged one again").satisfies(model -> {
            assertThat(model.packaged()).isTrue();
            assertThat(model.by()).isNull();
        });
        assertThat(api.get(team.supervisor(), "/api/models")).hasStatus(404);
        assertThatThrownBy(() -> jdbc.sql("update model_deployment set username = 'x'").update()).hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class);
    }

    private DeployedModels.Model model() {
        return deployed.models().stream().filter(model -> model.key().equals("test-errand")).findFirst().orElseThrow();
    }

    @Test
    void aHarmlessChangeIsTakenAndSurvivesTheNextStart() throws IOException {
        int before = latest().getVersion();
        packaged.afterSingletonsInstantiated();
        assertThat(latest().getVersion()).as("an unchanged start makes no version").isEqualTo(before);

        assertThat(deploy("deployadmin", errand().replace("Take the first step", "Take the very first step")).statusCode()).isEqualTo(200);
        assertThat(latest().getVersion()).isEqualTo(before + 1);
        packaged.afterSingletonsInstantiated();
        assertThat(latest().getVersion()).as("the packaged version does not cover the administrator's").isEqualTo(before + 1);
        Deployment own = repository.createDeploymentQuery().deploymentId(latest().getDeploymentId()).singleResult();
        repository.deleteDeployment(own.getId(), false);
        assertThat(latest().getVersion()).isEqualTo(before);
    }

    /** Every listed cause in one file, sent as Camunda Modeler sends it: every one of them comes back at once, each at its element. */
    @Test
    void allCausesAreSaidAtOnceAtTheirElements() throws IOException {
        String bad = errand().replace(" camunda:historyTimeToLive=\"P30D\"", "").replace("camunda:delegateExpression=\"${errand}\"", "camunda:type=\"external\" camunda:topic=\"t\"")
                .replace("camunda:formKey=\"embedded:/forms/errand-first-step.html\"", "camunda:formKey=\"embedded:/forms/nothing.html\"").replace("id=\"Task_SecondStep\"", "id=\"Task_Mine\"")
                .replace("${errand.dueAt()}", "${now().plusYears(9)}").replace("name=\"First step late\" cancelActivity=\"false\"", "name=\"First step late\" cancelActivity=\"true\"")
                .replace("<bpmn:endEvent id=\"EndEvent_NextLevelTold\"", "<bpmn:scriptTask id=\"S\" scriptFormat=\"groovy\"><bpmn:script>x</bpmn:script></bpmn:scriptTask><bpmn:serviceTask id=\"C\" camunda:class=\"x.Y\"/>"
                        + "<bpmn:serviceTask id=\"K\"><bpmn:extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector></bpmn:extensionElements></bpmn:serviceTask><bpmn:endEvent id=\"EndEvent_NextLevelTold\"");
        int before = latest().getVersion();
        HttpResponse<String> answer = deploy("deployadmin", bad);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("time-to-live", "camunda:type", "There is no form", "\\\"Task_SecondStep\\\" is missing", "Nobody would hear", "not an expression of the application", "scriptTask",
                "camunda:class", "camunda:connector", "The diagram does not show").contains("\"mainElementId\":\"C\"", "\"mainElementId\":\"Task_FirstStep\"");
        assertThat(latest().getVersion()).as("nothing is half deployed").isEqualTo(before);
    }

    /** An administrator's table stands; a packaged one that changed meanwhile waits, and that is an alarm until somebody has looked. */
    @Test
    void aPackagedUpdateIsNotPutOverAnAdministratorsVersionAndThatIsSaid() throws IOException {
        String table = new ClassPathResource("bpmn/handover-deadline.dmn").getContentAsString(StandardCharsets.UTF_8);
        assertThat(standing.notReplaced()).isEmpty();
        Deployment theirs = repository.createDeployment().name("mine").addString("handover-deadline.dmn", table.replaceFirst("name=\"", "name=\"Our ")).deploy();
        try {
            packaged.afterSingletonsInstantiated();
            assertThat(standing.notReplaced()).as("what came has not changed").isEmpty();
            DeployPackagedModels after = new DeployPackagedModels(repository, new NewerModels(), application);
            after.afterSingletonsInstantiated();
            assertThat(after.notReplaced()).containsExactly("handover-deadline");
            assertThat(repository.createDecisionDefinitionQuery().decisionDefinitionKey("handover-deadline").latestVersion().singleResult().getDeploymentId()).isEqualTo(theirs.getId());
            repository.deleteDeployment(theirs.getId(), true);
            assertThat(after.notReplaced()).as("once theirs is gone").isEmpty();
        } finally {
            repository.createDeploymentQuery().deploymentName("mine").list().forEach(left -> repository.deleteDeployment(left.getId(), true));
        }
    }

    /** The table as a later version of the application brings it. */
    private static final class NewerModels extends PackagedModels {

        NewerModels() {
            super(new PathMatchingResourcePatternResolver());
        }

        @Override
        List<Package> all() {
            try {
                byte[] newer = new ClassPathResource("bpmn/handover-deadline.dmn").getContentAsString(StandardCharsets.UTF_8).replaceFirst("name=\"", "name=\"Newer ").getBytes(StandardCharsets.UTF_8);
                return List.of(new Package("case-handover", true, Map.of("handover-deadline.dmn", new ByteArrayResource(newer) {
                    @Override
                    public String getFilename() {
                        return "handover-deadline.dmn";
                    }
                })));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void aTableWithoutARowForAStepIsRefusedByName() throws IOException {
        String table = new ClassPathResource("bpmn/handover-deadline.dmn").getContentAsString(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> repository.createDeployment().addString("handover-deadline.dmn", table.replace("\"SIGN_OFF\"</text></inputEntry>", "\"NOTHING\"</text></inputEntry>")).deploy())
                .isInstanceOf(ParseException.class).hasMessageContaining("no row for the step SIGN_OFF");
    }

    @Test
    void aWorkerDoesNotDeploy() throws IOException {
        assertThat(deploy("deployworker", errand()).statusCode()).isEqualTo(404);
    }

    @Test
    void theApplicationsOwnSourceCannotBeBorrowed() throws IOException {
        assertThat(deploy("deployadmin", errand().replace("Take the first step", "Borrowed"), "throughline").body()).contains("application's own");
    }

    @Test
    void aScriptOrACaseIsNoResource() {
        assertThatThrownBy(() -> repository.createDeployment().addString("x.groovy", "1").deploy()).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> repository.createDeployment().addString("x.cmmn", "<x/>").deploy()).isInstanceOf(ParseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${''.getClass().forName('java.lang.Runtime')}", "${currentUser().getClass()}", "${errand}", "${errand.reminded()}", "${dataSource}", "${runtimeService}",
        "${currentUserGroups().getClass()}", "${now().getClass()}", "${dateTime().getZone().getClass()}", "${execution}", "${now().time}"})
    void inAQueryAnExpressionReachesNothing(String expression) {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThatThrownBy(() -> configuration.getCommandExecutorTxRequired().execute(context -> configuration.getExpressionManager().createExpression(expression).getValue(null)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void inAQueryTheFourFunctionsWork() {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        Object soon = configuration.getCommandExecutorTxRequired().execute(context -> configuration.getExpressionManager().createExpression("${dateTime().plusDays(3).toDate()}").getValue(null));
        assertThat(soon).isInstanceOf(java.util.Date.class);
    }

    @Test
    void aDecisionRunsNoScriptEvenIfTheGuardWerePassed() {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        for (String language : List.of("groovy", "javascript")) {
            assertThatThrownBy(() -> configuration.getCommandExecutorTxRequired().execute(context -> configuration.getScriptingEngines().getScriptEngineForLanguage(language)))
                    .hasMessageContaining("not run here");
        }
        String decision = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="d" namespace="n"><decision id="x" name="x" camunda:historyTimeToLive="P1D"><decisionTable id="t">
                <output id="o" name="y" typeRef="string"/><rule id="r"><outputEntry id="oe" expressionLanguage="%s"><text>%s</text></outputEntry></rule></decisionTable></decision></definitions>""";
        for (String[] attack : new String[][] {{"juel", "${execution.processEngineServices}"}, {"juel", "${''.getClass()}"}, {"groovy", "1"}, {"javascript", "1"}}) {
            byte[] model = decision.formatted(attack[0], attack[1]).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> configuration.getCommandExecutorTxRequired().execute(context -> configuration.getDmnEngine()
                    .evaluateDecisionTable("x", new ByteArrayInputStream(model), Map.of()).getSingleEntry()))
                    .as(attack[1]).isInstanceOf(RuntimeException.class);
        }
    }

    private ProcessDefinition latest() {
        return repository.createProcessDefinitionQuery().processDefinitionKey("test-errand").latestVersion().singleResult();
    }

    private static String errand() throws IOException {
        return new ClassPathResource("bpmn/test-errand.bpmn").getContentAsString(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> deploy(String user, String model) {
        return deploy(user, model, "Camunda Modeler");
    }

    /** As Camunda Modeler sends it. */
    private HttpResponse<String> deploy(String user, String model, String source) {
        String boundary = "----boundary7x";
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        String body = part.formatted("deployment-name", "", "errand") + part.formatted("deployment-source", "", source) + part.formatted("enable-duplicate-filtering", "", "true")
                + part.formatted("deploy-changed-only", "", "true")
                + part.formatted("test-errand.bpmn", "; filename=\"test-errand.bpmn\"\r\nContent-Type: text/xml", model) + "--" + boundary + "--\r\n";
        SignedIn modeller = SignedIn.nobody(port);
        return modeller.exchange(modeller.request("/engine-rest/deployment/create")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(BodyPublishers.ofString(body)));
    }
}
