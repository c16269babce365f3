-- Nobody signs who shortened the reading by parting two records of the family; the auditor's query of the gate sees three things more.
-- Module: authority. The query must still return no row.

create function signer_parted_nobody() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if exists (
        select 1 from sign_off s
        join handover h on h.id = s.handover_id
        join person_match_decision d on d.decided_by = s.signer_id and d.outcome <> 'SAME' and d.decided_at between h.requested_at and s.signed_at
        join person_match m on m.id = d.match_id
        where s.id = new.sign_off_id
          and exists (select 1 from person_match_decision e where e.match_id = d.match_id and e.outcome = 'SAME' and e.decided_at < d.decided_at)
          and exists (select 1 from family_member f where f.casefile_id = s.casefile_id and f.person_id in (m.person_a, m.person_b))) then
        raise exception 'Who parted two records of this family during the handover cannot sign it.' using errcode = '23T6B';
    end if;
    return null;
end $$;
create constraint trigger signer_parted_nobody after insert on authority for each row when (new.sign_off_id is not null) execute function signer_parted_nobody();

alter view gate_violation rename to gate_violation_of_spine;
create view gate_violation as
select violation, casefile_id, seq, authority_id from gate_violation_of_spine
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
    join family_member f on f.person_id in (m.person_a, m.person_b) and f.casefile_id = a.casefile_id);
revoke select on gate_violation_of_spine from throughline_app;
grant select on gate_violation to throughline_app;
