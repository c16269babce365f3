package org.throughline.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the deployed decision tables. A row changed by an administrator counts from its deployment on, on every node: which version is
 * the latest is asked in each transaction, once for a table, so that what is decided together is decided by one version. The same question
 * to the same version ({@link TellsApart}) is evaluated once and its answer kept, because the engine needs
 * milliseconds for every cell; a table that speaks of the time itself is evaluated every time.
 */
@Component
public class DecisionTables {

    private static final int ANSWERS_KEPT = 4_000;
    private static final Pattern OF_THE_MOMENT = Pattern.compile("\\b(?:now|today|random number)\\s*\\(");

    private record Question(String definition, Map<String, Object> inputs) {}

    private record Table(boolean ofTheMoment, TellsApart tellsApart) {}

    private final JdbcClient jdbc;
    private final DecisionService decisions;
    private final RepositoryService repository;
    private final AsApplication application;
    private final Map<Question, List<Map<String, Object>>> answers = kept(ANSWERS_KEPT);
    private final Map<String, Table> known = kept(100);

    DecisionTables(JdbcClient jdbc, DecisionService decisions, RepositoryService repository, AsApplication application) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.repository = repository;
        this.application = application;
    }

    /**
     * The rows of the latest version of a table that match these inputs, each with its outputs by name.
     *
     * @param name the decision's id in the model, such as {@code handover-deadline}
     * @throws IllegalStateException where no such table is deployed
     */
    public List<Map<String, Object>> ask(String name, Map<String, Object> inputs) {
        String latest = LatestInTheTransaction.of(name, this::latest);
        Table table = known.computeIfAbsent(latest, definition -> application.call(() -> read(definition)));
        Question question = new Question(latest, table.tellsApart().question(inputs));
        List<Map<String, Object>> answered = answers.get(question);
        return answered != null ? answered : application.call(() -> {
            List<Map<String, Object>> answer = decisions.evaluateDecisionTableById(latest, inputs).getResultList();
            if (!table.ofTheMoment()) {
                answers.put(question, answer);
            }
            return answer;
        });
    }

    /** Asked of the engine's own table: its query takes ten times as long, and each act asks several times. */
    private String latest(String table) {
        return jdbc.sql("select id_ from act_re_decision_def where key_ = :table and tenant_id_ is null order by version_ desc limit 1").param("table", table)
                .query(String.class).optional().orElseThrow(() -> new IllegalStateException("No decision table " + table + " is deployed"));
    }

    /**
     * One row as it stands in the model.
     *
     * @param asks what its cells ask, by the expressions of the inputs; an empty cell asks nothing
     * @param says its outputs by name, texts without their quotes
     */
    public record Row(Map<String, String> asks, Map<String, String> says) {}

    /** The rows of the latest version of a table, whether or not anything matches them. @throws IllegalStateException where no such table is deployed */
    public List<Row> rows(String table) {
        return application.call(() -> {
            DecisionTable model = (DecisionTable) ((Decision) repository.getDmnModelInstance(latest(table)).getModelElementById(table)).getExpression();
            List<Input> inputs = List.copyOf(model.getInputs());
            List<Output> outputs = List.copyOf(model.getOutputs());
            return model.getRules().stream().map(rule -> {
                Map<String, String> asks = new HashMap<>();
                Map<String, String> says = new HashMap<>();
                List<InputEntry> cells = List.copyOf(rule.getInputEntries());
                List<OutputEntry> answers = List.copyOf(rule.getOutputEntries());
                for (int i = 0; i < inputs.size(); i++) {
                    asks.put(inputs.get(i).getInputExpression().getText().getTextContent(), cells.get(i).getText().getTextContent());
                }
                for (int i = 0; i < outputs.size(); i++) {
                    says.put(outputs.get(i).getName(), answers.get(i).getText().getTextContent().replaceAll("^\"|\"$", ""));
                }
                return new Row(asks, says);
            }).toList();
        });
    }

    private Table read(String definition) {
        try (InputStream model = repository.getDecisionModel(definition)) {
            boolean ofTheMoment = OF_THE_MOMENT.matcher(new String(model.readAllBytes(), StandardCharsets.UTF_8)).find();
            return new Table(ofTheMoment, TellsApart.of(repository.getDmnModelInstance(definition)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <K, V> Map<K, V> kept(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }
}
