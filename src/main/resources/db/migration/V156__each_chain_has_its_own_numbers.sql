-- The auditor's row names an entry by its number alone. Where an entry was taken out of one chain of the family, another one of the same number in another chain
-- that was not read still counts: the view of V154 let it go. Module: authority.

create or replace view gate_violation as
select v.violation, v.casefile_id, v.seq, v.authority_id from gate_violation_of_files v
where v.violation <> 'OPENED_AUTHORITY_NOT_EARNED' and (v.violation not in ('SIGNED_WITHOUT_READING', 'SIGNER_HAD_NOT_READ', 'DUTY_WITHOUT_READING')
   or not exists (select 1 from authority a
                  join taken_out t on t.seq = v.seq
                  join entry x on x.casefile_id = t.tomb_file and x.seq = t.tomb_seq and x.filed_at <= a.granted_at
                  join family_member m on m.casefile_id = a.casefile_id
                  join entry_person p on p.person_id = m.person_id and p.casefile_id = t.casefile_id and p.seq = t.seq
                  where a.id = v.authority_id)
   or exists (select 1 from authority a
              left join sign_off s on s.id = a.sign_off_id
              cross join lateral (select case v.violation when 'SIGNED_WITHOUT_READING' then s.reader_id when 'SIGNER_HAD_NOT_READ' then s.signer_id else a.practitioner_id end as id) who
              join family_member m on m.casefile_id = a.casefile_id and m.added_at <= a.granted_at
              join entry_person p on p.person_id = m.person_id and p.seq = v.seq and p.event_date <= coalesce(m.until, 'infinity')
              join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= a.granted_at and e.recorded_by is distinct from who.id
              where a.id = v.authority_id
                and not exists (select 1 from taken_out t where t.casefile_id = p.casefile_id and t.seq = p.seq)
                and not exists (select 1 from receipt r where r.reader_id = who.id and r.casefile_id = p.casefile_id and r.seq = p.seq and r.acknowledged_at <= a.granted_at)
                and not exists (select 1 from restriction x where x.casefile_id = p.casefile_id and x.seq = p.seq)
                and not exists (select 1 from part_read_grant g where g.casefile_id = a.casefile_id and g.reader_id = who.id and g.granted_at <= a.granted_at)))
union all
-- as before, without what had been taken out when the file was opened
select 'OPENED_AUTHORITY_NOT_EARNED', a.casefile_id, null::bigint, a.id
  from authority a
  where a.origin = 'OPENED'
    and (not exists (
            select 1 from case_opening o
            join allocation l on l.id = a.allocation_id and l.casefile_id = a.casefile_id and l.practitioner_id = a.practitioner_id and l.handover_id is null
            join supervision_line v on v.practitioner_id = o.worker_id and v.since <= o.opened_at
             and not exists (select 1 from supervision_line w where w.practitioner_id = v.practitioner_id and w.since <= o.opened_at and w.since > v.since)
            where o.casefile_id = a.casefile_id and o.worker_id = a.practitioner_id and o.opened_by = a.granted_by and o.opened_at = a.granted_at
              and (v.supervisor_id = o.opened_by
                   or exists (select 1 from deputy d where d.practitioner_id = v.supervisor_id and d.deputy_id = o.opened_by
                              and d.since <= o.opened_at and coalesce(d.until, 'infinity') > o.opened_at)))
         or exists (
            select 1 from family_member m
            join entry_person p on p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
            join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= a.granted_at and e.recorded_by is distinct from a.practitioner_id
            where m.casefile_id = a.casefile_id and m.added_at <= a.granted_at
              and not exists (select 1 from receipt r where r.reader_id = a.practitioner_id and r.casefile_id = p.casefile_id and r.seq = p.seq
                              and r.acknowledged_at <= a.granted_at)
              and not exists (select 1 from taken_out t join entry x on x.casefile_id = t.tomb_file and x.seq = t.tomb_seq and x.filed_at <= a.granted_at
                              where t.casefile_id = p.casefile_id and t.seq = p.seq)
              and not exists (select 1 from part_read_grant g where g.casefile_id = a.casefile_id and g.reader_id = a.practitioner_id and g.granted_at <= a.granted_at)
              and not exists (select 1 from restriction x join restriction_answer y on y.restriction_id = x.id and y.reader_id = a.practitioner_id
                              and y.at <= a.granted_at where x.casefile_id = p.casefile_id and x.seq = p.seq)))
union all
select 'TAKEN_OUT_BY_ONE', e.casefile_id, e.about_seq, null::uuid
  from entry e
  where e.kind = 'NOT_THIS_FAMILY'
    and (not exists (select 1 from not_this_family_request r join not_this_family_decision d on d.request_id = r.id
                     where r.casefile_id = e.about_casefile_id and r.seq = e.about_seq and d.agreed and d.decided_by = e.recorded_by
                       and d.decided_by <> r.asked_by and d.decided_at <= e.filed_at)
         or exists (select 1 from entry o where o.casefile_id = e.about_casefile_id and o.seq = e.about_seq and o.kind <> 'ENTRY'));
