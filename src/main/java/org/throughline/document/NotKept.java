package org.throughline.document;

import java.util.List;
import org.throughline.access.Invalid;

/** Why a document is not taken, and what to do next; nothing of it is kept. */
final class NotKept {

    private NotKept() {}

    static Invalid because(String sentence) {
        return new Invalid(List.of(new Invalid.Fault("document", sentence)));
    }
}
