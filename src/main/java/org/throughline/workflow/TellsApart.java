package org.throughline.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * Which values a table tells apart. Of a number that a column only compares: where it lies among the numbers of that column; of a word that a column
 * only looks for in its lists: whether it stands in one of them. Two questions that differ in nothing else have one answer, so that neither a day more
 * since the last meeting nor a kind of event that no row names is a new question.
 */
final class TellsApart {

    private static final Pattern COMPARED = Pattern.compile("\\s*(?:-|(?:[<>]=?)?\\s*(-?\\d{1,15}))?\\s*");
    private static final Pattern LISTED = Pattern.compile("\\s*(?:-|not\\(\\s*(?:\"[^\"\\\\]*\"\\s*,?\\s*)+\\)|(?:\"[^\"\\\\]*\"\\s*,?\\s*)+)?\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");
    /** What stands for every word that no list names; equal to itself alone. */
    private static final Object NO_LIST_NAMES_IT = new Object();

    private final Map<String, NavigableSet<Long>> numbers = new HashMap<>();
    private final Map<String, Set<String>> words = new HashMap<>();

    private TellsApart() {}

    /** Of a model with one table and nothing behind it; of any other, that every value may matter. */
    static TellsApart of(DmnModelInstance model) {
        TellsApart apart = new TellsApart();
        Collection<DecisionTable> tables = model.getModelElementsByType(DecisionTable.class);
        if (tables.size() == 1 && model.getModelElementsByType(Decision.class).size() == 1) {
            DecisionTable table = tables.iterator().next();
            List<Input> inputs = new ArrayList<>(table.getInputs());
            List<String> spoken = model.getModelElementsByType(Text.class).stream().map(Text::getRawTextContent).map(TellsApart::withoutLiterals).toList();
            for (int column = 0; column < inputs.size(); column++) {
                String name = inputs.get(column).getInputExpression() == null ? "" : inputs.get(column).getInputExpression().getText().getRawTextContent().strip();
                Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
                if (name.matches("[a-zA-Z]\\w*") && spoken.stream().filter(text -> word.matcher(text).find()).count() == 1) {
                    int here = column;
                    apart.put(name, table.getRules().stream().map(rule -> List.copyOf(rule.getInputEntries()).get(here).getText().getRawTextContent()).toList());
                }
            }
        }
        return apart;
    }

    /** What a text says in quotes speaks of no input. */
    private static String withoutLiterals(String text) {
        return text.contains("\\") ? text : WORD.matcher(text).replaceAll("");
    }

    private void put(String name, List<String> cells) {
        if (cells.stream().allMatch(cell -> COMPARED.matcher(cell).matches())) {
            numbers.put(name, cells.stream().map(COMPARED::matcher).filter(cell -> cell.matches() && cell.group(1) != null).map(cell -> Long.valueOf(cell.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        if (cells.stream().allMatch(cell -> LISTED.matcher(cell).matches())) {
            words.put(name, cells.stream().flatMap(cell -> WORD.matcher(cell).results()).map(found -> found.group(1)).collect(Collectors.toSet()));
        }
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
        words.forEach((name, listed) -> {
            if (inputs.get(name) instanceof String word && !listed.contains(word)) {
                question.put(name, NO_LIST_NAMES_IT);
            }
        });
        return question;
    }
}
