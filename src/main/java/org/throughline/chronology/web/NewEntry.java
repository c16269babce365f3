package org.throughline.chronology.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;

/**
 * An entry as it is sent. {@code sourceAgency} is an agency code, {@code actedBy} a username. {@code madeWithoutAuthority}
 * with {@code markReason} files an intervention that has already happened.
 */
record NewEntry(LocalDate eventDate, Precision precision, EventType type, String sourceAgency, String sourcePerson, List<UUID> persons, String summary,
        Provenance provenance, Verification verification, String significance, String impactOnChild, ImpactLevel impactLevel, String actionTaken,
        String outcome, boolean key, Map<String, String> attributes, String actedBy, boolean madeWithoutAuthority, String markReason) {}
