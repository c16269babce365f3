package org.throughline.casefile;

/** Says why a person belongs to a family. */
final class FamilyTie {

    private FamilyTie() {}

    static String inWords(int step, String tie, String via) {
        if (step == 1) {
            return "the child";
        }
        String of = via == null ? "" : " of " + via;
        String phrase = switch (tie) {
            case "PARENT" -> step == 3 ? "child" + of : "parent" + of;
            case "STEP_PARENT" -> step == 3 ? "step-child" + of : "step-parent" + of;
            case "CARER" -> step == 3 ? "cared for by " + via : "carer" + of;
            case "SIBLING" -> "brother or sister" + of;
            case "HALF_SIBLING" -> "half-brother or half-sister" + of;
            case "PARTNER" -> "partner" + of;
            case "GRANDPARENT" -> "grandparent" + of;
            case "OTHER_RELATIVE" -> "relative" + of;
            case "HOUSEHOLD" -> "lives or lived with " + via;
            default -> "linked with " + via;
        };
        return phrase;
    }
}
