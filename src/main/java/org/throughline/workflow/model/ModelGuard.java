package org.throughline.workflow.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ResourceReport;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.throughline.workflow.GuardedTable;
import org.throughline.workflow.ProcessBeans;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Looks at every new deployment before the engine does, and refuses it with all findings at once (HTTP 400, shown at the elements by a
 * modeller). Whoever deploys: administrators included, and the application itself.
 */
@Component
class ModelGuard implements Deployer {

    private static final Predicate<String> PACKAGED_FORM = path -> !path.contains("..") && new ClassPathResource(path).exists();

    private final Safeguards safeguards;
    private final Supplier<Set<String>> expressions;
    private final List<GuardedTable> tables;
    private final DeploymentRows rows;

    @Autowired
    ModelGuard(Safeguards safeguards, ProcessBeans beans, List<GuardedTable> tables, DeploymentRows rows) {
        this(safeguards, beans::expressions, tables, rows);
    }

    /** @param rows null where nothing is deployed */
    ModelGuard(Safeguards safeguards, Supplier<Set<String>> expressions, List<GuardedTable> tables, DeploymentRows rows) {
        this.safeguards = safeguards;
        this.expressions = expressions;
        this.tables = tables;
        this.rows = rows;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Map<String, byte[]> files = new TreeMap<>();
        deployment.getResources().forEach((String name, ResourceEntity resource) -> files.put(name, resource.getBytes()));
        boolean saysItIsOurs = DeployPackagedModels.SOURCE.equals(deployment.getSource());
        String somebody = Context.getCommandContext().getAuthenticatedUserId();
        boolean somebodys = somebody != null;
        // what comes with the application was tried when it was built; trying it again would lengthen a first start by many seconds
        Map<String, List<Finding>> found = findings(files, ModelGuard::deployedDecision, !saysItIsOurs || somebodys);
        if (saysItIsOurs && somebodys) {
            found.computeIfAbsent(files.keySet().iterator().next(), none -> new ArrayList<>()).add(new Finding(null, "The source \"" + deployment.getSource() + "\" is the application's own. Leave it empty."));
        }
        if (!found.isEmpty()) {
            if (somebodys) {
                rows.refused(deployment.getName(), files.keySet(), somebody, sentences(found));
            }
            throw refusal(found);
        }
        if (somebodys) {
            rows.taken(deployment.getId(), deployment.getName(), files.keySet(), somebody);
        }
    }

    /** All findings, by file; nothing where the files may be deployed. */
    Map<String, List<Finding>> findings(Map<String, byte[]> files, Predicate<String> decisionDeployed) {
        return findings(files, decisionDeployed, true);
    }

    private Map<String, List<Finding>> findings(Map<String, byte[]> files, Predicate<String> decisionDeployed, boolean tryTables) {
        Map<String, Element> roots = new TreeMap<>();
        Map<String, List<Finding>> found = new TreeMap<>();
        files.forEach((name, bytes) -> {
            if (!isProcess(name) && !isDecision(name)) {
                found.put(name, List.of(new Finding(null, "Only processes (.bpmn) and decisions (.dmn) are deployed; forms come with the application.")));
                return;
            }
            try {
                roots.put(name, Xml.root(bytes));
            } catch (SAXException unreadable) {
                found.put(name, List.of(new Finding(null, "The file cannot be read: " + unreadable.getMessage())));
            }
        });
        Predicate<String> decisionExists = key -> !key.isEmpty() && (decisionDeployed.test(key) || roots.values().stream().flatMap(root -> Xml.all(root).stream())
                .anyMatch(e -> "decision".equals(e.getLocalName()) && e.getAttribute("id").equals(key)));
        roots.forEach((name, root) -> {
            List<Finding> language = new LanguageCheck(expressions.get()).findings(root);
            List<Finding> of = Stream.concat(language.stream(), isProcess(name) ? new ProcessCheck(safeguards::of, PACKAGED_FORM, decisionExists).findings(root).stream()
                    : new DecisionCheck(tryTables && language.isEmpty() ? new TableCheck(this::needsOf) : null).findings(files.get(name), root).stream()).toList();
            if (!of.isEmpty()) {
                found.put(name, of);
            }
        });
        return found;
    }

    private Optional<GuardedTable> needsOf(String decision) {
        return tables.stream().filter(table -> table.decisionKey().equals(decision)).findFirst();
    }

    private static boolean isProcess(String name) {
        return name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml");
    }

    private static boolean isDecision(String name) {
        return name.endsWith(".dmn") || name.endsWith(".dmn11.xml");
    }

    private static boolean deployedDecision(String key) {
        return Context.getCommandContext().getDecisionDefinitionManager().findLatestDecisionDefinitionByKey(key) != null;
    }

    private static List<String> sentences(Map<String, List<Finding>> found) {
        return found.entrySet().stream().flatMap(file -> file.getValue().stream()
                .map(finding -> file.getKey() + (finding.elementId() == null ? "" : ", " + finding.elementId()) + ": " + finding.sentence())).toList();
    }

    private static ParseException refusal(Map<String, List<Finding>> found) {
        String sentences = "The deployment was not taken. " + String.join(" ", sentences(found));
        List<ResourceReport> reports = new ArrayList<>();
        found.forEach((file, of) -> reports.add(new ResourceReportImpl(file, new ArrayList<>(of), List.of())));
        String first = found.keySet().iterator().next();
        ParseException refusal = new ParseException(sentences, first, new ArrayList<>(found.get(first)), List.of());
        refusal.getResorceReports().clear();
        refusal.getResorceReports().addAll(reports);
        return refusal;
    }
}
