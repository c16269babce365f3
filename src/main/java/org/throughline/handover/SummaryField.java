package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;

/** The field groups of a transfer summary (practice-rules 2.3); HS15, the signatures, are the acts themselves. */
enum SummaryField {
    HS1("the children"),
    HS2("household and network"),
    HS3("status, dates and orders"),
    HS4("why we are involved now, and before"),
    HS5("the entries that matter most, and why they matter to this child"),
    HS6("risks, strengths, what is not known, what is only self-reported"),
    HS7("the pattern, and the worst plausible outcome"),
    HS8("plan, open actions, agreements in force"),
    HS9("meetings and deadlines"),
    HS10("agencies active"),
    HS11("how the child experiences life"),
    HS12("the family's view of the change, and practical safety"),
    HS13("what may be shared with whom"),
    HS14("worries and hypotheses that stand nowhere else");

    private final String about;

    SummaryField(String about) {
        this.about = about;
    }

    String ask() {
        return "Write about " + about + ". If there is nothing, say so.";
    }

    static int empty(JsonNode content) {
        int empty = 0;
        for (SummaryField field : values()) {
            if (content.path(field.name()).asText("").isBlank()) {
                empty++;
            }
        }
        return empty;
    }
}
