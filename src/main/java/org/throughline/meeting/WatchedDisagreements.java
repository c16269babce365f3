package org.throughline.meeting;

import java.util.List;
import org.springframework.stereotype.Component;
import org.throughline.obligation.WatchedProcess;

/** Every open disagreement waits at one step, with a task, a timer and an obligation. */
@Component
class WatchedDisagreements implements WatchedProcess {

    private final DisagreementStore store;

    WatchedDisagreements(DisagreementStore store) {
        this.store = store;
    }

    @Override
    public String processKey() {
        return "professional-disagreement";
    }

    @Override
    public List<Step> waiting() {
        return store.open().stream().map(one -> new Step(one.id(), one.step().taskKey(), one.waitKey())).toList();
    }
}
