package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.throughline.testing.SignedIn;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.EngineTasks;
import org.throughline.workflow.Errand;

@ThroughlineTest
class DoorsWebTest {

    private static final String E = "/camunda/api/engine/engine/default";
    private static final String PASSWORD = "correct horse battery staple";

    @LocalServerPort private int port;
    @Autowired private Accounts accounts;
    @Autowired private Errand errand;
    @Autowired private EngineTasks tasks;
    @Autowired private FilterService filters;
    @Autowired private IdentityService identity;
    @Autowired private RuntimeService runtime;

    private static SignedIn administrator;

    @BeforeEach
    void people() {
        if (administrator != null) {
            return;
        }
        accounts.set("doorworker", "Wanda", "Worker", PASSWORD, false);
        accounts.set("doorother", "Otto", "Other", PASSWORD, false);
        accounts.set("dooradmin", "Ada", "Admin", PASSWORD, true);
        administrator = SignedIn.as(port, "dooradmin", PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tasks", "/api/me", "/engine-rest/task", "/engine-rest/engine", "/engine-rest/deployment/create", "/engine-rest/version",
        "/camunda/api/engine/engine/", E + "/task", "/camunda/api/cockpit/plugin/base/default/process-definition/statistics", "/camunda/api/admin/auth/user/default"})
    void withoutSignInEveryDoorIsShut(String path) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            assertThat(SignedIn.nobody(port).sendWithoutToken(method, path, "{}").statusCode()).as(method + " " + path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/work/1", "/casefiles", "/camunda/app/tasklist/default/", "/camunda/app/cockpit/default/", "/forms/page.js", "/nothing", "/actuator/env", "/h2-console"})
    void withoutSignInAPageLeadsToTheSignIn(String path) {
        HttpResponse<String> answer = SignedIn.nobody(port).get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    @Test
    void whatNobodyPermittedIsDenied() {
        assertThat(administrator.get("/nothing/at/all").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            POST /task/create
            POST /task/T/claim
            POST /task/T/unclaim
            POST /task/T/assignee
            POST /task/T/delegate
            POST /task/T/resolve
            POST /task/T/bpmnError
            POST /task/T/bpmnEscalation
            PUT /task/T
            DELETE /task/T
            POST /task/T/variables
            PUT /task/T/variables/x
            PUT /task/T/localVariables/x
            POST /task/T/comment/create
            POST /task/T/attachment/create
            POST /task/T/identity-links
            POST /filter/create
            PUT /filter/F
            DELETE /filter/F
            POST /message
            POST /signal
            POST /process-instance/P/modification
            POST /process-instance/P/variables
            DELETE /process-instance/P
            POST /process-instance/delete
            PUT /process-instance/P/suspended
            POST /process-definition/key/test-errand/start
            POST /process-definition/D/start
            POST /modification/execute
            POST /migration/execute
            DELETE /deployment/X
            POST /deployment/create
            POST /user/create
            PUT /user/doorworker/credentials
            PUT /group/camunda-admin/members/doorworker
            POST /authorization/create
            DELETE /history/process-instance/P
            POST /execution/P/signal
            PUT /job/J/duedate
            POST /external-task/fetchAndLock
            POST /decision-definition/key/x/evaluate
            POST /condition
            """)
    void writesOfTheEngineDoNotExist(String method, String path) {
        assertThat(administrator.send(method, E + path, "{}").statusCode()).isEqualTo(404);
        assertThat(basic(method, "/engine-rest" + path, "{}", "dooradmin")).isIn(path.equals("/deployment/create") ? List.of(400, 415) : List.of(401));
    }

    /** The server decodes an address before it chooses who answers; whoever looks at it undecoded sees another door. On a list of doors alone these pass. */
    @Test
    void aDoorIsShutHoweverItsAddressIsWritten() {
        String task = tasks.waitingFor("test-errand", errand.begin("doorworker", "dooradmin")).get(0).id();
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        List<String> open = new ArrayList<>();
        for (String root : List.of("/%63amunda/api", "/camunda/%61pi", "/camunda/a%70i", "/CAMUNDA/api", "//camunda/api", "/camunda//api", "/camunda/app/../api", "/camunda/app/%2e%2e/api", "/camunda;x=1/api",
                "/./camunda/api", "/camunda%5Capi")) {
            for (SignedIn person : List.of(worker, administrator)) {
                for (String[] call : new String[][] {{"GET", "/engine/engine/default/authorization"}, {"GET", "/engine/engine/default/task?assigneeExpression=x"}, {"GET", "/engine/engine/default/history/variable-instance"},
                    {"POST", "/engine/engine/default/task/" + task + "/bpmnError"}, {"POST", "/engine/engine/default/process-instance"}, {"POST", "/admin/setup/default/user/create"}}) {
                    int status = person.send(call[0], root + call[1], "{}").statusCode();
                    if (status < 400 || status >= 500) {
                        open.add((person == worker ? "worker " : "administrator ") + call[0] + " " + root + call[1] + ": " + status);
                    }
                }
            }
        }
        for (String root : List.of("/%65ngine-rest", "/engine%2Drest", "/engine-rest/..%2fengine-rest", "/engine-rest;a=b")) {
            int status = basic("GET", root + "/task", "", "dooradmin");
            if (status < 400 || status >= 500) {
                open.add("GET " + root + "/task: " + status);
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void aWorkerSeesNothingOfCockpitAndAdmin() {
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        for (String path : List.of(E + "/process-instance", E + "/deployment", E + "/authorization", "/camunda/api/cockpit/plugin/base/default/process-definition/statistics")) {
            assertThat(worker.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theSetUpIsShutEvenWhereNoAdministratorIs() {
        List<User> members = identity.createUserQuery().memberOfGroup("camunda-admin").list();
        members.forEach(user -> identity.deleteMembership(user.getId(), "camunda-admin"));
        try {
            String body = "{\"profile\":{\"id\":\"eve\",\"firstName\":\"e\",\"lastName\":\"e\"},\"credentials\":{\"password\":\"e\"}}";
            assertThat(SignedIn.nobody(port).sendWithoutToken("POST", "/camunda/api/admin/setup/default/user/create", body).statusCode()).isEqualTo(401);
            assertThat(SignedIn.as(port, "doorworker", PASSWORD).post("/camunda/api/admin/setup/default/user/create", body).statusCode()).isEqualTo(404);
            assertThat(identity.createUserQuery().userId("eve").count()).isZero();
        } finally {
            members.forEach(user -> identity.createMembership(user.getId(), "camunda-admin"));
        }
        assertThat(identity.createGroupQuery().groupMember("dooradmin").list()).extracting(Group::getId).contains("camunda-admin");
    }

    @Test
    void theEnginesOwnSignInIsShut() {
        assertThat(SignedIn.as(port, "doorworker", PASSWORD).post("/camunda/api/admin/auth/user/default/login/tasklist", "username=dooradmin",
                "Content-Type", "application/x-www-form-urlencoded").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"orQueries\":[{\"taskAssigneeExpression\":\"${1+1}\"}]}", "{\"assigneeExpression\":\"${currentUser()}\"}",
        "{\"sorting\":[{\"x\":{\"dueBeforeExpression\":\"${now()}\"}}]}", "{\"ORQUERIES\":[]}", "{\"\\u006frQueries\":[]}", "not json", "<xml/>"})
    void expressionsAndOrQueriesDoNotPass(String body) {
        for (String type : List.of("application/json", "Application/JSON", "text/plain", "application/x-www-form-urlencoded", "application/hal+json")) {
            assertThat(administrator.post(E + "/task", body, "Content-Type", type).statusCode()).as(type).isEqualTo(400);
            assertThat(administrator.post(E + "/filter/" + filter() + "/list", body, "Content-Type", type).statusCode()).as(type).isEqualTo(400);
        }
    }

    @Test
    void expressionsDoNotPassInTheAddressEither() {
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        assertThat(worker.get(E + "/task?assigneeExpression=%24%7BcurrentUser()%7D").statusCode()).isEqualTo(400);
        assertThat(worker.get(E + "/task?assignee%45xpression=x").statusCode()).isEqualTo(400);
        assertThat(worker.get(E + "/task?assignee=doorworker").statusCode()).isEqualTo(200);
    }

    @Test
    void tasklistSeesOnesOwnTasksOnly() {
        String key = errand.begin("doorworker", "dooradmin");
        String task = tasks.waitingFor("test-errand", key).get(0).id();
        assertThat(SignedIn.as(port, "doorworker", PASSWORD).post(E + "/filter/" + filter() + "/list", "{}").body()).contains(task);
        assertThat(SignedIn.as(port, "doorother", PASSWORD).post(E + "/filter/" + filter() + "/list", "{}").body()).doesNotContain(task);
        assertThat(SignedIn.as(port, "doorother", PASSWORD).get(E + "/task/" + task).statusCode()).isEqualTo(404);
        assertThat(SignedIn.as(port, "doorworker", PASSWORD).get(E + "/task/" + task + "/comment").body()).as("the tab of what was done asks for it").isEqualTo("[]");
        assertThat(SignedIn.nobody(port).get(E + "/task/" + task + "/comment").statusCode()).isEqualTo(401);
    }

    @Test
    void aRefusedCompletionIsASentenceAtEveryDoor() {
        String key = errand.begin("doorworker", "dooradmin");
        String task = tasks.waitingFor("test-errand", key).get(0).id();
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);

        String spoofed = "{\"variables\":{\"historyRead\":{\"value\":true}}}";
        HttpResponse<String> tasklist = worker.post(E + "/task/" + task + "/submit-form", spoofed);
        assertThat(tasklist.statusCode()).isEqualTo(409);
        assertThat(tasklist.body()).contains("historyRead");
        assertThat(worker.post(E + "/task/" + task + "/complete", spoofed).statusCode()).isEqualTo(409);
        HttpResponse<String> own = worker.post("/api/tasks/" + task + "/completion", "{\"variables\":{\"historyRead\":true,\"outcome\":\"not-ready\"}}");
        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(worker.post(E + "/task/" + task + "/submit-form", "{\"variables\":{\"outcome\":{\"value\":\"not-ready\"}}}").body())
                .contains("\"message\":\"3 things are still missing.\"").doesNotContain("submit task form", "Cannot");

        assertThat(worker.post(E + "/task/" + task + "/submit-form", "{\"variables\":{}}").statusCode()).isEqualTo(204);
        for (String again : List.of(E + "/task/" + task + "/submit-form", E + "/task/" + task + "/complete", "/api/tasks/" + task + "/completion")) {
            HttpResponse<String> late = worker.post(again, "{\"variables\":{}}");
            assertThat(late.statusCode()).as(again).isEqualTo(409);
            assertThat(late.body()).contains("Already done by doorworker.");
        }
        assertThat(SignedIn.as(port, "doorother", PASSWORD).post(E + "/task/" + task + "/submit-form", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void anAdministratorCannotCompleteForOthers() {
        String task = tasks.waitingFor("test-errand", errand.begin("doorworker", "doorother")).get(0).id();
        assertThat(administrator.post(E + "/task/" + task + "/complete", "{}").statusCode()).isEqualTo(409);
        assertThat(administrator.post("/api/tasks/" + task + "/completion", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void theProcessDoesNotStartFromTasklist() {
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        String list = worker.get(E + "/process-definition?key=test-errand&latestVersion=true").body();
        String id = list.replaceAll("(?s).*?\"id\":\"(test-errand:[^\"]+)\".*", "$1");
        HttpResponse<String> answer = worker.post(E + "/process-definition/" + id + "/submit-form", "{\"businessKey\":\"mine\",\"variables\":{}}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("from the case file");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey("mine").count()).isZero();
    }

    @Test
    void aRequestFromAnotherSiteIsNotTaken() {
        String task = tasks.waitingFor("test-errand", errand.begin("doorworker", "dooradmin")).get(0).id();
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        for (String path : List.of("/api/tasks/" + task + "/completion", E + "/task/" + task + "/complete", "/logout")) {
            assertThat(worker.sendWithoutToken("POST", path, "{}").statusCode()).as(path).isEqualTo(403);
            assertThat(worker.sendWithoutToken("POST", path, "{}", "X-XSRF-TOKEN", "wrong").statusCode()).as(path).isEqualTo(403);
        }
        assertThat(worker.get("/api/tasks").body()).contains(task);
        assertThat(worker.sendWithoutToken("POST", "/login", "username=x&password=y", "Content-Type", "application/x-www-form-urlencoded").statusCode()).isEqualTo(403);
    }

    @Test
    void theSameCompletionSentTwiceHasOneEffectAndOneAnswer() {
        String task = tasks.waitingFor("test-errand", errand.begin("doorworker", "dooradmin")).get(0).id();
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        String path = "/api/tasks/" + task + "/completion";
        assertThat(worker.post(path, "{\"variables\":{\"outcome\":\"not-ready\"}}", "Idempotency-Key", "k" + task).statusCode()).isEqualTo(409);
        assertThat(worker.post(path, "{\"variables\":{}}", "Idempotency-Key", "k" + task).statusCode()).isEqualTo(204);
        assertThat(worker.post(path, "{\"variables\":{}}", "Idempotency-Key", "k" + task).statusCode()).isEqualTo(204);
        assertThat(worker.post(path, "{\"variables\":{\"outcome\":\"no\"}}", "Idempotency-Key", "k" + task).statusCode()).isEqualTo(409);
        assertThat(worker.post(path, "{\"variables\":{}}").statusCode()).isEqualTo(409);
    }

    @Test
    void signingOutInAWebappEndsTheSession() {
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        assertThat(worker.post("/camunda/api/admin/auth/user/default/logout", "").statusCode()).isEqualTo(204);
        assertThat(worker.get("/api/tasks").statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsByIdlenessThoughTasklistAsksByItself() {
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        worker.get("/api/tasks");
        for (int minutes = 0; minutes < 20; minutes += 10) {
            TestClock.get().advance(Duration.ofMinutes(10));
            assertThat(worker.post(E + "/filter/" + filter() + "/list", "{}").statusCode()).isEqualTo(200);
        }
        TestClock.get().advance(Duration.ofMinutes(11));
        assertThat(worker.get("/api/tasks").statusCode()).isEqualTo(401);
    }

    @Test
    void guessingIsSlowedByAddressAndAnotherPersonIsNotKeptOutForEver() {
        TestClock.get().set(java.time.Instant.parse("2031-01-01T10:00:00Z"));
        SignedIn guesser = SignedIn.nobody(port);
        for (int i = 0; i < 20; i++) {
            assertThat(guesser.signIn("nobody" + i, "guess").headers().firstValue("location").orElse("")).endsWith("/login?wrong");
        }
        assertThat(guesser.signIn("doorworker", PASSWORD).headers().firstValue("location").orElse("")).endsWith("/login?wait");
        assertThat(guesser.get("/login?wait").body()).contains("Wait five minutes");
        TestClock.get().advance(Duration.ofMinutes(6));
        SignedIn.as(port, "doorworker", PASSWORD);
    }

    @Test
    void onlyAnAdministratorDeploysAndOnlyWithNameAndPassword() {
        assertThat(basic("GET", "/engine-rest/version", "", "dooradmin")).isEqualTo(200);
        assertThat(basic("GET", "/engine-rest/version", "", "doorworker")).isEqualTo(404);
        assertThat(basic("GET", "/engine-rest/task", "", "dooradmin")).isEqualTo(401);
    }

    @Test
    void pagesCarryTheHeadersThatKeepThemToThemselves() {
        HttpResponse<String> page = SignedIn.nobody(port).get("/login");
        assertThat(page.headers().firstValue("content-security-policy")).hasValueSatisfying(csp -> assertThat(csp).contains("script-src 'self'", "frame-ancestors 'none'").doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("x-frame-options")).hasValue("DENY");
        assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("referrer-policy")).hasValue("same-origin");
        assertThat(page.headers().allValues("set-cookie")).anySatisfy(cookie -> assertThat(cookie).contains("HttpOnly"));
        HttpResponse<String> tasklist = SignedIn.as(port, "doorworker", PASSWORD).get("/camunda/app/tasklist/default/");
        assertThat(tasklist.statusCode()).isEqualTo(200);
        assertThat(tasklist.headers().allValues("content-security-policy")).hasSize(1);
    }

    @Test
    void aPageOfAWebappHasTheNonceOfItsOwnHeaderWhileOthersAsk() throws Exception {
        Pattern inHeader = Pattern.compile("'nonce-([^']+)'");
        Pattern inPage = Pattern.compile("nonce=\"([^\"]+)\"");
        SignedIn worker = SignedIn.as(port, "doorworker", PASSWORD);
        Callable<List<String>> pages = () -> {
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                HttpResponse<String> page = worker.get("/camunda/app/tasklist/default/");
                Matcher header = inHeader.matcher(page.headers().firstValue("content-security-policy").orElse(""));
                Matcher body = inPage.matcher(page.body());
                if (!header.find() || !body.find() || !header.group(1).equals(body.group(1))) {
                    wrong.add(page.statusCode() + " " + page.headers().firstValue("content-security-policy"));
                }
            }
            return wrong;
        };
        ExecutorService browsers = Executors.newFixedThreadPool(8);
        try {
            for (Future<List<String>> wrong : browsers.invokeAll(Collections.nCopies(8, pages))) {
                assertThat(wrong.get()).isEmpty();
            }
        } finally {
            browsers.shutdown();
        }
    }

    private String filter() {
        return filters.createFilterQuery().filterName("My work").singleResult().getId();
    }

    private int basic(String method, String path, String body, String user) {
        SignedIn modeller = SignedIn.nobody(port);
        String credentials = Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return modeller.exchange(modeller.request(path).header("Authorization", "Basic " + credentials).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))).statusCode();
    }
}
