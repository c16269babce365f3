package org.throughline.handover;

/**
 * One line of the readiness list.
 *
 * @param id           H1 to H15, or the id of another module's obstacle
 * @param confirmable  whether the outgoing worker confirms it in the summary ({@code confirmations.H1 = true})
 * @param detail       why it is met or what is missing, in a sentence
 * @param waivedBy     name of the manager who waived it; null when nobody did
 */
public record ReadinessItem(String id, String what, boolean met, boolean confirmable, String detail, String waivedBy, String waiverReason) {

    /** Met, or waived by a named manager. */
    public boolean settled() {
        return met || waivedBy != null;
    }
}
