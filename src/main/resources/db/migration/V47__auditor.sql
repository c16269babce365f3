-- The auditor's query of the gate sees two things more. Module: authority. It must still return no row.

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
  join restriction x on x.id = y.restriction_id;
revoke select on gate_violation_of_spine from throughline_app;
grant select on gate_violation to throughline_app;
