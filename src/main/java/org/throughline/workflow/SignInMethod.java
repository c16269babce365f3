package org.throughline.workflow;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;

/**
 * How people, programs and deployments are recognised: with the password of an account here, or by an identity provider. Exactly one bean.
 * What each of them may then do, and how requests are checked, is the same for both and stands in the doors.
 */
public interface SignInMethod {

    /** The profile in which an identity provider says who somebody is. */
    String KEYCLOAK = "keycloak";

    /**
     * What an administrator needs for a deployment: a name and a password (all null), or a token, or first to go somewhere.
     *
     * @param goTo  where to fetch a token first; null otherwise
     * @param token null where name and password are asked for
     * @param until when the token ends
     */
    record DeployAccess(String goTo, String token, Instant until) {}

    /** Lets people in a browser in. The authentication's name is the user name, its authorities are the groups of {@link Accounts}. */
    void people(HttpSecurity http) throws Exception;

    /** Lets in who deploys a model, with each call anew. */
    void deployments(HttpSecurity http) throws Exception;

    /** Lets in programs that call the REST interface for a person, with each call anew. Used in the profile {@value #KEYCLOAK} alone. */
    void calls(HttpSecurity http) throws Exception;

    /** Ends, beyond the session here, what keeps this person signed in elsewhere. The session is still there when this is called. */
    void signedOut(HttpServletRequest request, HttpServletResponse response, Authentication who);

    /** An administrator has nothing to deploy with just now; the sentence says what to do next. */
    final class NoDeployAccess extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        public NoDeployAccess(int status, String sentence) {
            super(sentence);
            this.status = status;
        }

        /** As HTTP knows it. */
        public int status() {
            return status;
        }
    }

    /** With what this administrator deploys. @throws NoDeployAccess where what the identity provider gave is no use */
    DeployAccess deployAccess(HttpServletRequest request, Authentication who);
}
