/** Mail that says that something waits and never what: an outbox filled by the transaction that makes it wait, and a sender. */
@ApplicationModule(displayName = "Notification", allowedDependencies = {"calendar", "organisation", "access"})
package org.throughline.notification;

import org.springframework.modulith.ApplicationModule;
