package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.throughline.testing.SignedIn;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;

@ThroughlineTest
class DeployTokenPageWebTest {

    private static final String PASSWORD = "correct horse battery staple";

    @LocalServerPort private int port;
    @Autowired private Accounts accounts;

    @Test
    void anAdministratorReadsWhereToAndWithWhatAndNobodyElseDoes() {
        accounts.set("deploys.models@example.org", "Ada", "Admin", PASSWORD, true);
        accounts.set("deploysnothing", "Wanda", "Worker", PASSWORD, false);
        HttpResponse<String> page = SignedIn.as(port, "deploys.models@example.org", PASSWORD).get("/deploy-token");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("http://localhost:" + port + "/engine-rest", "HTTP Basic").doesNotContain("${", "textarea");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(SignedIn.as(port, "deploysnothing", PASSWORD).get("/deploy-token").statusCode()).isEqualTo(404);
        assertThat(SignedIn.nobody(port).get("/deploy-token").statusCode()).isEqualTo(302);
    }
}
