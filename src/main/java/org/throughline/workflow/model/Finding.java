package org.throughline.workflow.model;

import java.util.List;
import org.camunda.bpm.engine.Problem;

/**
 * One reason why a model is not taken; a modeller shows it at the element.
 *
 * @param elementId the element's id; null where it is about the file
 * @param sentence  what is wrong and what to do
 */
record Finding(String elementId, String sentence) implements Problem {

    @Override
    public String getMessage() {
        return sentence;
    }

    @Override
    public int getLine() {
        return 0;
    }

    @Override
    public int getColumn() {
        return 0;
    }

    @Override
    public String getMainElementId() {
        return elementId;
    }

    @Override
    public List<String> getElementIds() {
        return elementId == null ? List.of() : List.of(elementId);
    }
}
