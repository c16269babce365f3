package org.throughline.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EntryRef;
import org.throughline.obligation.ObligationView;
import org.throughline.reading.Lack;
import org.throughline.reading.Readings;

/** Somebody reads what they have to read: each entry by itself, in the time that its words take. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class DiligentReading {

    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private final Readings readings;
    private final ReplayTime time;

    DiligentReading(Readings readings, ReplayTime time) {
        this.readings = readings;
        this.time = time;
    }

    /** The whole family history, as far as this person has not read it. */
    void history(UUID file, UUID reader) {
        read(file, reader, readings.lack(file, reader).stream().map(Lack::entry).toList());
    }

    /** The key entries that whoever signs must have read themselves. */
    void keyEntries(UUID file, UUID signer) {
        read(file, signer, readings.keyLackOf(file, signer).stream().map(Lack::entry).toList());
    }

    /** The entry that a duty to read a new one names. */
    void newEntry(ObligationView owed) {
        read(owed.casefileId(), owed.ownerId(), List.of(entry(owed)));
    }

    /** The entry that something owed is about: its key ends with where it stands. */
    static EntryRef entry(ObligationView owed) {
        String[] key = owed.dedupeKey().split(":");
        return new EntryRef(UUID.fromString(key[key.length - 2]), Long.parseLong(key[key.length - 1]));
    }

    private void read(UUID file, UUID reader, List<EntryRef> entries) {
        UUID reading = readings.begin(file, reader);
        for (EntryRef entry : entries) {
            List<EntryRef> one = List.of(entry);
            readings.open(reading, one);
            Instant from = readings.states(reading, one).get(entry).mayAcknowledgeAt();
            time.goOn(A_MOMENT.plus(from == null || from.isBefore(time.now()) ? Duration.ZERO : Duration.between(time.now(), from)));
            readings.acknowledge(reading, one, false);
        }
    }
}
