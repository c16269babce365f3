package org.throughline.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The facts with which a rule was asked, kept with what it said, and in words for whoever decides upon it: counted, never weighed. */
final class CountedFacts {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> CHILD = Map.of("UNBORN", "The child was not born yet.", "INFANT", "The child was under one year old.", "CHILD", "The child was one year old or older.");
    private static final Map<String, String> PLAN = Map.of("NONE", "No plan was open.", "CP", "A child protection plan was open.", "PLAN", "A plan was open.");
    private static final Map<String, String> SAID = Map.of("earlierChildRemoved", "An earlier child of a parent was removed or died.", "otherChildOnPlan", "Another child of the family had a plan.",
            "personPosingRisk", "A person released from custody belonged to the household.", "earlierEnquiry", "There had been an earlier enquiry under section 47.",
            "byPhone", "It was agreed by phone.", "violence", "It was about violence.", "referred", "The child had been referred before.");

    private CountedFacts() {}

    /** As they are kept. */
    static String kept(FamilyFacts facts) {
        ObjectNode kept = JSON.createObjectNode().put("child", facts.child().name()).put("plan", facts.plan().name()).put("parentalFactors", facts.parentalFactors())
                .put("agenciesActive", facts.agenciesActive()).put("neglectEntries", facts.neglectEntries()).put("earlierChildRemoved", facts.earlierChildRemoved())
                .put("otherChildOnPlan", facts.otherChildOnPlan()).put("personPosingRisk", facts.personPosingRisk()).put("earlierEnquiry", facts.earlierEnquiry())
                .put("referred", facts.referred()).put("byPhone", facts.byPhone()).put("violence", facts.violence()).put("allocated", facts.allocated());
        if (facts.daysWithoutMeeting() != FamilyFacts.NEVER) {
            kept.put("daysWithoutMeeting", facts.daysWithoutMeeting());
        }
        return kept.toString();
    }

    /** One sentence for each fact that counts; none where nothing was kept. */
    static List<String> inWords(String kept) {
        if (kept == null) {
            return List.of();
        }
        JsonNode facts = read(kept);
        List<String> words = new ArrayList<>(List.of(CHILD.getOrDefault(facts.path("child").asText(), ""), PLAN.getOrDefault(facts.path("plan").asText(), ""),
                facts.path("parentalFactors").asInt() + " of these four stood on the record of a carer: misuse, mental ill health, learning disability, domestic abuse.",
                many(facts.path("agenciesActive").asInt(), "agency", "agencies") + " worked on a concern.",
                facts.has("daysWithoutMeeting") ? "The last multi-agency meeting was " + many(facts.path("daysWithoutMeeting").asInt(), "day", "days") + " before." : "There had been no multi-agency meeting.",
                many(facts.path("neglectEntries").asInt(), "concern", "concerns") + " of neglect about the child in the months that count.",
                facts.path("allocated").asBoolean() ? "A worker was responsible for the family." : "No worker was responsible for the family."));
        SAID.entrySet().stream().sorted(Map.Entry.comparingByKey()).filter(one -> facts.path(one.getKey()).asBoolean()).forEach(one -> words.add(one.getValue()));
        words.removeIf(String::isEmpty);
        return List.copyOf(words);
    }

    private static String many(int count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    private static JsonNode read(String kept) {
        try {
            return JSON.readTree(kept);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("What a rule was asked with cannot be read", broken);
        }
    }
}
