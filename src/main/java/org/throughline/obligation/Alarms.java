package org.throughline.obligation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** The faults that were found, kept for ever: when each was seen first, and when it was seen to have gone. */
@Service
public class Alarms {

    /** Under which keys administrators hear of alarms. */
    static final String NOTICE = "alarm:";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Organisation organisation;

    Alarms(JdbcClient jdbc, Outbox outbox, Organisation organisation) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.organisation = organisation;
    }

    /** The open ones first, then the newest that have gone. */
    @Transactional(readOnly = true)
    public List<Alarm> newest(int limit) {
        return jdbc.sql("select * from alarm order by cleared_at is not null, opened_at desc, id desc limit :limit").param("limit", limit).query(Alarms::row).list();
    }

    /** How many stand now, by kind; kinds of which none stands are left out. */
    @Transactional(readOnly = true)
    public Map<AlarmKind, Integer> open() {
        Map<AlarmKind, Integer> open = new EnumMap<>(AlarmKind.class);
        jdbc.sql("select kind, count(*) from alarm where cleared_at is null group by kind")
                .query(row -> {
                    open.put(AlarmKind.valueOf(row.getString(1)), row.getInt(2));
                });
        return open;
    }

    /** Opens what is new, clears what has gone, and tells the administrators where something is new. Few statements, however much it is. */
    @Transactional(propagation = Propagation.MANDATORY)
    void settle(Collection<Finding> findings, Instant now) {
        Map<String, UUID> gone = new HashMap<>();
        jdbc.sql("select id, kind, subject from alarm where cleared_at is null for update").query(row -> {
            gone.put(row.getString("kind") + " " + row.getString("subject"), row.getObject("id", UUID.class));
        });
        List<Finding> fresh = new ArrayList<>();
        for (Finding finding : findings) {
            UUID stands = gone.remove(finding.key());
            if (stands == null) {
                fresh.add(finding);
            } else if (finding.waiting() != null) {
                jdbc.sql("update alarm set waiting = :waiting where id = :id").param("waiting", finding.waiting()).param("id", stands).update();
            }
        }
        open(fresh.stream().filter(finding -> finding.kind() == AlarmKind.MAIL_NOT_DELIVERED).toList(), now);
        List<UUID> opened = open(fresh.stream().filter(finding -> finding.kind() != AlarmKind.MAIL_NOT_DELIVERED).toList(), now);
        if (!gone.isEmpty()) {
            jdbc.sql("update alarm set cleared_at = greatest(:now, opened_at) where id = any(:ids)").param("now", Timestamp.from(now))
                    .param("ids", gone.values().toArray(UUID[]::new)).update();
        }
        if (!opened.isEmpty()) {
            tell(opened.get(0), null);
        }
    }

    /** Opens an alarm. @return its id; empty where it stands already */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<UUID> open(Finding finding, Instant now) {
        return open(List.of(finding), now).stream().findFirst();
    }

    private List<UUID> open(List<Finding> findings, Instant now) {
        if (findings.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                insert into alarm (id, kind, subject, instance, waiting, opened_at)
                select i, k, s, p, w, :now from unnest(:ids, :kinds, :subjects, :instances, :waiting) as u(i, k, s, p, w)
                on conflict (kind, subject) where cleared_at is null do nothing returning id""")
                .param("ids", Stream.generate(UuidCreator::getTimeOrderedEpoch).limit(findings.size()).toArray(UUID[]::new))
                .param("kinds", findings.stream().map(finding -> finding.kind().name()).toArray(String[]::new))
                .param("subjects", findings.stream().map(Finding::subject).toArray(String[]::new))
                .param("instances", findings.stream().map(Finding::instance).toArray(String[]::new))
                .param("waiting", findings.stream().map(Finding::waiting).toArray(Integer[]::new))
                .param("now", Timestamp.from(now)).query(UUID.class).list();
    }

    /** Mail at once to everybody who runs the system, but not to the one whom mail does not reach. */
    void tell(UUID alarm, UUID unreachable) {
        for (Practitioner administrator : organisation.holding(PractitionerRole.ADMINISTRATOR)) {
            if (!administrator.id().equals(unreachable)) {
                outbox.put(new Notice(NOTICE + alarm + ":" + administrator.id(), administrator.id(), NoticeKind.ALARM, true));
            }
        }
    }

    private static Alarm row(ResultSet row, int n) throws SQLException {
        Timestamp cleared = row.getTimestamp("cleared_at");
        return new Alarm(row.getObject("id", UUID.class), AlarmKind.valueOf(row.getString("kind")), row.getString("subject"), row.getString("instance"),
                row.getObject("waiting", Integer.class), row.getTimestamp("opened_at").toInstant(), cleared == null ? null : cleared.toInstant());
    }
}
