package org.throughline.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;
import org.throughline.handover.HandoverView;
import org.throughline.handover.ReadinessCondition;

/** What people write in a replay in which everybody acts: nothing that a bundle does not know, so the words say that they are the replay's. */
final class DiligentWords {

    private static final int SUMMARY_FIELDS = 14;
    private static final String REPLAY = " (replay)";

    private DiligentWords() {}

    static ObjectNode object(String... fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.length; i += 2) {
            object.put(fields[i], fields[i + 1]);
        }
        return object;
    }

    /** HS1 to HS14 (practice-rules 2.3), and every confirmation that is the outgoing worker's to give. */
    static ObjectNode summary() {
        ObjectNode summary = object();
        IntStream.rangeClosed(1, SUMMARY_FIELDS).forEach(field -> summary.put("HS" + field, "See the history of this file; what is not in it is not known." + REPLAY));
        ObjectNode confirmations = summary.putObject("confirmations");
        for (ReadinessCondition condition : ReadinessCondition.values()) {
            if (condition.confirmedByWorker()) {
                confirmations.put(condition.name(), true);
            }
        }
        return summary;
    }

    /** The seven answers, the first for each child. */
    static ObjectNode account(HandoverView view) {
        ObjectNode account = object();
        for (int question = 2; question <= 7; question++) {
            account.put("q" + question, "Answered from the history, key entry by key entry." + REPLAY);
        }
        ObjectNode first = account.putObject("q1");
        view.children().forEach(child -> first.put(child.id().toString(), "Who cares by day and by night, as the history says; I ask who saw the child last." + REPLAY));
        return account;
    }

    static ObjectNode familyTold(String today) {
        ObjectNode told = object();
        told.putArray("whom").addObject().put("name", "The parents").put("how", "By telephone").put("on", today).put("whatTheySaid", "They said that they understood.");
        return told;
    }

    static String of(String words) {
        return words + REPLAY;
    }
}
