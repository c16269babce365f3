package org.throughline.identity;

import org.springframework.security.core.AuthenticationException;

/** Keycloak knows this person, and they may not come in. The message is for that person and says why. */
final class RefusedSignIn extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    /**
     * NOT_ENTERED: nobody who may sign in has this user name here. ROLES_DIFFER: the realm and the organisation say different things.
     * INCOMPLETE: the realm left out who it is. OTHER_LOGIN: the user name is one that another login has come in with.
     * CLOSED: a token from before the login was closed; that is known, and no alarm.
     */
    enum Reason { NOT_ENTERED, ROLES_DIFFER, INCOMPLETE, OTHER_LOGIN, CLOSED }

    private final Reason reason;

    RefusedSignIn(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
