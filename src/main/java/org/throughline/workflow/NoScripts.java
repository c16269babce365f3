package org.throughline.workflow;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.dmn.engine.impl.spi.el.DmnScriptEngineResolver;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/** Scripting is off: no language has an engine, in processes and in decisions. */
final class NoScripts implements ScriptEngineResolver, DmnScriptEngineResolver {

    @Override
    public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
        return refuse(language);
    }

    @Override
    public ScriptEngine getScriptEngineForLanguage(String language) {
        return refuse(language);
    }

    @Override
    public ScriptEngineManager getScriptEngineManager() {
        return new ScriptEngineManager(null);
    }

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {
        // none is wanted
    }

    private static ScriptEngine refuse(String language) {
        throw new ProcessEngineException("Scripts are not run here (" + language + ").");
    }
}
