-- People, case files, and who belongs to a family. Module: casefile.

-- Refuses UPDATE, DELETE and TRUNCATE on append-only tables, the owner's included.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The table % is append-only: what was recorded stays.', tg_table_name using errcode = '23T00';
end $$;

create table person (
    id          uuid primary key,
    kind        text not null check (kind in ('CHILD', 'ADULT')),
    name        text not null,
    given_name  text not null,
    born        date,
    expected    date,
    recorded_at timestamptz not null,
    check (kind = 'ADULT' or born is not null or expected is not null)
);
create index person_name_born on person (lower(name), born);
grant select, insert, update on person to throughline_app;

create table person_name (
    person_id uuid not null references person,
    name      text not null,
    kind      text not null check (kind in ('FORMER', 'ALIAS')),
    primary key (person_id, name)
);
grant select, insert on person_name to throughline_app;

create table person_identifier (
    person_id uuid not null references person,
    scheme    text not null,
    value     text not null,
    primary key (scheme, value, person_id)
);
grant select, insert on person_identifier to throughline_app;

-- Two records that may be the same person; the last decision counts, and can be undone by another.
create table person_match (
    id          uuid primary key,
    person_a    uuid not null references person,
    person_b    uuid not null references person,
    basis       text not null check (basis in ('IDENTIFIER', 'NAME_AND_BIRTH_DATE', 'ADDRESS')),
    proposed_at timestamptz not null,
    unique (person_a, person_b),
    check (person_a < person_b)
);
grant select, insert on person_match to throughline_app;

create table person_match_decision (
    id         uuid primary key,
    match_id   uuid not null references person_match,
    outcome    text not null check (outcome in ('SAME', 'NOT_SAME', 'CANNOT_TELL')),
    decided_by uuid references practitioner,     -- null only where equal identifiers link by rule
    decided_at timestamptz not null,
    reason     text not null check (length(trim(reason)) > 0)
);
create index person_match_decision_match on person_match_decision (match_id, decided_at);
grant select, insert on person_match_decision to throughline_app;

create table casefile (
    id           uuid primary key,
    reference    text not null unique,
    person_id    uuid not null unique references person,
    kind         text not null check (kind in ('CHILD', 'PERSON')),
    title        text not null,
    jurisdiction text not null,
    agency_id    uuid references agency,
    origin       text not null check (origin in ('IMPORT', 'OPENED')),
    opened_on    date not null,
    filed_at     timestamptz not null,      -- when the file was opened here
    closed_at    timestamptz
);
grant select, insert, update (closed_at) on casefile to throughline_app;

create table relationship (
    id          uuid primary key,
    from_person uuid not null references person,
    to_person   uuid not null references person,
    type        text not null check (type in ('PARENT','STEP_PARENT','CARER','SIBLING','HALF_SIBLING','PARTNER','GRANDPARENT','OTHER_RELATIVE','OTHER')),
    since       date not null,
    recorded_at timestamptz not null,
    recorded_by uuid references practitioner,
    check (from_person <> to_person)
);
create index relationship_from on relationship (from_person);
create index relationship_to on relationship (to_person);
create table relationship_end (
    relationship_id uuid primary key references relationship,
    until           date not null,
    recorded_at     timestamptz not null,
    recorded_by     uuid references practitioner
);
grant select, insert on relationship, relationship_end to throughline_app;

create table household (
    id        uuid primary key,
    address   text not null,
    protected boolean not null default false
);
create table household_member (
    id           uuid primary key,
    household_id uuid not null references household,
    person_id    uuid not null references person,
    since        date not null,
    recorded_at  timestamptz not null,
    recorded_by  uuid references practitioner
);
create index household_member_person on household_member (person_id);
create index household_member_household on household_member (household_id);
create table household_member_end (
    household_member_id uuid primary key references household_member,
    until               date not null,
    recorded_at         timestamptz not null,
    recorded_by         uuid references practitioner
);
grant select, insert on household, household_member, household_member_end to throughline_app;

create table involvement (
    id              uuid primary key,
    agency_id       uuid not null references agency,
    person_id       uuid not null references person,
    practitioner_id uuid references practitioner,
    since           date not null,
    until           date,
    concern         text
);
create index involvement_person on involvement (person_id);
grant select, insert, update (until) on involvement to throughline_app;

-- Who is responsible. Open = until_at is null; one open responsible worker for a file.
create table allocation (
    id              uuid primary key,
    casefile_id     uuid not null references casefile,
    practitioner_id uuid not null references practitioner,
    responsibility  text not null check (responsibility in ('RESPONSIBLE', 'CO_WORKING')),
    since           timestamptz not null,
    until_at        timestamptz,
    handover_id     uuid
);
create unique index allocation_one_responsible on allocation (casefile_id) where until_at is null and responsibility = 'RESPONSIBLE';
create index allocation_practitioner on allocation (practitioner_id) where until_at is null;
grant select, insert, update (until_at) on allocation to throughline_app;

-- A case file is never without a responsible worker once it has had one.
create function refuse_responsibility_gap() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if exists (select 1 from casefile c where c.id = old.casefile_id and c.closed_at is null)
       and not exists (select 1 from allocation a where a.casefile_id = old.casefile_id and a.responsibility = 'RESPONSIBLE' and a.until_at is null) then
        raise exception 'A case file is never without a responsible worker: name the next one in the same step.' using errcode = '23T10';
    end if;
    return null;
end $$;
create constraint trigger allocation_no_gap after update or delete on allocation deferrable initially deferred
    for each row when (old.responsibility = 'RESPONSIBLE') execute function refuse_responsibility_gap();

-- What is known to exist elsewhere: asked for, received, read. "Known and not seen."
create table source (
    id          uuid primary key,
    casefile_id uuid not null references casefile,
    agency_id   uuid references agency,
    holder      text not null,
    what        text not null,
    known_at    timestamptz not null,
    asked_at    timestamptz,
    received_at timestamptz,
    owner_id    uuid references practitioner,
    action      text,
    action_due  date,
    decided_by  uuid references practitioner
);
create index source_casefile on source (casefile_id);
grant select, insert, update (asked_at, received_at, owner_id, action, action_due, decided_by) on source to throughline_app;

-- People who must not see a file, whatever their role.
create table conflict_of_interest (
    casefile_id     uuid not null references casefile,
    practitioner_id uuid not null references practitioner,
    reason          text not null,
    since           timestamptz not null,
    primary key (casefile_id, practitioner_id)
);
grant select, insert on conflict_of_interest to throughline_app;

-- After a link has ended, later entries about that person belong to the family only by a named decision.
create table family_decision (
    id          uuid primary key,
    casefile_id uuid not null references casefile,
    person_id   uuid not null references person,
    include     boolean not null,
    decided_by  uuid not null references practitioner,
    decided_at  timestamptz not null,
    reason      text not null
);
grant select, insert on family_decision to throughline_app;

create table family_head (
    casefile_id uuid primary key references casefile,
    version     bigint not null
);
grant select, insert, update (version) on family_head to throughline_app;
create function family_head_rises() returns trigger language plpgsql as $$
begin
    if new.version <= old.version then
        raise exception 'The version of a family history only rises.' using errcode = '23T11';
    end if;
    return new;
end $$;
create trigger family_head_rises before update on family_head for each row execute function family_head_rises();

-- The family, computed and kept. Written by refresh_family alone; the application may only read it.
create table family_member (
    casefile_id uuid not null references casefile,
    person_id   uuid not null references person,
    step        int not null check (step between 1 and 4),
    via_person  uuid references person,
    tie         text not null,
    until       date,
    added_at    timestamptz not null,
    primary key (casefile_id, person_id)
);
create index family_member_person on family_member (person_id, casefile_id);
grant select on family_member to throughline_app;

-- Records decided to be the same person, both ways, as known at a moment.
create function same_person_pairs(p_at timestamptz) returns table (a uuid, b uuid) language sql stable as $$
    with last_decision as (
        select distinct on (d.match_id) d.match_id, d.outcome from person_match_decision d
        where d.decided_at <= p_at order by d.match_id, d.decided_at desc, d.id desc)
    select m.person_a, m.person_b from person_match m join last_decision l on l.match_id = m.id where l.outcome = 'SAME'
    union all
    select m.person_b, m.person_a from person_match m join last_decision l on l.match_id = m.id where l.outcome = 'SAME'
$$;

create function same_person(p_person uuid, p_at timestamptz) returns setof uuid language sql stable as $$
    with recursive cluster(id) as (
        select p_person
        union
        select s.b from cluster c join same_person_pairs(p_at) s on s.a = c.id)
    select id from cluster
$$;

-- The ties of a set of people as known at a moment: other person, how, until when.
create function person_ties(p_people uuid[], p_at timestamptz)
    returns table (person_id uuid, other_id uuid, tie text, outward boolean, since date, until date) language sql stable as $$
    select r.from_person, r.to_person, r.type, true, r.since, e.until
      from relationship r left join relationship_end e on e.relationship_id = r.id and e.recorded_at <= p_at
      where r.from_person = any(p_people) and r.recorded_at <= p_at
    union all
    select r.to_person, r.from_person, r.type, false, r.since, e.until
      from relationship r left join relationship_end e on e.relationship_id = r.id and e.recorded_at <= p_at
      where r.to_person = any(p_people) and r.recorded_at <= p_at
    union all
    select a.person_id, b.person_id, 'HOUSEHOLD', true, greatest(a.since, b.since), least(ae.until, be.until)
      from household_member a
      left join household_member_end ae on ae.household_member_id = a.id and ae.recorded_at <= p_at
      join household_member b on b.household_id = a.household_id and b.person_id <> a.person_id and b.recorded_at <= p_at
      left join household_member_end be on be.household_member_id = b.id and be.recorded_at <= p_at
      where a.person_id = any(p_people) and a.recorded_at <= p_at
        and a.since <= coalesce(be.until, 'infinity') and b.since <= coalesce(ae.until, 'infinity')
$$;

-- Domain 2, "Family", one step at a time; each person with the reason why they are here and until when their entries belong to it.
create function family_at(p_casefile uuid, p_at timestamptz)
    returns table (person_id uuid, step int, via_person uuid, tie text, until date) language plpgsql stable as $$
declare
    v_child   uuid[];
    v_carers  uuid[];
begin
    select array_agg(s) into v_child from casefile c, lateral same_person(c.person_id, p_at) s where c.id = p_casefile;
    select array_agg(distinct s) into v_carers
      from person_ties(v_child, p_at) t, lateral same_person(t.other_id, p_at) s
      where not t.outward and t.tie in ('PARENT', 'STEP_PARENT', 'CARER') and not s = any(v_child);
    return query
    with found as (
        select c as person, 1 as step, null::uuid as via, 'CHILD'::text as tie, 'infinity'::date as until from unnest(v_child) c
        union all
        select s, 2, t.person_id, t.tie, coalesce(t.until, 'infinity')
          from person_ties(v_child, p_at) t, lateral same_person(t.other_id, p_at) s
        union all
        select s, 3, t.person_id, t.tie,
               least(coalesce(t.until, 'infinity'), c.until)
          from (select k.id, max(coalesce(l.until, 'infinity')) as until
                  from unnest(v_carers) k(id)
                  join person_ties(v_child, p_at) l on not l.outward and l.tie in ('PARENT', 'STEP_PARENT', 'CARER')
                   and k.id in (select same_person(l.other_id, p_at))
                 group by k.id) c
          join person_ties(v_carers, p_at) t on t.person_id = c.id and t.outward and t.tie in ('PARENT', 'STEP_PARENT', 'CARER')
          cross join lateral same_person(t.other_id, p_at) s
        union all
        select s, 4, t.person_id, t.tie, coalesce(t.until, 'infinity')
          from person_ties(v_carers, p_at) t, lateral same_person(t.other_id, p_at) s
          where t.tie in ('PARTNER', 'HOUSEHOLD') and t.since <= p_at::date
            and (t.until is null or t.until >= p_at::date)),
    best as (
        select distinct on (f.person) f.person, f.step, f.via, f.tie, max(f.until) over (partition by f.person) as until
        from found f order by f.person, f.step, (f.tie = 'HOUSEHOLD'), f.tie, f.via)
    select b.person, b.step, b.via, b.tie,
           case when b.until = 'infinity' or coalesce((
                    select d.include from family_decision d
                    where d.casefile_id = p_casefile and d.person_id = b.person and d.decided_at <= p_at
                    order by d.decided_at desc, d.id desc limit 1), false)
                then null else b.until end
    from best b;
end $$;

-- Brings family_member up to date with what is recorded; true if anything changed. The caller holds the family_head.
create function refresh_family(p_casefile uuid, p_at timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare
    v_gone int;
    v_new  int;
begin
    if not exists (select 1 from casefile where id = p_casefile and kind = 'CHILD') then return false; end if;
    delete from family_member m where m.casefile_id = p_casefile
       and not exists (select 1 from family_at(p_casefile, p_at) f where f.person_id = m.person_id);
    get diagnostics v_gone = row_count;
    insert into family_member as m (casefile_id, person_id, step, via_person, tie, until, added_at)
        select p_casefile, f.person_id, f.step, f.via_person, f.tie, f.until, p_at from family_at(p_casefile, p_at) f
        on conflict (casefile_id, person_id) do update
           set step = excluded.step, via_person = excluded.via_person, tie = excluded.tie, until = excluded.until
           where (m.step, m.via_person, m.tie, m.until) is distinct from (excluded.step, excluded.via_person, excluded.tie, excluded.until);
    get diagnostics v_new = row_count;
    return v_gone + v_new > 0;
end $$;

create trigger person_match_decision_append before update or delete or truncate on person_match_decision for each statement execute function refuse_change();
create trigger relationship_append before update or delete or truncate on relationship for each statement execute function refuse_change();
create trigger relationship_end_append before update or delete or truncate on relationship_end for each statement execute function refuse_change();
create trigger household_member_append before update or delete or truncate on household_member for each statement execute function refuse_change();
create trigger family_decision_append before update or delete or truncate on family_decision for each statement execute function refuse_change();
