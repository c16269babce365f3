-- Files that are opened here, closed by two people, and opened again. Modules: casefile, authority.
-- What other migrations replace (functions, the auditor's query) is added to here and never written anew: either order is right.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('OP1', 60, 'days',         'a child of the same mother, born or expected within so many days, may be the same child',  'domain 4', 'proposal'),
 ('CL1', 5,  'working days', 'the line supervisor answers a request to close a case file within so long',                 'domain 2', 'proposal'),
 ('CL2', 5,  'working days', 'the agencies involved are told within so long that a case file was closed',                 'domain 2', 'proposal');

create sequence casefile_number;
grant usage on sequence casefile_number to throughline_app;

alter table person_match drop constraint person_match_basis_check;
alter table person_match add constraint person_match_basis_check check (basis in ('IDENTIFIER', 'NAME_AND_BIRTH_DATE', 'ADDRESS', 'MOTHER_AND_DATE'));

-- A file was opened, or opened again: by whom, for which worker, and why.
create table case_opening (
    id          uuid primary key,
    casefile_id uuid not null references casefile,
    kind        text not null check (kind in ('OPENED', 'REOPENED')),
    reason      text not null check (length(trim(reason)) > 0),
    referred_by text,
    opened_by   uuid not null references practitioner,
    worker_id   uuid not null references practitioner,
    opened_at   timestamptz not null,
    check (opened_by <> worker_id),
    check (kind <> 'OPENED' or length(trim(referred_by)) > 0)
);
create unique index case_opening_once on case_opening (casefile_id) where kind = 'OPENED';
create index case_opening_casefile on case_opening (casefile_id, opened_at);
grant select, insert on case_opening to throughline_app;
create trigger case_opening_append before update or delete or truncate on case_opening for each statement execute function refuse_change();

create function opening_is_possible() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_file casefile%rowtype;
    v_line uuid;
begin
    perform 1 from family_head where casefile_id = new.casefile_id for share;
    select * into v_file from casefile where id = new.casefile_id;
    if clock_is_real() and abs(extract(epoch from (new.opened_at - now()))) > 300 then
        raise exception 'A case file is opened at the time it is opened.' using errcode = '23TA0';
    end if;
    if v_file.kind <> 'CHILD' or (new.kind = 'OPENED' and (v_file.origin <> 'OPENED' or v_file.closed_at is not null)) then
        raise exception 'This case file was not opened here.' using errcode = '23TA1';
    end if;
    if new.kind = 'REOPENED' and (v_file.closed_at is null or v_file.closed_at > new.opened_at) then
        raise exception 'Only a closed case file is opened again.' using errcode = '23TA2';
    end if;
    v_line := supervisor_at(new.worker_id, new.opened_at);
    if v_line is null or not (new.opened_by = v_line or is_deputy_at(new.opened_by, v_line, new.opened_at)) then
        raise exception 'The first worker of a case file is named by that one''s line supervisor, or by the supervisor''s deputy.' using errcode = '23TA3';
    end if;
    return new;
end $$;
create trigger opening_is_possible before insert on case_opening for each row execute function opening_is_possible();

-- The worker closes the work by an entry of their own; the line supervisor agrees, or says why not.
create table case_closure (
    id            uuid primary key,
    casefile_id   uuid not null references casefile,
    entry_seq     bigint not null,
    reason        text not null check (length(trim(reason)) > 0),
    asked_by      uuid not null references practitioner,
    asked_at      timestamptz not null,
    outcome       text check (outcome in ('AGREED', 'NOT_AGREED')),
    answer        text,
    answered_by   uuid references practitioner,
    answered_at   timestamptz,
    foreign key (casefile_id, entry_seq) references entry (casefile_id, seq),
    check ((outcome is null) = (answered_by is null) and (outcome is null) = (answered_at is null)),
    check (answered_by is null or answered_by <> asked_by),
    check (outcome is distinct from 'NOT_AGREED' or length(trim(answer)) > 0)
);
create unique index case_closure_one_open on case_closure (casefile_id) where outcome is null;
create index case_closure_casefile on case_closure (casefile_id, asked_at);
grant select, insert, update (outcome, answer, answered_by, answered_at) on case_closure to throughline_app;
create trigger case_closure_kept before delete or truncate on case_closure for each statement execute function refuse_change();

-- How the worker proposes to end what is still open; agreeing is the second person's word.
create table case_closure_ending (
    closure_id    uuid not null references case_closure,
    obligation_id uuid not null references obligation,
    how           text not null check (how in ('NOT_NEEDED', 'OVERTAKEN')),
    reason        text not null check (length(trim(reason)) > 0),
    primary key (closure_id, obligation_id)
);
grant select, insert on case_closure_ending to throughline_app;
create trigger case_closure_ending_append before update or delete or truncate on case_closure_ending for each statement execute function refuse_change();

create table case_closure_told (
    closure_id uuid not null references case_closure,
    agency_id  uuid not null references agency,
    how        text not null check (length(trim(how)) > 0),
    told_on    date not null,
    told_by    uuid not null references practitioner,
    at         timestamptz not null,
    primary key (closure_id, agency_id)
);
grant select, insert on case_closure_told to throughline_app;
create trigger case_closure_told_append before update or delete or truncate on case_closure_told for each statement execute function refuse_change();

create function closure_is_lawful() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_line uuid;
begin
    perform 1 from family_head where casefile_id = new.casefile_id for share;
    if tg_op = 'INSERT' then
        if new.outcome is not null then
            raise exception 'A closing is first asked for, then agreed.' using errcode = '23TA4';
        end if;
        return new;
    end if;
    if old.outcome is not null then
        raise exception 'This request to close the file has been answered.' using errcode = '23TA5';
    end if;
    if clock_is_real() and abs(extract(epoch from (new.answered_at - now()))) > 300 then
        raise exception 'A closing is agreed at the time it is agreed.' using errcode = '23TA0';
    end if;
    v_line := supervisor_at(old.asked_by, new.answered_at);
    if v_line is null or not (new.answered_by = v_line or is_deputy_at(new.answered_by, v_line, new.answered_at)) then
        raise exception 'The line supervisor of who asks for the closing answers, or that one''s deputy.' using errcode = '23TA6';
    end if;
    if new.outcome = 'AGREED' then
        if not exists (select 1 from entry e where e.casefile_id = old.casefile_id and e.seq = old.entry_seq and e.kind = 'ENTRY'
                       and e.event_type = 'CASE_CLOSURE' and e.acted_by = old.asked_by and e.standing = 'AUTHORISED') then
            raise exception 'A case file is closed by an entry of a worker who may act.' using errcode = '23TA7';
        end if;
        if exists (select 1 from obligation o where o.casefile_id = old.casefile_id and o.ended_at is null
                   and not (o.subject_kind = 'CLOSURE' and o.subject_id = old.id)) then
            raise exception 'Something on this case file must still happen. End it first.' using errcode = '23TA8';
        end if;
    end if;
    return new;
end $$;
create trigger closure_is_lawful before insert or update on case_closure for each row execute function closure_is_lawful();

-- The day a file closed stands; files that come in closed are the exception, and only before anybody was responsible.
create function closing_is_agreed() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if old.closed_at is null and new.closed_at is not null then
        if exists (select 1 from allocation l where l.casefile_id = new.id and l.responsibility = 'RESPONSIBLE')
           and not exists (select 1 from case_closure c where c.casefile_id = new.id and c.outcome = 'AGREED' and c.answered_at = new.closed_at) then
            raise exception 'A case file is closed by its worker and the line supervisor together.' using errcode = '23TA9';
        end if;
    elsif old.closed_at is not null and new.closed_at is null then
        if not exists (select 1 from case_opening o where o.casefile_id = new.id and o.kind = 'REOPENED' and o.opened_at >= old.closed_at) then
            raise exception 'A closed case file is opened again by name and with a reason.' using errcode = '23TAA';
        end if;
    else
        raise exception 'The moment a case file was closed stays as it was recorded.' using errcode = '23TAB';
    end if;
    return new;
end $$;
create trigger closing_is_agreed before update of closed_at on casefile for each row when (old.closed_at is distinct from new.closed_at)
    execute function closing_is_agreed();

-- ---------------------------------------------------------------- authority of the first worker of a file that was opened here

-- Whatever other kinds of origin the constraint knows by now, and this one.
do $$
declare
    v_known text;
begin
    select substring(pg_get_constraintdef(oid) from 'CHECK (.*)$') into v_known
      from pg_constraint where conrelid = 'authority'::regclass and conname = 'authority_origin_check';
    execute 'alter table authority drop constraint authority_origin_check';
    execute 'alter table authority add constraint authority_origin_check check (origin = ''OPENED'' or ' || v_known || ')';
end $$;

create function opened_authority_is_earned() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_opening case_opening%rowtype;
begin
    perform 1 from family_head where casefile_id = new.casefile_id for share;
    if clock_is_real() and abs(extract(epoch from (new.granted_at - now()))) > 300 then
        raise exception 'Authority is granted at the time it is granted.' using errcode = '23T60';
    end if;
    if exists (select 1 from conflict_of_interest k where k.casefile_id = new.casefile_id and k.practitioner_id = new.practitioner_id) then
        raise exception 'This person is on the conflict list of this case file.' using errcode = '23T61';
    end if;
    select * into v_opening from case_opening o where o.casefile_id = new.casefile_id order by o.opened_at desc, o.id desc limit 1;
    if new.kind <> 'RESPONSIBLE' or v_opening.id is null or v_opening.worker_id <> new.practitioner_id or v_opening.opened_by <> new.granted_by
       or v_opening.opened_at <> new.granted_at or exists (select 1 from casefile c where c.id = new.casefile_id and c.closed_at is not null) then
        raise exception 'This opening does not give this authority.' using errcode = '23TB0';
    end if;
    if not exists (select 1 from allocation l where l.id = new.allocation_id and l.casefile_id = new.casefile_id and l.practitioner_id = new.practitioner_id
                   and l.responsibility = 'RESPONSIBLE' and l.until_at is null and l.handover_id is null and l.since = new.granted_at) then
        raise exception 'Authority goes with responsibility.' using errcode = '23TB1';
    end if;
    if exists (select f.person_id from family_at(new.casefile_id, 'infinity') f
               where not exists (select 1 from family_member m where m.casefile_id = new.casefile_id and m.person_id = f.person_id)) then
        raise exception 'The family of this case file has grown. Compute it first.' using errcode = '23TB2';
    end if;
    if exists (select 1 from person_match m
               where not exists (select 1 from person_match_decision d where d.match_id = m.id)
                 and exists (select 1 from family_member f where f.casefile_id = new.casefile_id and f.person_id in (m.person_a, m.person_b))) then
        raise exception 'Whether somebody of this family is known already has not been decided.' using errcode = '23TB3';
    end if;
    if exists (select 1 from reading_lack(new.casefile_id, new.practitioner_id, new.granted_at, new.granted_at))
       or exists (select 1 from reading_lack(new.casefile_id, new.practitioner_id, 'infinity', new.granted_at)) then
        raise exception 'The first worker has not read the history that this family has already.' using errcode = '23TB4';
    end if;
    return null;
end $$;
drop trigger authority_is_earned on authority;
create constraint trigger authority_is_earned after insert on authority for each row when (new.origin <> 'OPENED') execute function authority_is_earned();
create constraint trigger opened_authority_is_earned after insert on authority for each row when (new.origin = 'OPENED') execute function opened_authority_is_earned();

-- ---------------------------------------------------------------- who stands to a closed file

-- The last responsible worker as one who has handed it over, and that one's line.
alter function own_relations(uuid, timestamptz) rename to own_relations_of_open_files;
create function own_relations(p_practitioner uuid, p_at timestamptz) returns table (casefile_id uuid, relation text, since timestamptz) language sql stable as $$
    select o.casefile_id, o.relation, o.since from own_relations_of_open_files(p_practitioner, p_at) o
    union all
    select l.casefile_id, 'FORMER', l.until_at
      from allocation l join casefile c on c.id = l.casefile_id and c.closed_at = l.until_at
      where l.practitioner_id = p_practitioner and l.responsibility = 'RESPONSIBLE'
    union all
    select l.casefile_id, case when b.depth > 1 then 'LINE_ABOVE' when f.in_person then 'SUPERVISOR' else 'DEPUTY' end, null::timestamptz
      from answers_for(p_practitioner, p_at) f
      cross join lateral line_below(f.person_id) b
      join allocation l on l.practitioner_id = b.person_id and l.responsibility = 'RESPONSIBLE'
      join casefile c on c.id = l.casefile_id and c.closed_at = l.until_at
$$;

-- ---------------------------------------------------------------- the third wall

alter view gate_violation rename to gate_violation_of_acts;
create view gate_violation as
select v.violation, v.casefile_id, v.seq, v.authority_id from gate_violation_of_acts v
union all
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
              and not exists (select 1 from part_read_grant g where g.casefile_id = a.casefile_id and g.reader_id = a.practitioner_id and g.granted_at <= a.granted_at)
              and not exists (select 1 from restriction x join restriction_answer y on y.restriction_id = x.id and y.reader_id = a.practitioner_id
                              and y.at <= a.granted_at where x.casefile_id = p.casefile_id and x.seq = p.seq)))
union all
select 'CLOSED_BY_ONE_PERSON', c.id, null, null
  from casefile c
  where c.closed_at is not null and exists (select 1 from allocation l where l.casefile_id = c.id and l.responsibility = 'RESPONSIBLE')
    and not exists (select 1 from case_closure q join entry e on e.casefile_id = q.casefile_id and e.seq = q.entry_seq and e.event_type = 'CASE_CLOSURE'
                     and e.acted_by = q.asked_by
                    where q.casefile_id = c.id and q.outcome = 'AGREED' and q.answered_at = c.closed_at and q.answered_by <> q.asked_by);
grant select on gate_violation to throughline_app;
