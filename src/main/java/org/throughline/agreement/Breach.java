package org.throughline.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.workflow.Gaps;

/** That an agreement was not kept, as somebody tells it: what, when, from whom, how it is known. */
record Breach(String what, LocalDate on, String from, Provenance provenance, Verification verification, String forTheChild) {

    private static final int LONGEST = 400;

    /** Reads it from a form; what is missing becomes a gap. */
    static Breach of(JsonNode content, Agreement agreement, Gaps gaps, Clock clock) {
        String what = gaps.text(content, "what", "Write which part was not kept, and what happened.");
        if (what.length() > LONGEST) {
            gaps.add("Say what happened in up to 400 characters; this has " + what.length() + ". The rest belongs into an entry of its own.", "#what");
        }
        LocalDate on = gaps.pastDay(content, "on", "Say on which day it happened.", "#on", clock);
        if (on != null && (on.isBefore(Gaps.localDay(agreement.inForceFrom())) || on.isAfter(agreement.reviewOn()))) {
            gaps.add("The agreement was in force from " + Gaps.inWords(Gaps.localDay(agreement.inForceFrom())) + " to " + Gaps.inWords(agreement.reviewOn())
                    + ". What happened on another day is an entry, and no breach.", "#on");
        }
        String from = gaps.text(content, "from", "Say from whom you know it.");
        Provenance provenance = AgreementText.code(Provenance.class, content, "provenance", null);
        if (provenance == null) {
            gaps.add("Say how it is known: seen, told, from a document.", "#provenance");
        }
        Verification verification = AgreementText.code(Verification.class, content, "verification", null);
        if (verification == null) {
            gaps.add("Say whether it was checked.", "#verification");
        }
        return new Breach(what, on, from, provenance, verification, gaps.words(content, "forTheChild", "Write what it means for the child."));
    }
}
