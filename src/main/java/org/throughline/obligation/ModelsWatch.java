package org.throughline.obligation;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.throughline.workflow.StandingModels;

/** A packaged model that waits behind an administrator's own is an alarm, so that a safeguard that came with it is not missed. */
@Component
class ModelsWatch implements AlsoWatched {

    private final StandingModels models;

    ModelsWatch(StandingModels models) {
        this.models = models;
    }

    @Override
    public List<Fault> faults(Instant now) {
        return models.notReplaced().stream().map(key -> new Fault(AlarmKind.MODEL_NOT_REPLACED, key)).toList();
    }
}
