package org.throughline.agreement;

import java.util.HashMap;
import java.util.Map;

/** What the table of checks is asked: facts, with everything that is not said in order. */
public final class CheckFacts {

    private final Map<String, Object> values = new HashMap<>();

    private CheckFacts(String about, String stage) {
        values.put("about", about);
        values.put("stage", stage);
        for (String inOrder : new String[] {"purpose", "riskLinked", "reviewGiven", "reviewAhead", "workingDay", "consequence", "contingency", "approved", "interpreter", "accessible",
            "advocateOffered", "toldBack", "otherMeasures"}) {
            values.put(inOrder, true);
        }
        for (String notSo : new String[] {"afterPlanMeeting", "abuse", "bindsVictim", "foreignLanguage", "needs", "away", "highRisk", "concernedMissing", "anotherInWords", "lapsed", "breached", "serious"}) {
            values.put(notSo, false);
        }
        values.put("daysTooLate", 0);
        values.put("agencyTerms", 1);
        values.put("capacity", AgreementText.Capacity.SURE.name());
        values.put("sameRisk", 1);
        values.put("withoutCopy", 0);
    }

    /** About the whole. @param signing false while it is a draft */
    public static CheckFacts agreement(boolean signing) {
        return new CheckFacts("AGREEMENT", stage(signing));
    }

    /** About one party. */
    public static CheckFacts party(boolean signing) {
        return new CheckFacts("PARTY", stage(signing));
    }

    /** About one term. */
    public static CheckFacts term(boolean signing) {
        return new CheckFacts("TERM", stage(signing));
    }

    /** About what has happened to an agreement. */
    public static CheckFacts event() {
        return new CheckFacts("EVENT", stage(true));
    }

    private static String stage(boolean signing) {
        return signing ? "SIGN" : "DRAFT";
    }

    /** The same with one fact as it is. @throws IllegalArgumentException where the table has no such fact */
    public CheckFacts with(String fact, Object value) {
        if (values.replace(fact, value) == null) {
            throw new IllegalArgumentException("No fact is called " + fact);
        }
        return this;
    }

    /** The facts by the names of the table's inputs. */
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
