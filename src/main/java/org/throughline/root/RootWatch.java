package org.throughline.root;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.notification.MessageKind;
import org.throughline.notification.Messages;
import org.throughline.obligation.AlarmKind;
import org.throughline.obligation.AlsoWatched;

/** Sees what nobody would miss: a day without a root (RT2, RT4), a copy that is none, mail that has not gone out (RT3), a chain that was cut, below a root or above it. */
@Component
@ConditionalOnProperty(name = "throughline.roots.scheduled", havingValue = "true", matchIfMissing = true)
class RootWatch implements AlsoWatched {

    private static final Duration LOOK_INTO_THE_RECORD = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Roots roots;
    private final DailyRoot daily;
    private final Messages messages;
    private final Instant began;
    private Instant looked = Instant.MIN;
    private List<Fault> seen = List.of();

    RootWatch(JdbcClient jdbc, DailyRoot daily, Messages messages, Clock clock) {
        this.jdbc = jdbc;
        this.roots = new Roots(jdbc);
        this.daily = daily;
        this.messages = messages;
        this.began = clock.instant();
    }

    @Override
    public synchronized List<Fault> faults(Instant now) {
        List<Fault> faults = new ArrayList<>();
        Instant last = roots.last().map(signed -> signed.root().madeAt()).orElse(began);
        if (last.plus(hours("RT2")).isBefore(now)) {
            faults.add(new Fault(AlarmKind.ROOT_MISSED, "today"));
        }
        jdbc.sql("""
                select no from (select no, made_at, lag(made_at) over (order by no) as before from chain_root) r
                where made_at - before > make_interval(hours => rule_number('RT2')::int) and made_at > :since order by no""")
                .param("since", Timestamp.from(now.minus(hours("RT4").multipliedBy(24)))).query(Long.class).list()
                .forEach(no -> faults.add(new Fault(AlarmKind.ROOT_MISSED, "before " + no)));
        jdbc.sql("select max(made_at) from chain_root where made_at < :then").param("then", Timestamp.from(now.minus(hours("RT3")))).query(Timestamp.class).optional()
                .map(Timestamp::toInstant).filter(made -> messages.newestGone(MessageKind.DAILY_ROOT).filter(gone -> !gone.isBefore(made)).isEmpty())
                .ifPresent(made -> faults.add(new Fault(AlarmKind.ROOT_NOT_MAILED, "mail")));
        if (!now.isBefore(began.plus(Duration.ofMinutes(10)))) {
            daily.copyFault().ifPresent(why -> faults.add(new Fault(AlarmKind.ROOT_NOT_COPIED, "file")));
        }
        if (!now.minus(LOOK_INTO_THE_RECORD).isBefore(looked)) {
            seen = Stream.of(roots.notStanding(List.copyOf(roots.ends().values())), roots.cutNow()).flatMap(List::stream).map(ChainEnd::casefileId).distinct()
                    .map(file -> new Fault(AlarmKind.RECORD_CHANGED, file.toString())).toList();
            looked = now;
        }
        faults.addAll(seen);
        return faults;
    }

    private Duration hours(String rule) {
        return Duration.ofHours(jdbc.sql("select rule_number(:id)::int").param("id", rule).query(Integer.class).single());
    }
}
