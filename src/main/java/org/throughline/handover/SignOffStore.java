package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.casefile.Families;
import org.throughline.workflow.Gaps;

/** The supervisor's answers to the account, append-only; only an agreed one gives authority, and there is one per handover. */
@Component
class SignOffStore {

    private final JdbcClient jdbc;
    private final ActStore acts;
    private final Families families;

    SignOffStore(JdbcClient jdbc, ActStore acts, Families families) {
        this.jdbc = jdbc;
        this.acts = acts;
        this.families = families;
    }

    /** Writes the answer to the latest account. @return its id */
    UUID add(StepAct.Doing doing, String outcome, String reasons) {
        Handover handover = doing.handover();
        HandoverAct account = acts.lastDone(handover.id(), HandoverStep.WRITE_ACCOUNT)
                .filter(act -> act.by().equals(handover.incomingId()))
                .orElseThrow(() -> new Refusal("There is no account of the new worker to sign.", "no-account"));
        UUID id = ActStore.newId();
        JsonNode content = doing.content();
        jdbc.sql("""
                        insert into sign_off (id, handover_id, casefile_id, reader_id, signer_id, outgoing_id, outcome, account_act_id, family_version,
                                              signed_at, talked_on, talked_how, question, answer, reasons)
                        values (:id, :handover, :file, :reader, :signer, :outgoing, :outcome, :account, :version, :at, :talkedOn, :how, :question,
                                :answer, :reasons)""")
                .param("id", id).param("handover", handover.id()).param("file", handover.casefileId()).param("reader", handover.incomingId())
                .param("signer", doing.actor().id()).param("outgoing", handover.outgoingId()).param("outcome", outcome)
                .param("account", account.id()).param("version", families.version(handover.casefileId())).param("at", Timestamp.from(doing.at()))
                .param("talkedOn", Gaps.day(content.path("talkedOn").asText())).param("how", content.path("talkedHow").asText().strip())
                .param("question", content.path("question").asText().strip()).param("answer", content.path("answer").asText().strip())
                .param("reasons", reasons.isEmpty() ? null : reasons).update();
        return id;
    }

    /** When the handover was signed. */
    Optional<Instant> agreedAt(UUID handover) {
        return jdbc.sql("select signed_at from sign_off where handover_id = :handover and outcome = 'AGREED'").param("handover", handover)
                .query((row, n) -> row.getTimestamp("signed_at").toInstant()).optional();
    }
}
