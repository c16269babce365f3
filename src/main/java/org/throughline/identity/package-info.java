/** Sign-in with an identity provider (profile keycloak): who comes in with what, for how long, and what follows when a login is closed there. */
@ApplicationModule(allowedDependencies = {"organisation", "access", "obligation", "workflow"})
package org.throughline.identity;

import org.springframework.modulith.ApplicationModule;
