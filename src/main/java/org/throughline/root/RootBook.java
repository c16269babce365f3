package org.throughline.root;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Refusal;
import org.throughline.notification.MessageKind;
import org.throughline.notification.Messages;
import org.throughline.organisation.Practitioner;

/** How the roots stand: the last one, its copies, what is not under one yet, and what the last verification found. Numbers alone. */
@Service
public class RootBook {

    /** What the last verification of the whole record found. @param faults how many; what they are was the answer to whoever asked */
    public record Checked(Instant at, String by, boolean intact, long chains, long entries, long lastRoot, long notYetUnder, int faults) {}

    /**
     * @param no        of the last root; null where there is none
     * @param newer     how many entries were filed since: for them only the chain speaks
     * @param signs     whether a key is set
     * @param fileFault why the file of this node is not the copy that it should be; null where it is
     * @param mailedAt  when the newest root that has gone out by mail was made; null where none has
     * @param checked   null where nobody has had the record verified yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Standing(Long no, Instant madeAt, Long chains, Long entries, String key, long newer, boolean signs, String fileFault, Instant mailedAt, Checked checked) {}

    private final JdbcClient jdbc;
    private final Roots roots;
    private final RootSettings settings;
    private final DailyRoot daily;
    private final Messages messages;
    private final Clock clock;

    RootBook(JdbcClient jdbc, RootSettings settings, DailyRoot daily, Messages messages, Clock clock) {
        this.jdbc = jdbc;
        this.roots = new Roots(jdbc);
        this.settings = settings;
        this.daily = daily;
        this.messages = messages;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Standing standing() {
        Optional<Root> last = roots.last().map(SignedRoot::root);
        long filed = jdbc.sql("select coalesce(sum(seq), 0)::bigint from chain_head").query(Long.class).single();
        return new Standing(last.map(Root::no).orElse(null), last.map(Root::madeAt).orElse(null), last.map(Root::chains).orElse(null), last.map(Root::entries).orElse(null),
                last.map(Root::key).orElse(null), filed - last.map(Root::entries).orElse(0L), settings.keys().present().isPresent(), daily.copyFault().orElse(null),
                messages.newestGone(MessageKind.DAILY_ROOT).orElse(null), checked());
    }

    private Checked checked() {
        return jdbc.sql("select v.*, p.name from record_verification v join practitioner p on p.id = v.asked_by order by v.at desc, v.id desc limit 1")
                .query((row, n) -> new Checked(row.getTimestamp("at").toInstant(), row.getString("name"), row.getBoolean("intact"), row.getLong("chains"), row.getLong("entries"),
                        row.getLong("last_root"), row.getLong("not_yet_under"), row.getInt("faults"))).optional().orElse(null);
    }

    /** Signs a root now, so that what was filed since the last is under one. @return its number @throws Refusal where there is no key, or nothing to sign */
    public long signNow() {
        return daily.now();
    }

    /** Keeps what a verification found, for whoever looks later. */
    @Transactional
    public void keep(RecordState found, Practitioner askedBy) {
        jdbc.sql("""
                insert into record_verification (id, at, asked_by, intact, chains, entries, last_root, not_yet_under, faults)
                values (:id, :at, :by, :intact, :chains, :entries, :root, :newer, :faults)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("at", Timestamp.from(clock.instant())).param("by", askedBy.id()).param("intact", found.intact())
                .param("chains", found.chains()).param("entries", found.entries()).param("root", found.lastRoot()).param("newer", found.notYetUnder())
                .param("faults", found.faults().size()).update();
    }
}
