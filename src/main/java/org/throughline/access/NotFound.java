package org.throughline.access;

/** There is no such thing, or not for this person: unknown and forbidden look the same. Answered as 404. */
public final class NotFound extends RuntimeException {

    public NotFound() {
        super("There is nothing here that you can see. Check the address, or ask your supervisor.");
    }
}
