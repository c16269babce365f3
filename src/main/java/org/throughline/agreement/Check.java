package org.throughline.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing that the rules say of an agreement (A1 to A16).
 *
 * @param key    under which a warning is answered in the draft's {@code answers}
 * @param about  which party or term it is about, in words; null for the whole
 * @param href   where in the form it is put right
 * @param answer what was answered; null where nothing was, or where nothing is to be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Check(String ruleId, AgreementRules.Result result, String key, String about, String what, String why, String href, String answer) {

    boolean blocks() {
        return result == AgreementRules.Result.BLOCK;
    }

    /** A warning that nobody has answered. */
    boolean open() {
        return result == AgreementRules.Result.WARN && (answer == null || answer.isBlank());
    }

    String inWords() {
        return (about == null ? "" : about + ": ") + what + " (" + ruleId + ") " + why;
    }
}
