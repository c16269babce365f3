package org.throughline.organisation;

/** Somebody or something was asked for that is not entered in the organisation. */
public final class NotInOrganisation extends RuntimeException {

    NotInOrganisation(String sentence) {
        super(sentence);
    }
}
