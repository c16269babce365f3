package org.throughline.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The guard of each process. Asked for late: guards need the engine. */
@Component
public class Guards {

    private final ObjectProvider<GuardedProcess> processes;
    private volatile Map<String, GuardedProcess> byKey;

    Guards(ObjectProvider<GuardedProcess> processes) {
        this.processes = processes;
    }

    /** Empty where nobody guards that process: such a process may not wait for a person. */
    public Optional<GuardedProcess> of(String processKey) {
        Map<String, GuardedProcess> known = byKey;
        if (known == null) {
            known = processes.stream().collect(Collectors.toUnmodifiableMap(GuardedProcess::processKey, Function.identity()));
            byKey = known;
        }
        return Optional.ofNullable(known.get(processKey));
    }
}
