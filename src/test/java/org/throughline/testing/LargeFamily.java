package org.throughline.testing;

import org.springframework.stereotype.Component;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;

/** Fills a family's history by the owner's few statements, with the triggers off: what is measured is reading it. */
@Component
public class LargeFamily {

    private final OwnerDatabase owner;

    LargeFamily(OwnerDatabase owner) {
        this.owner = owner;
    }

    /** So many entries about the child and the father from 1950 on, four to a day and every five-hundredth key; the family has one already. */
    public void fill(Family family, int entries) {
        Team team = family.team();
        owner.withoutTriggers("entry_content", () -> owner.withoutTriggers("entry_person", () -> owner.withoutTriggers("entry", () -> {
            owner.asOwner().sql("""
                    insert into entry (casefile_id, seq, id, kind, event_date, precision, event_type, source_agency_id, provenance, verification, impact_level,
                        key_marked, key_by_rule, words, recorded_at, filed_at, recorded_by, filed_by, origin, standing, format_version, content_hash, previous_hash, hash)
                    select ?, n, gen_random_uuid(), 'ENTRY', date '1950-01-01' + n / 4, 'EXACT', 'HEALTH_CHECK', ?, 'OBSERVED', 'CORROBORATED', 'LOW',
                           n % 500 = 0, false, 9, timestamptz '2026-01-01', timestamptz '2026-01-01', ?, ?, 'IMPORT', 'INFORMATION', 1,
                           decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
                    from generate_series(2, ?) n""")
                    .params(family.file(), team.health(), team.outgoing().id(), team.administrator().id(), entries).update();
            owner.asOwner().sql("""
                    insert into entry_person (person_id, event_date, casefile_id, seq, event_type, source_agency_id, fact)
                    select case when seq % 3 = 0 then ?::uuid else ?::uuid end, event_date, casefile_id, seq, event_type, source_agency_id, true from entry where casefile_id = ? and seq > 1""")
                    .params(family.father(), family.child(), family.file()).update();
            owner.asOwner().sql("""
                    insert into entry_content (casefile_id, seq, salt, canonical)
                    select casefile_id, seq, decode(repeat('00', 16), 'hex'), '{"summary":"Check number ' || seq || '."}' from entry where casefile_id = ? and seq > 1""")
                    .params(family.file()).update();
        })));
        owner.asOwner().sql("analyze entry").update();
        owner.asOwner().sql("analyze entry_person").update();
        owner.asOwner().sql("analyze entry_content").update();
    }
}
