package org.throughline.standalone;

/**
 * The way back to the beginning for an installation whose database begins empty at every start: what stood there when it was kept stands
 * there again, without starting again. A bean only where {@code throughline.reset=discard}. Whoever holds connections to the database
 * gives them up after each of the two.
 */
public final class FreshStart {

    private static final String KEPT = "_as_it_began";

    private final EmbeddedPostgres server;
    private final String name;

    FreshStart(EmbeddedPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The database as it is now is where {@link #again} goes back to. */
    public void keep() {
        server.discard(name + KEPT);
        server.copy(name, name + KEPT);
    }

    /** Everything since {@link #keep} is gone. */
    public void again() {
        server.discard(name);
        server.copy(name + KEPT, name);
    }
}
