package org.throughline.root;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Refusal;
import org.throughline.calendar.ClockRound;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.chronology.CanonicalForm;

/**
 * Signs a root over all chains once a day (RT1), or when somebody asks for one, mails it out in the same transaction, and appends it to the file of this node. A day that
 * was missed is made up for at the next run. Without a key nothing is signed, and the watchdog says so.
 */
@Component
class DailyRoot implements ClockRound {

    private static final Logger LOG = LoggerFactory.getLogger(DailyRoot.class);
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('throughline.daily-root', 0))";

    private final JdbcClient jdbc;
    private final Roots roots;
    private final RootSettings settings;
    private final RootMail mail;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private final TransactionTemplate alone;
    private final TransactionTemplate oneMoment;

    DailyRoot(JdbcClient jdbc, RootSettings settings, RootMail mail, WorkingCalendar calendar, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.roots = new Roots(jdbc);
        this.settings = settings;
        this.mail = mail;
        this.calendar = calendar;
        this.clock = clock;
        this.alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.oneMoment = new TransactionTemplate(transactions);
        oneMoment.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return settings.keys().present().map(key -> begins(after.atZone(calendar.zone()).plusDays(isAfterHour(after) ? 1 : 0)));
    }

    private boolean isAfterHour(Instant moment) {
        return !moment.isBefore(begins(moment.atZone(calendar.zone())));
    }

    private Instant begins(ZonedDateTime day) {
        int hour = jdbc.sql("select rule_number('RT1')::int").query(Integer.class).single();
        return day.toLocalDate().atTime(LocalTime.of(hour, 0)).atZone(calendar.zone()).toInstant();
    }

    /** Makes today's root where it is due and not made yet, and brings the file of this node up to date. */
    @Override
    public void run() {
        if (settings.keys().present().isPresent()) {
            inTurn(this::makeIfDue);
        }
        copy();
    }

    /**
     * Signs a root now, so that what was filed since the last is under one.
     *
     * @return its number
     * @throws Refusal where no key is set, where nothing has been filed since the last root, and while another node signs one
     */
    public long now() {
        if (settings.keys().present().isEmpty()) {
            throw new Refusal("No key is set, so nothing can be signed. Set throughline.roots.keys (operations, The daily root).", "no-key");
        }
        long no = inTurn(() -> {
            Optional<SignedRoot> last = roots.last();
            List<ChainEnd> all = roots.endsNow();
            if (grown(all).isEmpty()) {
                throw new Refusal("Nothing has been filed since root " + last.map(signed -> signed.root().no()).orElse(0L) + ".", "nothing-new");
            }
            return make(last, all, CanonicalForm.kept(clock.instant()));
        }).orElseThrow(() -> new Refusal("A root is being signed just now. Look again in a minute.", "already-done"));
        copy();
        return no;
    }

    /**
     * Whoever signs holds the lock first, in a transaction of its own, and looks at the record only then: one that had looked before it waited would not see
     * the root of another node, and sign a second one of its number.
     *
     * @return empty where another node signs just now
     */
    private <T> Optional<T> inTurn(Supplier<T> signing) {
        return alone.execute(status -> jdbc.sql(LOCK).query(Boolean.class).single() ? Optional.ofNullable(oneMoment.execute(moment -> signing.get())) : Optional.empty());
    }

    private Long makeIfDue() {
        Instant now = CanonicalForm.kept(clock.instant());
        Optional<SignedRoot> last = roots.last();
        Instant due = begins(now.atZone(calendar.zone()).minusDays(isAfterHour(now) ? 0 : 1));
        return last.filter(root -> !root.root().madeAt().isBefore(due)).isEmpty() ? make(last, roots.endsNow(), now) : null;
    }

    /** Only what has grown: a chain that is shorter than under an earlier root is a fault, and no new signature is put on it. */
    private List<ChainEnd> grown(List<ChainEnd> all) {
        Map<UUID, ChainEnd> before = roots.ends();
        return all.stream().filter(end -> !before.containsKey(end.casefileId()) || before.get(end.casefileId()).seq() < end.seq()).toList();
    }

    private long make(Optional<SignedRoot> last, List<ChainEnd> all, Instant now) {
        List<ChainEnd> grown = grown(all);
        Root root = new Root(last.map(signed -> signed.root().no()).orElse(0L) + 1, now, last.map(signed -> signed.root().hash()).orElse(new byte[CanonicalForm.HASH_LENGTH]),
                all.size(), all.stream().mapToLong(ChainEnd::seq).sum(), grown.size(), ChainEnd.digest(grown), settings.keys().present().orElseThrow());
        UUID id = roots.add(new SignedRoot(root, settings.keys().sign(root.toSign()), grown));
        mail.put(id, root.no());
        LOG.info("Root {} over {} chains with {} entries is signed", root.no(), root.chains(), root.entries());
        return root.no();
    }

    private void copy() {
        RootFile file = settings.file().orElse(null);
        if (file == null) {
            return;
        }
        try {
            file.append(there -> fault(there, roots.after(0)).isPresent() ? List.of() : roots.after(there.isEmpty() ? 0 : there.get(there.size() - 1).root().no()));
        } catch (IOException | IllegalArgumentException failed) {
            LOG.warn("The roots could not be copied to {}: {}", file, failed.toString());
        }
    }

    /** Why the file of this node is not the copy that it should be; empty where it is. */
    Optional<String> copyFault() {
        if (settings.file().isEmpty()) {
            return Optional.of("No file is set.");
        }
        try {
            List<SignedRoot> there = settings.file().get().read();
            List<SignedRoot> made = roots.after(0);
            return fault(there, made).or(() -> there.size() < made.size() ? Optional.of("The newest root is not in the file.") : Optional.empty());
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.of("The file cannot be read.");
        }
    }

    /** What stands in the file must be how the roots of the database begin. */
    private static Optional<String> fault(List<SignedRoot> there, List<SignedRoot> made) {
        for (int i = 0; i < there.size(); i++) {
            if (i >= made.size() || !Arrays.equals(there.get(i).root().hash(), made.get(i).root().hash())) {
                return Optional.of("Root " + there.get(i).root().no() + " of the file is not in the database.");
            }
        }
        return Optional.empty();
    }
}
