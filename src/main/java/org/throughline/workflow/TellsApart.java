package org.throughline.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * Which values of a number a table tells apart: for a column that only compares it, where it lies among the numbers of that column. Two questions
 * that differ in nothing else have one answer, so that a day more since the last meeting is no new question.
 */
final class TellsApart {

    private static final Pattern COMPARED = Pattern.compile("\\s*(?:-|(?:[<>]=?)?\\s*(-?\\d{1,15}))?\\s*");

    private final Map<String, NavigableSet<Long>> numbers;

    private TellsApart(Map<String, NavigableSet<Long>> numbers) {
        this.numbers = numbers;
    }

    /** Of a model with one table and nothing behind it; of any other, that every value may matter. */
    static TellsApart of(DmnModelInstance model) {
        Collection<DecisionTable> tables = model.getModelElementsByType(DecisionTable.class);
        Map<String, NavigableSet<Long>> numbers = new HashMap<>();
        if (tables.size() == 1 && model.getModelElementsByType(Decision.class).size() == 1) {
            DecisionTable table = tables.iterator().next();
            List<Input> inputs = new ArrayList<>(table.getInputs());
            List<String> spoken = model.getModelElementsByType(Text.class).stream().map(Text::getRawTextContent).toList();
            for (int column = 0; column < inputs.size(); column++) {
                String name = inputs.get(column).getInputExpression() == null ? "" : inputs.get(column).getInputExpression().getText().getRawTextContent().strip();
                Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
                if (name.matches("[a-zA-Z]\\w*") && spoken.stream().filter(text -> word.matcher(text).find()).count() == 1) {
                    put(numbers, name, table.getRules(), column);
                }
            }
        }
        return new TellsApart(numbers);
    }

    private static void put(Map<String, NavigableSet<Long>> numbers, String name, Collection<Rule> rules, int column) {
        NavigableSet<Long> compared = new TreeSet<>();
        for (Rule rule : rules) {
            Matcher entry = COMPARED.matcher(List.copyOf(rule.getInputEntries()).get(column).getText().getRawTextContent());
            if (!entry.matches()) {
                return;
            }
            if (entry.group(1) != null) {
                compared.add(Long.valueOf(entry.group(1)));
            }
        }
        numbers.put(name, compared);
    }

    /** The same for every question that this table answers alike. */
    Map<String, Object> question(Map<String, Object> inputs) {
        Map<String, Object> question = new HashMap<>(inputs);
        numbers.forEach((name, compared) -> {
            if (inputs.get(name) instanceof Integer || inputs.get(name) instanceof Long) {
                long value = ((Number) inputs.get(name)).longValue();
                question.put(name, compared.contains(value) ? "is " + value : "above " + compared.headSet(value).size());
            }
        });
        return question;
    }
}
