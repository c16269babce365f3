package org.throughline.reading;

import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts how far a reading has come, in one question over whole sets: the functions of the database, asked entry by entry, take a
 * quarter of a minute for a hundred thousand. What is lacking is what {@code reading_lack} says; tests compare the two.
 */
@Component
class ProgressQuery {

    private static final String SQL = """
            with h as materialized (select f.casefile_id, f.seq from family_entries(:file, :now) f),
                 rules as materialized (
                   select (select count(*) from h) <= rule_number('RR1') as all_singly,
                          (:now::timestamptz - make_interval(months => rule_number('RR2')::int))::date as recent,
                          exists (select 1 from part_read_grant g where g.casefile_id = :file and g.reader_id = :reader and g.granted_at <= :now
                                  and g.until >= local_day(:now) and g.granted_by = supervisor_at(:reader, g.granted_at)) as granted),
                 judged as materialized (
                   select distinct on (k.casefile_id, k.seq) k.casefile_id, k.seq, k.key from key_decision k join h using (casefile_id, seq)
                   where k.decided_at <= :now order by k.casefile_id, k.seq, k.decided_at desc, k.id desc),
                 receipts as materialized (
                   select r.casefile_id, r.seq, bool_or(r.kind = 'ITEM') as item from receipt r
                   where r.reader_id = :reader and r.acknowledged_at <= :now group by r.casefile_id, r.seq),
                 listed as materialized (
                   select distinct p.casefile_id, p.seq from manifest_person m
                   join entry_person p on p.person_id = m.person_id
                   join manifest_chain c on c.manifest_id = m.manifest_id and c.casefile_id = p.casefile_id and p.seq <= c.seq
                   where m.manifest_id = :reading),
                 kept as materialized (
                   select h.casefile_id, h.seq, r.id, r.level from h join entry e using (casefile_id, seq)
                   join restriction r on r.id = restriction_for(:reader, h.casefile_id, h.seq, :now)
                   where (h.casefile_id, h.seq) in (select x.casefile_id, x.seq from restriction x)
                      or (e.about_casefile_id, e.about_seq) in (select x.casefile_id, x.seq from restriction x)),
                 state as (
                   select kept.level, coalesce(judged.key, e.key_marked or e.key_by_rule) as key, listed.seq is null as is_new,
                          case when kept.id is not null
                               then not exists (select 1 from restriction_answer a where a.restriction_id = kept.id and a.reader_id = :reader and a.at <= :now)
                               else (e.recorded_by = :reader) is not true and receipts.item is not true
                                    and (receipts.seq is null and not rules.granted or rules.all_singly or e.event_date >= rules.recent
                                         or e.impact_level = 'SERIOUS' or e.verification = 'CONTRADICTED'
                                         or coalesce(judged.key, e.key_marked or e.key_by_rule)
                                         or (e.about_seq is not null and is_key(e.about_casefile_id, e.about_seq, :now))) end as lacks
                   from h join entry e using (casefile_id, seq) cross join rules
                   left join judged using (casefile_id, seq) left join receipts using (casefile_id, seq)
                   left join listed using (casefile_id, seq) left join kept using (casefile_id, seq))
            select count(*) filter (where level is null) as total,
                   count(*) filter (where level is null and not lacks) as read,
                   count(*) filter (where level is null and key) as key_total,
                   count(*) filter (where level is null and key and lacks) as key_left,
                   count(*) filter (where level is null and lacks and is_new) as new_since,
                   count(*) filter (where level = 'WITHHELD') as withheld,
                   count(*) filter (where level is not null and lacks) as unanswered
            from state""";

    private final JdbcClient jdbc;

    ProgressQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Progress of(Reading reading, Timestamp now) {
        return jdbc.sql(SQL).param("file", reading.casefileId()).param("reader", reading.readerId()).param("reading", reading.id()).param("now", now)
                .query((row, n) -> new Progress(row.getInt("total"), row.getInt("read"), row.getInt("key_total"), row.getInt("key_left"),
                        row.getInt("new_since"), row.getInt("withheld"), row.getInt("unanswered"))).single();
    }
}
