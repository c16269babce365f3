package org.throughline.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What is agreed with a family now, known by a module above; every bean of this type is asked. Who asks sees to it that the reader may know. */
public interface Arrangements {

    /**
     * An agreement that has not ended.
     *
     * @param about    what it is to guard against, in words
     * @param lapsed   whether its review date has passed: nothing that was agreed holds any more
     * @param notKept  whether it was not kept and nobody has decided yet
     */
    record Arrangement(UUID id, String about, boolean lapsed, String stateInWords, LocalDate from, LocalDate reviewOn, boolean notKept) {}

    List<Arrangement> of(UUID casefileId, Instant at);
}
