-- Kinds of authority: on duty for a shift, beside the responsible worker, in that one's place until a day. Nobody acts on a closed file.
-- Module: authority; allocation (casefile), handover and event_type (chronology) where they take part in it.
-- What other migrations add to (relations, the auditor's query, the origins of authority) is added to here and never written anew.

alter table event_type add column on_duty boolean not null default false;
comment on column event_type.on_duty is 'safety-critical contact: what a worker on duty may do (HE1)';
update event_type set on_duty = true where code in ('VISIT', 'NO_ACCESS', 'CONTACT');

insert into rule_value (id, value, unit, meaning, source, status) values
 ('X10', 1,    'working days', 'the responsible worker reads a new key entry of somebody else, and a late entry of a former worker, within', 'practice-rules 1.7 X10', 'proposal'),
 ('DU1', 1000, 'time of day',  'the hand-back note of a duty is due at this time (hours and minutes) on the first working day after the shift', 'domain 3', 'proposal'),
 ('DU2', 1,    'working days', 'the responsible worker reads a hand-back note within',            'domain 3', 'proposal'),
 ('DU3', 50,   'entries',      'so many key entries, the newest, stand on the page "Before you knock" of a duty', 'domain 5', 'proposal');

-- ---------------------------------------------------------------- who works beside, or in the place of, the responsible worker

alter table allocation drop constraint allocation_responsibility_check;
alter table allocation add constraint allocation_responsibility_check check (responsibility in ('RESPONSIBLE', 'CO_WORKING', 'COVER'));
alter table allocation add constraint allocation_cover_ends check (responsibility <> 'COVER' or until_at is not null);
alter table handover add column cover_until date;
alter table handover add constraint handover_cover_ends check (cover_until is null or type = 'TEMPORARY_COVER');

-- ---------------------------------------------------------------- the page "Before you knock" given out to somebody on duty

create table duty_page (
    id           uuid primary key,
    casefile_id  uuid not null references casefile,
    reader_id    uuid not null references practitioner,
    duty_rota_id uuid not null references duty_rota,
    reason       text not null check (length(trim(reason)) > 0),
    given_at     timestamptz not null
);
create index duty_page_reader on duty_page (reader_id, casefile_id);
create table duty_page_part (
    page_id         uuid not null references duty_page,
    part            text not null check (part in ('PEOPLE', 'AGENCIES', 'GLANCE', 'ACCOUNT', 'SOURCES', 'OBLIGATIONS')),
    words           int not null check (words >= 0),
    acknowledged_at timestamptz,
    primary key (page_id, part)
);
grant select, insert on duty_page, duty_page_part to throughline_app;
grant update (acknowledged_at) on duty_page_part to throughline_app;
create trigger duty_page_append before update or delete or truncate on duty_page for each statement execute function refuse_change();
create trigger duty_page_part_kept before delete or truncate on duty_page_part for each statement execute function refuse_change();

create function duty_page_keeps_time() returns trigger language plpgsql as $$
begin
    if clock_is_real() and abs(extract(epoch from (new.given_at - now()))) > 60 then
        raise exception 'The time at which the page is given out is kept by the server.' using errcode = '23TC7';
    end if;
    return new;
end $$;
create trigger duty_page_keeps_time before insert on duty_page for each row execute function duty_page_keeps_time();

create function duty_page_part_is_read() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_op = 'INSERT' and new.acknowledged_at is not null or tg_op = 'UPDATE' and old.acknowledged_at is not null then
        raise exception 'A part of the page is acknowledged once, after it was given out.' using errcode = '23TC7';
    end if;
    if new.acknowledged_at < (select given_at from duty_page where id = new.page_id) + make_interval(secs => new.words / rule_number('RR3')::double precision) then
        raise exception 'This part of the page was acknowledged too soon after it was given out.' using errcode = '23TC8';
    end if;
    if clock_is_real() and abs(extract(epoch from (new.acknowledged_at - now()))) > 60 then
        raise exception 'The time of acknowledgement is kept by the server.' using errcode = '23TC7';
    end if;
    return new;
end $$;
create trigger duty_page_part_is_read before insert or update on duty_page_part for each row execute function duty_page_part_is_read();

-- The key entries that stand on the page: the newest ones.
create function knock_entries(p_casefile uuid, p_at timestamptz) returns table (casefile_id uuid, seq bigint) language sql stable as $$
    select f.casefile_id, f.seq from family_entries(p_casefile, p_at) f join entry e on e.casefile_id = f.casefile_id and e.seq = f.seq
    where is_key(f.casefile_id, f.seq, p_at)
    order by e.event_date desc, f.casefile_id desc, f.seq desc limit (select rule_number('DU3')::int)
$$;

-- ---------------------------------------------------------------- the authority itself

alter table authority add column duty_rota_id uuid references duty_rota;
alter table authority add column duty_page_id uuid unique references duty_page;
alter table authority drop constraint authority_kind_check;
alter table authority add constraint authority_kind_check check (kind in ('RESPONSIBLE', 'CO_WORKING', 'COVER', 'DUTY', 'URGENT'));
do $$
declare
    v_known text;
begin
    select substring(pg_get_constraintdef(oid) from 'CHECK (.*)$') into v_known
      from pg_constraint where conrelid = 'authority'::regclass and conname = 'authority_origin_check';
    execute 'alter table authority drop constraint authority_origin_check';
    execute 'alter table authority add constraint authority_origin_check check (origin = ''DUTY'' or ' || v_known || ')';
end $$;
alter table authority add constraint authority_duty check ((kind = 'DUTY') = (origin = 'DUTY')
    and (kind = 'DUTY') = (duty_rota_id is not null) and (kind = 'DUTY') = (duty_page_id is not null));
alter table authority add constraint authority_shared check (kind not in ('CO_WORKING', 'COVER') or (allocation_id is not null and sign_off_id is not null));
alter table authority add constraint authority_ends check (kind not in ('COVER', 'DUTY') or expires_at is not null);

-- What the worker on duty leaves for the responsible one, and that it was read.
create table hand_back_note (
    authority_id uuid primary key references authority,
    text         text not null check (length(trim(text)) > 0),
    written_by   uuid not null references practitioner,
    written_at   timestamptz not null
);
create table hand_back_receipt (
    authority_id    uuid not null references hand_back_note,
    reader_id       uuid not null references practitioner,
    given_at        timestamptz not null,
    acknowledged_at timestamptz,
    primary key (authority_id, reader_id),
    check (acknowledged_at >= given_at)
);
grant select, insert on hand_back_note, hand_back_receipt to throughline_app;
grant update (acknowledged_at) on hand_back_receipt to throughline_app;
create trigger hand_back_note_append before update or delete or truncate on hand_back_note for each statement execute function refuse_change();
create trigger hand_back_receipt_kept before delete or truncate on hand_back_receipt for each statement execute function refuse_change();

-- ---------------------------------------------------------------- the second wall

create or replace function authority_is_earned() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_sign  sign_off%rowtype;
    v_line  uuid;
    v_open  timestamptz;
    v_page  duty_page%rowtype;
    v_until date;
    v_type  text;
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
    if new.origin = 'DUTY' then
        select * into v_page from duty_page where id = new.duty_page_id;
        if not is_on_duty(new.practitioner_id, (select agency_id from casefile where id = new.casefile_id), 'DUTY_WORKER', new.granted_at)
           or not exists (select 1 from duty_rota r where r.id = new.duty_rota_id and r.practitioner_id = new.practitioner_id and r.role = 'DUTY_WORKER'
                          and r.withdrawn_at is null and r.since <= new.granted_at and r.until > new.granted_at and r.until >= new.expires_at) then
            raise exception 'Only a worker who is on duty now acts on duty, and for that shift.' using errcode = '23TC0';
        end if;
        if v_page.id is null or v_page.reader_id <> new.practitioner_id or v_page.casefile_id <> new.casefile_id or v_page.duty_rota_id <> new.duty_rota_id
           or (select count(*) from duty_page_part p where p.page_id = v_page.id and p.acknowledged_at <= new.granted_at) < 6 then
            raise exception 'Nobody acts on duty before the page "Before you knock" is read, in this shift.' using errcode = '23TC1';
        end if;
        if exists (select 1 from knock_entries(new.casefile_id, new.granted_at) k join entry e on e.casefile_id = k.casefile_id and e.seq = k.seq
                   where e.recorded_by is distinct from new.practitioner_id
                     and not (is_restricted(e) and restriction_for(new.practitioner_id, e.casefile_id, e.seq, new.granted_at) is not null)
                     and not exists (select 1 from receipt r where r.reader_id = new.practitioner_id and r.casefile_id = e.casefile_id and r.seq = e.seq
                                     and r.kind = 'ITEM' and r.acknowledged_at <= new.granted_at)) then
            raise exception 'Nobody acts on duty before every key entry of the page "Before you knock" is read.' using errcode = '23TC2';
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
    select h.type, h.cover_until into v_type, v_until from handover h where h.id = v_sign.handover_id;
    if new.kind <> (case v_type when 'TEMPORARY_COVER' then 'COVER' when 'CO_WORKING' then 'CO_WORKING' else 'RESPONSIBLE' end) then
        raise exception 'What was signed gives another kind of authority.' using errcode = '23TC3';
    end if;
    if new.kind = 'COVER' and (v_until is null or new.expires_at > (v_until + 1)::timestamp at time zone 'Europe/London') then
        raise exception 'Cover ends on the day that was agreed.' using errcode = '23TC4';
    end if;
    v_line := supervisor_at(new.practitioner_id, v_sign.signed_at);
    if v_line is null or not (v_sign.signer_id = v_line or is_deputy_at(v_sign.signer_id, v_line, v_sign.signed_at)) then
        raise exception 'Only the line supervisor of the new worker, or that one''s deputy, signs off.' using errcode = '23T66';
    end if;
    if not exists (select 1 from allocation l where l.id = new.allocation_id and l.casefile_id = new.casefile_id
                   and l.practitioner_id = new.practitioner_id and l.responsibility = new.kind and l.until_at is not distinct from new.expires_at
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

-- Does this worker hold, at a moment, an authority on this open file for an act of this type (this very one, where it is named)?
create function may_act(p_casefile uuid, p_worker uuid, p_urgent boolean, p_at timestamptz, p_authority uuid, p_type text) returns boolean
    language plpgsql security definer set search_path = public as $$
begin
    perform 1 from family_head where casefile_id = p_casefile for share;
    return exists (
        select 1 from authority a join casefile c on c.id = a.casefile_id
        where a.casefile_id = p_casefile and a.practitioner_id = p_worker
          and (c.closed_at is null or c.closed_at > p_at)
          and (a.kind = 'URGENT') = p_urgent
          and (p_authority is null or a.id = p_authority)
          and a.granted_at <= p_at
          and (a.revoked_at is null or a.revoked_at > p_at)
          and (a.expires_at is null or a.expires_at > p_at)
          and (a.allocation_id is null or exists (select 1 from allocation l where l.id = a.allocation_id
               and l.since <= p_at and (l.until_at is null or l.until_at > p_at)))
          and (a.kind <> 'DUTY' or (exists (select 1 from event_type t where t.code = p_type and t.on_duty)
               and exists (select 1 from duty_rota r where r.id = a.duty_rota_id and r.withdrawn_at is null and r.since <= p_at and r.until > p_at))));
end $$;

-- For an act whose type is not said: duty does not carry it.
create or replace function may_act(p_casefile uuid, p_worker uuid, p_urgent boolean, p_at timestamptz, p_authority uuid) returns boolean
    language plpgsql security definer set search_path = public as $$
begin
    return may_act(p_casefile, p_worker, p_urgent, p_at, p_authority, null::text);
end $$;

create or replace function intervention_is_lawful() returns trigger language plpgsql security definer set search_path = public as $$
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
    if v_file.closed_at <= new.filed_at then
        raise exception 'Nobody acts on a closed case file. Open it again first.' using errcode = '23TC6';
    end if;
    if not may_act(new.casefile_id, new.acted_by, new.standing = 'URGENT', new.filed_at, new.authority_id, new.event_type) then
        raise exception 'Nobody may act here without authority on this case file.' using errcode = '23T74';
    end if;
    return null;
end $$;

create or replace function named_child_is_covered() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_entry entry%rowtype;
    v_file  uuid;
begin
    select * into v_entry from entry where casefile_id = new.casefile_id and seq = new.seq;
    if v_entry.standing not in ('AUTHORISED', 'URGENT') then return null; end if;
    select c.id into v_file from casefile c
     where c.person_id = new.person_id and c.kind = 'CHILD' and c.closed_at is null and c.id <> new.casefile_id;
    if v_file is not null and not may_act(v_file, v_entry.acted_by, v_entry.standing = 'URGENT', v_entry.filed_at, null, v_entry.event_type) then
        raise exception 'Nobody may act here without authority on the file of every child named.' using errcode = '23T75';
    end if;
    return null;
end $$;

create or replace function authority_holders(p_casefile uuid, p_at timestamptz)
    returns table (practitioner_id uuid, kind text, granted_at timestamptz, expires_at timestamptz) language sql stable as $$
    select a.practitioner_id, a.kind, a.granted_at, a.expires_at from authority a
    where a.casefile_id = p_casefile and a.granted_at <= p_at and (a.revoked_at is null or a.revoked_at > p_at)
      and (a.expires_at is null or a.expires_at > p_at)
      and (a.allocation_id is null or exists (select 1 from allocation l where l.id = a.allocation_id
           and l.since <= p_at and (l.until_at is null or l.until_at > p_at)))
      and (a.duty_rota_id is null or exists (select 1 from duty_rota r where r.id = a.duty_rota_id and r.withdrawn_at is null
           and r.since <= p_at and r.until > p_at))
    order by a.granted_at, a.id
$$;

-- ---------------------------------------------------------------- who stands to the file for a time

alter function own_relations(uuid, timestamptz) rename to own_relations_without_end;
create function own_relations(p_practitioner uuid, p_at timestamptz) returns table (casefile_id uuid, relation text, since timestamptz) language sql stable as $$
    select o.casefile_id, o.relation, o.since from own_relations_without_end(p_practitioner, p_at) o
    union all
    select a.casefile_id, 'ALLOCATED', null::timestamptz from allocation a
      where a.practitioner_id = p_practitioner and a.responsibility = 'COVER' and a.since <= p_at and a.until_at > p_at
    union all
    select a.casefile_id, case when b.depth > 1 then 'LINE_ABOVE' when f.in_person then 'SUPERVISOR' else 'DEPUTY' end, null::timestamptz
      from answers_for(p_practitioner, p_at) f
      cross join lateral line_below(f.person_id) b
      join allocation a on a.practitioner_id = b.person_id and a.responsibility = 'COVER' and a.since <= p_at and a.until_at > p_at
    union all
    select a.casefile_id, 'ON_DUTY', null::timestamptz from authority a
      join duty_rota r on r.id = a.duty_rota_id and r.withdrawn_at is null and r.since <= p_at and r.until > p_at
      where a.practitioner_id = p_practitioner and a.kind = 'DUTY' and a.revoked_at is null and a.granted_at <= p_at and a.expires_at > p_at
$$;
create index allocation_cover on allocation (practitioner_id, until_at) where responsibility = 'COVER';

-- ---------------------------------------------------------------- the third wall
-- Written without the functions of the second wall, so that a mistake there does not hide itself here.

alter view gate_violation rename to gate_violation_of_sign_offs;
create view gate_violation as
select v.violation, v.casefile_id, v.seq, v.authority_id from gate_violation_of_sign_offs v
  where not (v.violation = 'INTERVENTION_WITHOUT_AUTHORITY' and v.authority_id is not null
             and exists (select 1 from authority a where a.id = v.authority_id and a.kind = 'DUTY'))
union all
select 'INTERVENTION_BEYOND_DUTY', e.casefile_id, e.seq, e.authority_id
  from entry e
  join authority a on a.id = e.authority_id and a.kind = 'DUTY'
  left join duty_rota r on r.id = a.duty_rota_id
  left join event_type t on t.code = e.event_type
  where not coalesce(a.casefile_id = e.casefile_id and a.practitioner_id = e.acted_by and e.standing = 'AUTHORISED' and t.on_duty
        and a.granted_at <= e.filed_at and coalesce(a.revoked_at, 'infinity') > e.filed_at and a.expires_at > e.filed_at
        and r.practitioner_id = a.practitioner_id and r.withdrawn_at is null and r.since <= e.filed_at and r.until > e.filed_at, false)
union all
select 'INTERVENTION_ON_CLOSED_FILE', e.casefile_id, e.seq, e.authority_id
  from entry e join casefile c on c.id = e.casefile_id
  where e.standing in ('AUTHORISED', 'URGENT') and c.closed_at < e.filed_at
union all
select 'DUTY_WITHOUT_ROTA_OR_PAGE', a.casefile_id, null::bigint, a.id
  from authority a
  left join duty_rota r on r.id = a.duty_rota_id
  left join duty_page g on g.id = a.duty_page_id
  where a.kind = 'DUTY'
    and not coalesce(r.practitioner_id = a.practitioner_id and r.role = 'DUTY_WORKER' and r.withdrawn_at is null and r.since <= a.granted_at and r.until > a.granted_at
        and g.reader_id = a.practitioner_id and g.casefile_id = a.casefile_id and g.duty_rota_id = a.duty_rota_id
        and (select count(*) from duty_page_part p where p.page_id = g.id and p.acknowledged_at <= a.granted_at) = 6, false)
union all
select 'DUTY_WITHOUT_READING', a.casefile_id, k.seq, a.id
  from authority a
  cross join lateral (
    select distinct e.event_date, e.casefile_id, e.seq, e.recorded_by
      from family_member m
      join entry_person p on p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
      join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= a.granted_at
     where m.casefile_id = a.casefile_id and m.added_at <= a.granted_at
       and coalesce((select d.key from key_decision d where d.casefile_id = e.casefile_id and d.seq = e.seq and d.decided_at <= a.granted_at
                     order by d.decided_at desc, d.id desc limit 1), e.key_marked or e.key_by_rule)
     order by e.event_date desc, e.casefile_id desc, e.seq desc limit (select value::int from rule_value where id = 'DU3')) k
  where a.kind = 'DUTY' and k.recorded_by is distinct from a.practitioner_id
    and not exists (select 1 from receipt r where r.reader_id = a.practitioner_id and r.casefile_id = k.casefile_id and r.seq = k.seq
                    and r.kind = 'ITEM' and r.acknowledged_at <= a.granted_at)
    and not exists (select 1 from restriction x where x.casefile_id = k.casefile_id and x.seq = k.seq)
union all
select 'SIGNED_FOR_ANOTHER_KIND', a.casefile_id, null::bigint, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join handover h on h.id = s.handover_id
  left join allocation l on l.id = a.allocation_id
  where a.origin = 'SIGN_OFF'
    and not coalesce(a.kind = case h.type when 'TEMPORARY_COVER' then 'COVER' when 'CO_WORKING' then 'CO_WORKING' else 'RESPONSIBLE' end
        and l.casefile_id = a.casefile_id and l.practitioner_id = a.practitioner_id and l.responsibility = a.kind
        and (a.kind <> 'COVER' or (a.expires_at <= (h.cover_until + 1)::timestamp at time zone 'Europe/London' and l.until_at <= a.expires_at)), false);
grant select on gate_violation to throughline_app;
