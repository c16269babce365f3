package org.throughline.workflow.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/** Walks a whole file and names everything that is not in the {@link ModelLanguage}, and every expression that is not on the list. */
final class LanguageCheck {

    private static final Set<String> TIMES = Set.of("timeDate", "timeDuration");

    private final Set<String> expressions;

    LanguageCheck(Set<String> expressions) {
        this.expressions = expressions;
    }

    List<Finding> findings(Element root) {
        List<Finding> findings = new ArrayList<>();
        for (Element element : Xml.all(root)) {
            element(element, findings);
        }
        return findings;
    }

    private void element(Element element, List<Finding> findings) {
        String namespace = String.valueOf(element.getNamespaceURI());
        boolean bpmn = namespace.equals(ModelLanguage.BPMN);
        boolean dmn = ModelLanguage.DMN.contains(namespace);
        boolean known = bpmn ? ModelLanguage.BPMN_ELEMENTS.contains(element.getLocalName()) : dmn ? ModelLanguage.DMN_ELEMENTS.contains(element.getLocalName()) : ModelLanguage.DRAWING.contains(namespace);
        if (!known) {
            findings.add(new Finding(Xml.place(element), "\"" + element.getNodeName() + "\" is not used in our models. Take it out."));
            return;
        }
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            attribute(element, (Attr) attributes.item(i), bpmn, dmn, findings);
        }
        text(element, bpmn, dmn, findings);
    }

    private void attribute(Element element, Attr attribute, boolean bpmn, boolean dmn, List<Finding> findings) {
        String namespace = attribute.getNamespaceURI();
        String name = attribute.getLocalName();
        boolean ok;
        if ("http://www.w3.org/2000/xmlns/".equals(namespace) || namespace != null && ModelLanguage.DRAWING.contains(namespace)) {
            ok = true;
        } else if (namespace == null) {
            ok = bpmn ? ModelLanguage.BPMN_ATTRIBUTES.contains(name) : !dmn || ModelLanguage.DMN_ATTRIBUTES.contains(name) && language(name, attribute.getValue());
        } else if (namespace.equals(ModelLanguage.XSI)) {
            ok = name.equals("type") && attribute.getValue().endsWith("tFormalExpression") || name.equals("schemaLocation");
        } else {
            ok = (bpmn && namespace.equals(ModelLanguage.CAMUNDA) || dmn && namespace.equals(ModelLanguage.CAMUNDA_DMN))
                    && ModelLanguage.CAMUNDA_ATTRIBUTES.getOrDefault(name, Set.of()).contains(element.getLocalName());
        }
        if (!ok) {
            findings.add(new Finding(Xml.place(element), "\"" + attribute.getName() + "\" is not used on \"" + element.getLocalName() + "\" in our models. Take it out."));
        } else if (ModelLanguage.holdsExpression(attribute.getValue()) && !expressions.contains(attribute.getValue().strip())) {
            findings.add(unknown(element, attribute.getValue()));
        }
    }

    private static boolean language(String name, String value) {
        return !name.equals("expressionLanguage") || value.equalsIgnoreCase("feel") || value.startsWith("https://www.omg.org/spec/DMN/") || value.startsWith("http://www.omg.org/spec/FEEL/");
    }

    private void text(Element element, boolean bpmn, boolean dmn, List<Finding> findings) {
        String text = Xml.ownText(element);
        if (text.isEmpty()) {
            return;
        }
        if (dmn) {
            if (ModelLanguage.holdsExpression(text) || text.toLowerCase(java.util.Locale.ROOT).matches("(?s).*\\b(external|java|function)\\b\\s*[({:.].*")) {
                findings.add(unknown(element, text));
            }
        } else if (bpmn && element.getLocalName().equals("conditionExpression")) {
            if (!ModelLanguage.isCondition(text)) {
                findings.add(new Finding(Xml.place(element), "The condition " + text + " is not one of a routing fact, such as ${accepted} or ${outcome == 'AGREED'}."));
            }
        } else if (bpmn && TIMES.contains(element.getLocalName())) {
            if (!expressions.contains(text) && !ModelLanguage.isWrittenTime(text)) {
                findings.add(unknown(element, text));
            }
        } else if (ModelLanguage.holdsExpression(text)) {
            findings.add(unknown(element, text));
        }
    }

    private Finding unknown(Element element, String text) {
        String shown = text.length() > 120 ? text.substring(0, 120) + "..." : text;
        return new Finding(Xml.place(element), "\"" + shown + "\" is not an expression of the application. It offers: " + String.join(", ", expressions) + ".");
    }
}
