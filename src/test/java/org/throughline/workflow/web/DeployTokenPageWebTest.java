package org.throughline.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.throughline.testing.SignedIn;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.SignInMethod;

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

    @Test
    void whatTheIdentityProviderGaveAndIsNoTokenIsASentenceOnThePage() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/deploy-token");
        DeployTokenPage page = new DeployTokenPage((SignInMethod) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SignInMethod.class}, (proxy, method, arguments) -> {
            throw new SignInMethod.NoDeployAccess(401, "Sign out, <b>sign in</b>.");
        }), "");
        ResponseEntity<String> answer = page.page(request, new TestingAuthenticationToken("ada", "", Accounts.ADMINISTRATORS));
        assertThat(answer.getStatusCode().value()).isEqualTo(401);
        assertThat(answer.getBody()).contains("Sign out, &lt;b&gt;sign in&lt;/b&gt;.").doesNotContain("${");
    }
}
