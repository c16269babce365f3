package org.throughline.bundle;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.throughline.casefile.CasefileView;

/** What of a bundle is in the record already, by the ids of the bundle. */
final class Here {

    /** Files by the person whose they are. */
    final Map<String, CasefileView> files = new HashMap<>();
    final Map<String, UUID> agencies = new HashMap<>();
    final Map<String, UUID> workers = new HashMap<>();

    UUID person(String id) {
        CasefileView file = files.get(id);
        return file == null ? null : file.personId();
    }
}
