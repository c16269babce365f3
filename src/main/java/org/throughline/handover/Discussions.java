package org.throughline.handover;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.casefile.Responsibility;

/** Which changes of the responsible worker were talked about before they came (M13, before the transfer). */
@Service
public class Discussions {

    private static final List<String> MOVING = Arrays.stream(HandoverType.values()).filter(type -> type.gives() == Responsibility.RESPONSIBLE).map(Enum::name).toList();

    private final JdbcClient jdbc;

    Discussions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether a change of worker on that day belongs to a handover that was talked about: asked for by then, not signed before, neither declined nor
     * withdrawn, and with no other new worker named since they talked.
     */
    @Transactional(readOnly = true)
    public boolean recordedForChange(UUID casefile, LocalDate changed) {
        return jdbc.sql("""
                select exists (select 1 from handover h join handover_act a on a.handover_id = h.id and a.step = :step and a.outcome = :discussed
                    where h.casefile_id = :file and h.type in (:moving) and coalesce(h.end_kind, 'COMPLETED') = 'COMPLETED' and local_day(h.requested_at) <= :changed
                      and not exists (select 1 from handover_act r where r.handover_id = h.id and r.outcome = :reassigned and (r.at, r.id) > (a.at, a.id))
                      and not exists (select 1 from sign_off s where s.handover_id = h.id and s.outcome = 'AGREED' and local_day(s.signed_at) < :changed))""")
                .param("step", HandoverStep.RECORD_DISCUSSION.name()).param("discussed", DiscussionAct.DISCUSSED).param("file", casefile).param("moving", MOVING)
                .param("changed", changed).param("reassigned", ActStore.REASSIGNED).query(Boolean.class).single();
    }
}
