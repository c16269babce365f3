package org.throughline.workflow.model;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.workflow.DeployedModels;

/** What administrators deployed and what was refused to them: the engine keeps neither. Nothing can be changed in it afterwards. */
@Component
class DeploymentRows {

    private static final int LONGEST_NAME = 255;
    private static final int MOST_FINDINGS = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final Clock clock;

    DeploymentRows(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** In the transaction of the deployment: if that fails later on, nothing was taken. */
    void taken(String deploymentId, String name, Collection<String> files, String username) {
        write(deploymentId, name, files, username, List.of());
    }

    /** In a transaction of its own, since the deployment's goes back. */
    void refused(String name, Collection<String> files, String username, List<String> findings) {
        List<String> kept = findings.size() <= MOST_FINDINGS ? findings : findings.subList(0, MOST_FINDINGS);
        apart.executeWithoutResult(status -> write(null, name, files, username, kept));
    }

    private void write(String deploymentId, String name, Collection<String> files, String username, List<String> findings) {
        jdbc.sql("insert into model_deployment (id, deployment_id, name, files, username, at, findings) values (:id, :deployment, :name, :files, :who, :at, :findings)")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("deployment", deploymentId, Types.VARCHAR)
                .param("name", name == null ? null : shortened(name), Types.VARCHAR)
                .param("files", files.stream().map(DeploymentRows::shortened).toArray(String[]::new)).param("who", username)
                .param("at", Timestamp.from(clock.instant())).param("findings", findings.toArray(String[]::new)).update();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }

    List<DeployedModels.Deployment> newest(int limit) {
        return jdbc.sql("select at, username, name, files, findings from model_deployment order by at desc, id desc limit :most").param("most", limit)
                .query((row, n) -> new DeployedModels.Deployment(row.getTimestamp("at").toInstant(), row.getString("username"), row.getString("name"),
                        List.of((String[]) row.getArray("files").getArray()), List.of((String[]) row.getArray("findings").getArray()))).list();
    }

    /** Who deployed what, by the engine's id of the deployment. */
    Map<String, String> who() {
        Map<String, String> who = new HashMap<>();
        jdbc.sql("select deployment_id, username from model_deployment where deployment_id is not null")
                .query((row, n) -> who.put(row.getString("deployment_id"), row.getString("username"))).list();
        return who;
    }
}
