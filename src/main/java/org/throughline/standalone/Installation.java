package org.throughline.standalone;

import java.nio.file.Path;

/**
 * The installation that brings its own database: a bean where the embedded server runs, and only there. Whatever belongs to the
 * embedded default alone (demo identities, the waiting story) asks for it and is conditional on the property {@code throughline.demo}.
 *
 * @param data directory of this installation, for secrets of its own
 * @param owner the owner's connection, for what the application's role may not do
 */
public record Installation(Path data, Login owner) {}
