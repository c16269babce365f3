package org.throughline.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.bundle.CaseBundle;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * Records the bundle's entries as their recorders did, through the same gate as everybody. An intervention that the gate refuses has
 * already happened: it is recorded with the permanent mark "made without authority", so that later rules see the facts.
 */
final class ReplayRecorder {

    private static final String HAPPENED = "It had already happened when it was recorded (replay).";

    private final ReplayFamily family;
    private final Chronology chronology;
    private final Organisation organisation;
    private final ReplayTime time;
    private final List<ReplayResult.Entry> entries = new ArrayList<>();
    private final List<ReplayResult.Refused> refused = new ArrayList<>();
    private final Map<EntryRef, String> recorded = new HashMap<>();
    private String now;

    ReplayRecorder(ReplayFamily family, Chronology chronology, Organisation organisation, ReplayTime time) {
        this.family = family;
        this.chronology = chronology;
        this.organisation = organisation;
        this.time = time;
    }

    void record(CaseBundle.Row row) {
        now = row.externalId();
        Practitioner recorder = row.recordedBy() == null ? family.importer() : organisation.get(family.worker(row.recordedBy()));
        String filed = file(row, recorder, false);
        entries.add(new ReplayResult.Entry(row.externalId(), row.eventDate(), row.recordedAt(), row.type().name(), row.summary(), row.sourceAgency(), row.persons(), row.key(), filed));
        now = null;
    }

    /** How far it is, for whom it stopped: the entry that was being recorded, else the last that was. */
    String where() {
        return now != null ? "while entry " + now + " was recorded" : entries.isEmpty() ? "before the first entry" : "after entry " + entries.get(entries.size() - 1).id();
    }

    /** @param alreadyLinked whether the people whom it names have been linked to the file for it: whom an entry names together, the bundle knows together */
    private String file(CaseBundle.Row row, Practitioner recorder, boolean alreadyLinked) {
        try {
            append(row, recorder, null);
            return "RECORDED";
        } catch (Refusal closed) {
            if (row.recordedBy() != null) {
                refused.add(refusal(row, recorder, closed));
            }
            return otherwise(row, recorder, HAPPENED, "MADE_WITHOUT_AUTHORITY");
        } catch (NotFound noTie) {
            return otherwise(row, family.importer(), row.type().intervention() == EventType.Intervention.NO ? null : HAPPENED, "RECORDED_BY_IMPORTER");
        } catch (Invalid faults) {
            if (!alreadyLinked && faults.faults().stream().allMatch(fault -> fault.field().equals("persons"))) {
                family.link(row);
                String filed = file(row, recorder, true);
                return filed.equals("RECORDED") ? "RECORDED_AFTER_LINKING" : filed;
            }
            return notRecorded(faults);
        }
    }

    /** What has happened is recorded by whoever can; where nobody can, the result says why and the family's life goes on. */
    private String otherwise(CaseBundle.Row row, Practitioner recorder, String markReason, String filed) {
        try {
            append(row, recorder, markReason);
            return filed;
        } catch (NotFound noTie) {
            return recorder.equals(family.importer()) ? "NOT_RECORDED: nobody may record it" : otherwise(row, family.importer(), markReason, "RECORDED_BY_IMPORTER");
        } catch (Refusal closed) {
            return "NOT_RECORDED: " + closed.getMessage();
        } catch (Invalid faults) {
            return notRecorded(faults);
        }
    }

    private static String notRecorded(Invalid faults) {
        return "NOT_RECORDED: " + faults.faults().stream().map(Invalid.Fault::reason).collect(Collectors.joining("; "));
    }

    private ReplayResult.Refused refusal(CaseBundle.Row row, Practitioner recorder, Refusal closed) {
        return new ReplayResult.Refused(row.externalId(), row.eventDate(), time.now(), recorder.name(), row.type().name(), closed.code(), closed.getMessage(),
                closed.missing().stream().filter(one -> one.kind() == Refusal.Kind.MISSING).map(Refusal.Missing::text).toList());
    }

    private void append(CaseBundle.Row row, Practitioner recorder, String markReason) {
        boolean own = recorder.gatedAgency() && row.type().intervention() != EventType.Intervention.NO && recorder.agencyId().equals(family.agency(row.sourceAgency()));
        recorded.put(chronology.append(family.fileOf(row), new EntryDraft(row.eventDate(), row.precision(), row.type(), family.agency(row.sourceAgency()), row.sourcePerson(),
                family.persons(row), row.summary(), row.provenance(), row.verification(), row.significance(), row.impactOnChild(), row.impactLevel(), row.actionTaken(),
                row.outcome(), row.key(), row.attributes() == null ? Map.of() : row.attributes(), own ? recorder.id() : null), recorder, markReason), row.externalId());
    }

    List<ReplayResult.Entry> entries() {
        return List.copyOf(entries);
    }

    /** The id in the bundle of what stands there on the record; empty where the bundle did not tell it. */
    Optional<String> idOf(EntryRef entry) {
        return Optional.ofNullable(recorded.get(entry));
    }

    List<ReplayResult.Refused> refused() {
        return List.copyOf(refused);
    }
}
