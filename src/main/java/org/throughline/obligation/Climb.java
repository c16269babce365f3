package org.throughline.obligation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** Climbs one level of the ladder (X7, X8): a row, a letter, a question. The caller holds the obligation's lock and knows that it is time. */
@Component
class Climb {

    private final JdbcClient jdbc;
    private final LadderTable table;
    private final LevelHolders holders;
    private final OfficeHours office;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final Outbox outbox;

    Climb(JdbcClient jdbc, LadderTable table, LevelHolders holders, OfficeHours office, Organisation organisation, Casefiles casefiles,
          WorkingCalendar calendar, Outbox outbox) {
        this.jdbc = jdbc;
        this.table = table;
        this.holders = holders;
        this.office = office;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.outbox = outbox;
    }

    /** Levels that nobody holds are passed at once, each with its row; above the last one the highest who was told is told again. */
    Climbed from(ObligationView late, Instant now) {
        String jurisdiction = late.casefileId() == null ? calendar.home() : casefiles.get(late.casefileId()).jurisdiction();
        UUID agency = late.agencyId() != null || late.ownerId() == null ? late.agencyId() : organisation.get(late.ownerId()).agencyId();
        boolean partner = agency != null && !organisation.agency(agency).gated();
        boolean inOffice = !late.urgent() || office.at(now, jurisdiction);
        List<LevelHolders.Told> told = new ArrayList<>(told(late.id()));
        boolean asked = false;
        int level = late.level();
        while (true) {
            LadderTable.Level row = table.level(late.urgent(), partner, level - late.ladderFrom());
            LevelHolders.Held held = holders.of(new LevelHolders.Question(row.holder(), late.ownerId(), agency, told, now, inOffice));
            LadderTable.Level above = table.level(late.urgent(), partner, level + 1 - late.ladderFrom());
            boolean passed = held.person() == null && above.holder() != LevelHolder.HIGHEST_TOLD;
            boolean ends = held.person() == null && !passed && row.holder() != LevelHolder.HIGHEST_TOLD;
            write(late, level, row, held, ends ? endOfTheLine(told) : "", now);
            if (held.person() != null) {
                told.add(new LevelHolders.Told(level, held.person().id()));
                outbox.put(new Notice(Obligations.noticeKey(late.id(), level), held.person().id(), NoticeKind.OVERDUE, late.urgent()));
                asked = ask(late.id(), level, held.person(), now);
            }
            if (!passed) {
                if (told.isEmpty()) {
                    alarm(late.id(), level, agency);
                }
                jdbc.sql("update obligation set level = :told, next_level_at = :next where id = :id").param("told", level + 1)
                        .param("next", Timestamp.from(calendar.due(now, above.after(), jurisdiction))).param("id", late.id()).update();
                return asked ? Climbed.SOMEBODY_IS_ASKED : Climbed.NOBODY_NEW;
            }
            level++;
        }
    }

    /** Everybody who was told, at the level where they first were, whoever was told last at the end: a question that does not grow with the weeks. */
    private List<LevelHolders.Told> told(UUID id) {
        return jdbc.sql("select min(level) as level, told_id from obligation_step where obligation_id = :id and told_id is not null group by told_id order by max(level)").param("id", id)
                .query((row, n) -> new LevelHolders.Told(row.getInt("level"), row.getObject("told_id", UUID.class))).list();
    }

    private String endOfTheLine(List<LevelHolders.Told> told) {
        return " The line ends here: " + (told.isEmpty() ? "nobody in the agency could be told."
                : organisation.get(told.get(told.size() - 1).person()).name() + " is told again until it ends.");
    }

    private void write(ObligationView late, int level, LadderTable.Level row, LevelHolders.Held held, String end, Instant now) {
        jdbc.sql("""
                        insert into obligation_step (id, obligation_id, level, told_id, said, at, holder, rule_id)
                        values (:id, :obligation, :level, :told, :said, :at, :holder, :rule)""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("obligation", late.id()).param("level", level)
                .param("told", Optional.ofNullable(held.person()).map(Practitioner::id).orElse(null), java.sql.Types.OTHER).param("said", held.said() + end)
                .param("at", Timestamp.from(now)).param("holder", row.holder().name()).param("rule", row.ruleId()).update();
    }

    /** @return false where this person has the question already */
    private boolean ask(UUID obligation, int level, Practitioner person, Instant now) {
        return jdbc.sql("""
                        insert into obligation_ask (id, obligation_id, level, asked_id, asked_at) values (:id, :obligation, :level, :asked, :at)
                        on conflict (obligation_id, asked_id) where answered_at is null do nothing""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("obligation", obligation).param("level", level).param("asked", person.id())
                .param("at", Timestamp.from(now)).update() == 1;
    }

    /** Who runs the system hears that nobody answers for an agency. */
    private void alarm(UUID id, int level, UUID agency) {
        List<Practitioner> administrators = agency == null ? List.of() : organisation.holding(PractitionerRole.ADMINISTRATOR, agency);
        (administrators.isEmpty() ? organisation.holding(PractitionerRole.ADMINISTRATOR) : administrators)
                .forEach(one -> outbox.put(new Notice(Obligations.noticeKey(id, level) + ":" + one.id(), one.id(), NoticeKind.ALARM, true)));
    }
}
