-- What another agency did is a fact here, whatever kind of act it was: an intervention of ours names who made it, or comes from the agency of whoever records it (ADR 84).
-- An act of the kinds that are always interventions could not be recorded at all where another authority's social care had made it. Module: authority.

create or replace function records_intervention(p_entry entry) returns boolean language plpgsql stable as $$
begin
    return (
        select p_entry.origin = 'WORKER' and a.gated and t.intervention <> 'NO'
           and (p_entry.acted_by is not null or r.agency_id is not distinct from p_entry.source_agency_id)
           and (p_entry.kind = 'ENTRY' or (p_entry.kind = 'CORRECTION' and o.event_type is distinct from p_entry.event_type))
        from event_type t
        join agency a on a.id = p_entry.source_agency_id
        left join practitioner r on r.id = p_entry.recorded_by
        left join entry o on o.casefile_id = p_entry.about_casefile_id and o.seq = p_entry.about_seq
        where t.code = p_entry.event_type);
end $$;

-- the third wall, the same condition in words of its own: the view of V48 anew
create or replace view gate_violation_of_sign_offs as
with standing_intervention as not materialized (
    select e.*, f.kind as file_kind from entry e
    join casefile f on f.id = e.casefile_id
    join event_type t on t.code = e.event_type
    join agency g on g.id = e.source_agency_id and g.gated
    left join practitioner w on w.id = e.recorded_by
    where e.origin = 'WORKER' and e.kind = 'ENTRY' and t.intervention <> 'NO'
      and (e.acted_by is not null or w.agency_id is not distinct from e.source_agency_id))
select 'INTERVENTION_WITHOUT_LAWFUL_STATE' as violation, e.casefile_id, e.seq, null::uuid as authority_id
  from standing_intervention e
  where e.acted_by is null or e.file_kind <> 'CHILD' or e.standing = 'INFORMATION'
     or (e.standing = 'MARKED' and coalesce(trim(e.mark_reason), '') = '')
union all
select 'INTERVENTION_WITHOUT_AUTHORITY', e.casefile_id, e.seq, e.authority_id
  from standing_intervention e
  left join authority a on a.id = e.authority_id
  left join allocation l on l.id = a.allocation_id
  where e.standing in ('AUTHORISED', 'URGENT')
    and not coalesce(a.casefile_id = e.casefile_id and a.practitioner_id = e.acted_by
        and a.granted_at <= e.filed_at and coalesce(a.revoked_at, 'infinity') > e.filed_at and coalesce(a.expires_at, 'infinity') > e.filed_at
        and (a.kind = 'URGENT') = (e.standing = 'URGENT')
        and (a.kind = 'URGENT' or (l.since <= e.filed_at and coalesce(l.until_at, 'infinity') > e.filed_at)), false)
union all
select 'AUTHORITY_WITHOUT_SIGN_OFF', a.casefile_id, null, a.id
  from authority a left join sign_off s on s.id = a.sign_off_id
  where a.origin = 'SIGN_OFF'
    and not coalesce(s.outcome = 'AGREED' and s.reader_id = a.practitioner_id and s.casefile_id = a.casefile_id
        and s.signer_id <> s.reader_id and s.signer_id is distinct from s.outgoing_id, false)
union all
select 'SIGNED_BY_SOMEONE_ELSE', a.casefile_id, null, a.id
  from authority a join sign_off s on s.id = a.sign_off_id
  where not exists (
    select 1 from supervision_line v
    where v.practitioner_id = s.reader_id and v.since <= s.signed_at
      and not exists (select 1 from supervision_line w where w.practitioner_id = v.practitioner_id and w.since <= s.signed_at and w.since > v.since)
      and (v.supervisor_id = s.signer_id
           or exists (select 1 from deputy d where d.practitioner_id = v.supervisor_id and d.deputy_id = s.signer_id
                      and d.since <= s.signed_at and coalesce(d.until, 'infinity') > s.signed_at)))
union all
select 'SIGNED_WITHOUT_READING', a.casefile_id, p.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join family_member m on m.casefile_id = a.casefile_id and m.added_at <= s.signed_at
  join entry_person p on p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
  join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= s.signed_at and e.recorded_by is distinct from s.reader_id
  where not exists (select 1 from receipt r where r.reader_id = s.reader_id and r.casefile_id = p.casefile_id and r.seq = p.seq and r.acknowledged_at <= s.signed_at)
    -- part read excuses nothing that is read one by one: key, of the last year, serious, contradicted
    and not (exists (select 1 from part_read_grant g where g.casefile_id = a.casefile_id and g.reader_id = s.reader_id and g.granted_at <= s.signed_at)
             and e.event_date < s.signed_at - make_interval(months => (select value from rule_value where id = 'RR2')::int)
             and e.impact_level is distinct from 'SERIOUS' and e.verification is distinct from 'CONTRADICTED'
             and not coalesce((select k.key from key_decision k where k.casefile_id = e.casefile_id and k.seq = e.seq and k.decided_at <= s.signed_at
                               order by k.decided_at desc, k.id desc limit 1), e.key_marked or e.key_by_rule))
    and not exists (select 1 from restriction x join restriction_answer y on y.restriction_id = x.id and y.reader_id = s.reader_id and y.at <= s.signed_at
                    where x.casefile_id = p.casefile_id and x.seq = p.seq)
union all
select 'SIGNER_HAD_NOT_READ', a.casefile_id, p.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join family_member m on m.casefile_id = a.casefile_id and m.added_at <= s.signed_at
  join entry_person p on p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
  join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= s.signed_at and e.recorded_by is distinct from s.signer_id
  where coalesce((select k.key from key_decision k where k.casefile_id = e.casefile_id and k.seq = e.seq and k.decided_at <= s.signed_at
                  order by k.decided_at desc, k.id desc limit 1), e.key_marked or e.key_by_rule)
    and not exists (select 1 from receipt r where r.reader_id = s.signer_id and r.casefile_id = p.casefile_id and r.seq = p.seq
                    and r.kind = 'ITEM' and r.acknowledged_at <= s.signed_at)
    and not exists (select 1 from restriction x where x.casefile_id = p.casefile_id and x.seq = p.seq)
union all
select 'NOBODY_RESPONSIBLE', c.id, null, null
  from casefile c
  where c.closed_at is null and exists (select 1 from allocation l where l.casefile_id = c.id and l.responsibility = 'RESPONSIBLE')
    and not exists (select 1 from allocation l where l.casefile_id = c.id and l.responsibility = 'RESPONSIBLE' and l.until_at is null)
union all
-- Only the first responsible worker of an imported case file starts with authority, at the moment the file came in.
select 'IMPORTED_AUTHORITY_NOT_THE_FIRST', a.casefile_id, null, a.id
  from authority a
  join casefile c on c.id = a.casefile_id
  left join allocation l on l.id = a.allocation_id
  where a.origin = 'IMPORT'
    and not coalesce(c.origin = 'IMPORT' and a.granted_at = c.filed_at and l.casefile_id = a.casefile_id
        and l.practitioner_id = a.practitioner_id and l.handover_id is null
        and not exists (select 1 from authority b where b.casefile_id = a.casefile_id and b.id <> a.id and b.kind = 'RESPONSIBLE' and b.granted_at <= a.granted_at), false)
union all
-- Who answered for something withheld, without releasing it, does not sign for its reader as well.
select 'SIGNED_ON_OWN_ANSWER', a.casefile_id, x.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join restriction_answer y on y.reader_id = s.reader_id and y.answered_by = s.signer_id and y.outcome <> 'RELEASED' and y.at <= s.signed_at
  join restriction x on x.id = y.restriction_id
union all
select 'SIGNER_PARTED_RECORDS', a.casefile_id, null, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join handover h on h.id = s.handover_id
  where exists (
    select 1 from person_match m
    join person_match_decision parted on parted.match_id = m.id and parted.outcome <> 'SAME' and parted.decided_by = s.signer_id
         and parted.decided_at >= h.requested_at and parted.decided_at <= s.signed_at
    join person_match_decision before on before.match_id = m.id and before.outcome = 'SAME' and before.decided_at < parted.decided_at
    join family_member f on f.person_id in (m.person_a, m.person_b) and f.casefile_id = a.casefile_id)
union all
-- Who judged, while the handover ran, that an entry is not key does not sign it, unless a second person judged the same after them.
select 'SIGNER_UNMARKED_KEY', a.casefile_id, k.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join handover h on h.id = s.handover_id
  join key_decision k on k.decided_by = s.signer_id and not k.key and k.decided_at >= h.requested_at and k.decided_at <= s.signed_at
  where not exists (select 1 from key_decision l where l.casefile_id = k.casefile_id and l.seq = k.seq and l.decided_at <= s.signed_at
                    and (l.decided_at, l.id) > (k.decided_at, k.id))
    and exists (select 1 from entry_person p join family_member f on f.person_id = p.person_id and f.casefile_id = a.casefile_id
                where p.casefile_id = k.casefile_id and p.seq = k.seq)
union all
-- What was signed is the account that the new worker wrote last in that handover.
select 'SIGNED_WITHOUT_ACCOUNT', a.casefile_id, null, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  left join handover_act w on w.id = s.account_act_id
  where not coalesce(w.handover_id = s.handover_id and w.step = 'WRITE_ACCOUNT' and w.outcome = 'WRITTEN' and w.by_id = s.reader_id and w.at <= s.signed_at
        and not exists (select 1 from handover_act n where n.handover_id = s.handover_id and n.step = 'WRITE_ACCOUNT' and n.outcome = 'WRITTEN'
                        and n.at <= s.signed_at and (n.at, n.id) > (w.at, w.id)), false);
