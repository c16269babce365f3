package org.throughline.chronology;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.throughline.organisation.Practitioner;

/**
 * Decides whether a worker may record an intervention as one with authority. The application does not start without
 * exactly one gate.
 */
public interface InterventionGate {

    /**
     * Called with the family_heads of all affected case files locked.
     *
     * @param casefileId the file the entry joins
     * @param childFiles the open files of every other child named in the entry
     * @param type       what was done; some authority carries safety-critical contact alone
     * @param actor      the worker who made the intervention
     * @param at         the moment of filing
     * @return the authority it rests on
     * @throws org.throughline.access.Refusal code {@code authority-required}, saying what is missing and what can be done instead
     */
    Permit permit(UUID casefileId, Collection<UUID> childFiles, EventType type, Practitioner actor, Instant at);

    /** The authority an intervention rests on. */
    record Permit(UUID authorityId, boolean urgent) {}
}
