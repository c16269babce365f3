package org.throughline.workflow.web;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.CockpitReaders;
import org.throughline.workflow.SignInMethod;

/** Name and password against the accounts that the engine keeps as salted hashes; the groups become authorities. Whoever has left the organisation does not come in. */
@Component
@Profile("!" + SignInMethod.KEYCLOAK)
class EnginePasswords implements AuthenticationProvider {

    private static final int LONGEST = 200;

    private final IdentityService identity;
    private final Accounts accounts;
    private final CockpitReaders cockpitReaders;
    private final Access access;

    EnginePasswords(IdentityService identity, Accounts accounts, CockpitReaders cockpitReaders, Access access) {
        this.identity = identity;
        this.accounts = accounts;
        this.cockpitReaders = cockpitReaders;
        this.access = access;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String username = given.getName();
        String password = String.valueOf(given.getCredentials());
        if (username.isBlank() || username.length() > LONGEST || password.length() > LONGEST || !identity.checkPassword(username, password)) {
            throw new BadCredentialsException("The user name or the password is not right.");
        }
        if (access.isOut(username)) {
            throw new DisabledException("This account has ended.");
        }
        // the webapps look their groups up again and again, so the group stands in the engine
        accounts.readsCockpit(username, cockpitReaders.reads(username));
        return UsernamePasswordAuthenticationToken.authenticated(username, null, AuthorityUtils.createAuthorityList(accounts.groupsOf(username)));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
