package org.throughline.workflow;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.stereotype.Component;

/**
 * How this engine differs from the one in the box: no scripts, no case management, no standalone tasks, expressions that reach named
 * beans only, authorisation on, guards on every user task. Architecture 3 and "The engine" in the security notes.
 */
@Component
final class HardenedEngine extends AbstractProcessEnginePlugin {

    private final ProcessBeans beans;
    private final Guards guards;
    private final Submissions submissions;

    HardenedEngine(ProcessBeans beans, Guards guards, Submissions submissions) {
        this.beans = beans;
        this.guards = guards;
        this.submissions = submissions;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new HardenedExpressions(beans));
        engine.setScriptEngineResolver(new NoScripts());
        engine.setCmmnEnabled(false);
        engine.setStandaloneTasksEnabled(false);
        engine.setEnableExceptionsAfterUnhandledBpmnError(true);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableCmdExceptionLogging(false);

        engine.setAuthorizationEnabled(true);
        engine.setAuthorizationCheckRevokes("auto");
        engine.setUserResourceWhitelistPattern(Accounts.USERNAME);
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        engine.setResourceAuthorizationProvider(new TaskRights());

        // the engine delays and at last locks by user name, so that anyone could keep a colleague out: our throttle counts by address
        engine.setLoginDelayBase(0);
        engine.setLoginMaxAttempts(Integer.MAX_VALUE);

        // the lowest level with which Cockpit shows what runs and a task that is gone can be explained; the record is ours
        engine.setHistory(ProcessEngineConfigurationImpl.HISTORY_ACTIVITY);
        engine.setFailedJobRetryTimeCycle("PT1M,PT5M,PT15M,PT1H,PT4H");
        engine.setFailedJobCommandFactory(TriesAtOnce::new);

        engine.setCustomPreBPMNParseListeners(with(engine.getCustomPreBPMNParseListeners(), (BpmnParseListener) new GuardEveryTask(guards, submissions)));
        engine.setCustomPreCommandInterceptorsTxRequired(with(engine.getCustomPreCommandInterceptorsTxRequired(), (CommandInterceptor) new SentenceFirst(submissions)));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(with(engine.getCustomPreCommandInterceptorsTxRequiresNew(), (CommandInterceptor) new SentenceFirst(submissions)));
    }

    private static <T> List<T> with(List<T> given, T mine) {
        List<T> all = given == null ? new ArrayList<>() : new ArrayList<>(given);
        all.add(mine);
        return all;
    }
}
