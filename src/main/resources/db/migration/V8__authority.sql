-- Who may act, since when, and why. Module: authority. The second and the third wall of the gate stand here.

create table authority (
    id              uuid primary key,
    casefile_id     uuid not null references casefile,
    practitioner_id uuid not null references practitioner,
    kind            text not null check (kind in ('RESPONSIBLE', 'URGENT')),
    origin          text not null check (origin in ('SIGN_OFF', 'IMPORT', 'URGENT')),
    sign_off_id     uuid unique references sign_off,
    allocation_id   uuid references allocation,
    reason          text,
    granted_by      uuid not null references practitioner,
    granted_at      timestamptz not null,
    expires_at      timestamptz,
    revoked_at      timestamptz,
    revoked_by      uuid references practitioner,
    revoked_reason  text,
    review_outcome  text check (review_outcome in ('RIGHT', 'BETTER_BY_DUTY', 'NOT_JUSTIFIED')),
    reviewed_by     uuid references practitioner,
    reviewed_at     timestamptz,
    check ((kind = 'URGENT') = (origin = 'URGENT')),
    check ((origin = 'SIGN_OFF') = (sign_off_id is not null)),
    check (kind <> 'RESPONSIBLE' or allocation_id is not null),
    check (kind <> 'URGENT' or (expires_at is not null and length(trim(reason)) > 0)),
    check (reviewed_by is null or reviewed_by <> practitioner_id)
);
create index authority_casefile on authority (casefile_id, practitioner_id);
create index authority_practitioner on authority (practitioner_id) where revoked_at is null;
grant select, insert, update (revoked_at, revoked_by, revoked_reason, review_outcome, reviewed_by, reviewed_at) on authority to throughline_app;
alter table entry add foreign key (authority_id) references authority;
create trigger authority_kept before delete or truncate on authority for each statement execute function refuse_change();

create function authority_stays_revoked() returns trigger language plpgsql as $$
begin
    if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'An authority that was withdrawn is not given back; it is granted anew.' using errcode = '23T50';
    end if;
    return new;
end $$;
create trigger authority_stays_revoked before update on authority for each row execute function authority_stays_revoked();

-- ---------------------------------------------------------------- the second wall: what the database itself refuses

create function authority_is_earned() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_sign  sign_off%rowtype;
    v_line  uuid;
    v_open  timestamptz;
begin
    perform 1 from family_head where casefile_id = new.casefile_id for share;
    if clock_is_real() and abs(extract(epoch from (new.granted_at - now()))) > 300 then
        raise exception 'Authority is granted at the time it is granted.' using errcode = '23T60';
    end if;
    if exists (select 1 from conflict_of_interest k where k.casefile_id = new.casefile_id and k.practitioner_id = new.practitioner_id) then
        raise exception 'This person is on the conflict list of this case file.' using errcode = '23T61';
    end if;
    if new.origin = 'URGENT' then
        if new.expires_at <= new.granted_at or new.expires_at > new.granted_at + interval '10 days' then
            raise exception 'Urgent access ends with the next working day.' using errcode = '23T62';
        end if;
        return null;
    end if;
    if new.origin = 'IMPORT' then
        select filed_at into v_open from casefile where id = new.casefile_id and origin = 'IMPORT';
        if v_open is null or new.granted_at is distinct from v_open
           or exists (select 1 from authority a where a.casefile_id = new.casefile_id and a.id <> new.id and a.kind = 'RESPONSIBLE')
           or not exists (select 1 from allocation l where l.id = new.allocation_id and l.casefile_id = new.casefile_id
                          and l.practitioner_id = new.practitioner_id and l.handover_id is null)
           or not exists (select 1 from practitioner p where p.id = new.granted_by and p.role = 'ADMINISTRATOR') then
            raise exception 'Only the first responsible worker of an imported case file starts with authority.' using errcode = '23T63';
        end if;
        return null;
    end if;
    select * into v_sign from sign_off where id = new.sign_off_id;
    if v_sign.outcome <> 'AGREED' or v_sign.casefile_id <> new.casefile_id or v_sign.reader_id <> new.practitioner_id
       or v_sign.signer_id <> new.granted_by or v_sign.signed_at <> new.granted_at then
        raise exception 'This sign-off does not give this authority.' using errcode = '23T64';
    end if;
    if not exists (select 1 from handover h where h.id = v_sign.handover_id and h.casefile_id = new.casefile_id
                   and h.incoming_id = new.practitioner_id and h.outgoing_id is not distinct from v_sign.outgoing_id) then
        raise exception 'This sign-off belongs to another handover.' using errcode = '23T65';
    end if;
    v_line := supervisor_at(new.practitioner_id, v_sign.signed_at);
    if v_line is null or not (v_sign.signer_id = v_line or is_deputy_at(v_sign.signer_id, v_line, v_sign.signed_at)) then
        raise exception 'Only the line supervisor of the new worker, or that one''s deputy, signs off.' using errcode = '23T66';
    end if;
    if not exists (select 1 from allocation l where l.id = new.allocation_id and l.casefile_id = new.casefile_id
                   and l.practitioner_id = new.practitioner_id and l.responsibility = 'RESPONSIBLE' and l.until_at is null
                   and l.handover_id = v_sign.handover_id) then
        raise exception 'Authority goes with responsibility.' using errcode = '23T67';
    end if;
    if exists (select 1 from reading_lack(new.casefile_id, new.practitioner_id, v_sign.signed_at, v_sign.signed_at)) then
        raise exception 'The new worker has not read the whole family history.' using errcode = '23T68';
    end if;
    if exists (select 1 from restriction_answer a where a.reader_id = new.practitioner_id and a.answered_by = v_sign.signer_id
               and a.outcome <> 'RELEASED' and a.at <= v_sign.signed_at) then
        raise exception 'Who answered for something withheld cannot sign for its reader as well.' using errcode = '23T6A';
    end if;
    if exists (select 1 from reading_lack(new.casefile_id, v_sign.signer_id, v_sign.signed_at, v_sign.signed_at) l
               where is_key(l.casefile_id, l.seq, v_sign.signed_at) and l.lack not in ('WITHHELD', 'SEALED')) then
        raise exception 'The signer has not read every key entry.' using errcode = '23T69';
    end if;
    return null;
end $$;
create constraint trigger authority_is_earned after insert on authority for each row execute function authority_is_earned();

-- Does this entry record an intervention of a worker who needs authority?
create function records_intervention(p_entry entry) returns boolean language sql stable as $$
    select p_entry.origin = 'WORKER' and a.gated
       and (t.intervention = 'YES' or (t.intervention = 'WHEN_MADE_BY_WORKER'
            and (p_entry.acted_by is not null or r.agency_id = p_entry.source_agency_id)))
       and (p_entry.kind = 'ENTRY' or (p_entry.kind = 'CORRECTION' and o.event_type is distinct from p_entry.event_type))
    from event_type t
    join agency a on a.id = p_entry.source_agency_id
    left join practitioner r on r.id = p_entry.recorded_by
    left join entry o on o.casefile_id = p_entry.about_casefile_id and o.seq = p_entry.about_seq
    where t.code = p_entry.event_type
$$;

-- Does this worker hold, at a moment, an authority on this file (this very one, where it is named)?
create function may_act(p_casefile uuid, p_worker uuid, p_urgent boolean, p_at timestamptz, p_authority uuid) returns boolean
    language plpgsql security definer set search_path = public as $$
begin
    perform 1 from family_head where casefile_id = p_casefile for share;
    return exists (
        select 1 from authority a
        where a.casefile_id = p_casefile and a.practitioner_id = p_worker
          and (a.kind = 'URGENT') = p_urgent
          and (p_authority is null or a.id = p_authority)
          and a.granted_at <= p_at
          and (a.revoked_at is null or a.revoked_at > p_at)
          and (a.expires_at is null or a.expires_at > p_at)
          and (a.allocation_id is null or exists (select 1 from allocation l where l.id = a.allocation_id
               and l.since <= p_at and (l.until_at is null or l.until_at > p_at))));
end $$;

create function intervention_is_lawful() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_file casefile%rowtype;
begin
    if not records_intervention(new) then
        if new.standing <> 'INFORMATION' then
            raise exception 'Only an intervention has a standing.' using errcode = '23T70';
        end if;
        return null;
    end if;
    if new.acted_by is null then
        raise exception 'An intervention names who made it.' using errcode = '23T71';
    end if;
    if new.acted_by <> new.recorded_by and supervisor_at(new.acted_by, new.filed_at) is distinct from new.recorded_by
       and not is_deputy_at(new.recorded_by, supervisor_at(new.acted_by, new.filed_at), new.filed_at) then
        raise exception 'An intervention is recorded by who made it, or by that one''s supervisor.' using errcode = '23T76';
    end if;
    if new.standing = 'INFORMATION' then
        raise exception 'An intervention is authorised, urgent, or marked as made without authority.' using errcode = '23T72';
    end if;
    select * into v_file from casefile where id = new.casefile_id;
    if v_file.kind <> 'CHILD' then
        raise exception 'An intervention is recorded on a child''s case file.' using errcode = '23T73';
    end if;
    if new.standing = 'MARKED' then
        return null;
    end if;
    if not may_act(new.casefile_id, new.acted_by, new.standing = 'URGENT', new.filed_at, new.authority_id) then
        raise exception 'Nobody may act here without authority on this case file.' using errcode = '23T74';
    end if;
    return null;
end $$;
create constraint trigger intervention_is_lawful after insert on entry
    for each row execute function intervention_is_lawful();

-- A visit to several children needs authority on the open file of each.
create function named_child_is_covered() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_entry entry%rowtype;
    v_file  uuid;
begin
    select * into v_entry from entry where casefile_id = new.casefile_id and seq = new.seq;
    if v_entry.standing not in ('AUTHORISED', 'URGENT') then return null; end if;
    select c.id into v_file from casefile c
     where c.person_id = new.person_id and c.kind = 'CHILD' and c.closed_at is null and c.id <> new.casefile_id;
    if v_file is not null and not may_act(v_file, v_entry.acted_by, v_entry.standing = 'URGENT', v_entry.filed_at, null) then
        raise exception 'Nobody may act here without authority on the file of every child named.' using errcode = '23T75';
    end if;
    return null;
end $$;
create constraint trigger named_child_is_covered after insert on entry_person for each row execute function named_child_is_covered();

-- ---------------------------------------------------------------- the third wall: what an auditor asks; it must return no row
-- Written without the functions of the second wall, so that a mistake there does not hide itself here.

create view gate_violation as
with standing_intervention as (
    select e.*, f.kind as file_kind from entry e
    join casefile f on f.id = e.casefile_id
    join event_type t on t.code = e.event_type
    join agency g on g.id = e.source_agency_id and g.gated
    left join practitioner w on w.id = e.recorded_by
    where e.origin = 'WORKER' and e.kind = 'ENTRY' and (t.intervention = 'YES'
       or (t.intervention = 'WHEN_MADE_BY_WORKER' and (e.acted_by is not null or w.agency_id = e.source_agency_id))))
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
    and not exists (select 1 from part_read_grant g where g.casefile_id = a.casefile_id and g.reader_id = s.reader_id and g.granted_at <= s.signed_at)
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
    and not exists (select 1 from allocation l where l.casefile_id = c.id and l.responsibility = 'RESPONSIBLE' and l.until_at is null);
grant select on gate_violation to throughline_app;
