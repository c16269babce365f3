-- Who works where, for whom, and who stands in for whom. Module: organisation.

-- The clock of the record. REAL: the database checks that times are its own. SIMULATED: tests, replay and the demo's story.
create table clock_mode (
    only_row boolean primary key default true check (only_row),
    mode     text not null check (mode in ('REAL', 'SIMULATED'))
);
insert into clock_mode (mode) values ('REAL');
grant select on clock_mode to throughline_app;

create function clock_is_real() returns boolean language sql stable security definer set search_path = public as
$$ select mode = 'REAL' from clock_mode $$;

-- Numbers of the product that an administrator may change; the id says where each comes from.
create table rule_value (
    id      text primary key,
    value   numeric not null,
    unit    text not null,
    meaning text not null,
    source  text not null,
    status  text not null check (status in ('national', 'local', 'proposal'))
);
grant select, update on rule_value to throughline_app;
insert into rule_value (id, value, unit, meaning, source, status) values
 ('RR1', 100, 'entries',       'a family history of at most this many entries is read one by one', 'domain 4', 'proposal'),
 ('RR2', 12,  'months',        'entries about events of the last so many months are read one by one', 'domain 4', 'proposal'),
 ('RR3', 10,  'words/second',  'an acknowledgement is not taken before words divided by this have passed', 'domain 4', 'proposal'),
 ('RR4', 50,  'entries',       'one receipt for a period covers at most so many entries', 'domain 4', 'proposal'),
 ('RR5', 300, 'entries',       'above this the supervisor may grant part read', 'domain 4', 'proposal'),
 ('RR6', 15,  'working days',  'part read lasts at most so long', 'domain 4', 'proposal'),
 ('RR7', 5,   'words/second',  'an acknowledgement before words divided by this have passed is shown as brief', 'domain 4', 'proposal'),
 ('GL1', 6,   'months',        'a time without entries of at least so long is shown as a quiet period', 'domain 4', 'proposal'),
 ('X11', 24,  'hours',         'urgent access lasts at least so long', 'practice-rules 1.7 X11', 'proposal'),
 ('GA1', 20,  'working days',  'the outgoing worker may add late entries for so long', 'domain 5', 'proposal');

create function rule_number(p_id text) returns numeric language sql stable as
$$ select value from rule_value where id = p_id $$;

create table agency (
    id    uuid primary key,
    code  text not null unique,
    name  text not null,
    kind  text not null,
    gated boolean not null
);
grant select, insert, update on agency to throughline_app;

create table team (
    id        uuid primary key,
    agency_id uuid not null references agency,
    name      text not null,
    unique (agency_id, name)
);
grant select, insert on team to throughline_app;

create table practitioner (
    id              uuid primary key,
    username        text not null unique,
    name            text not null,
    agency_id       uuid not null references agency,
    team_id         uuid references team,
    role            text not null,
    supervisor_id   uuid references practitioner,
    can_log_in      boolean not null,
    active          boolean not null default true,
    changed_at      timestamptz not null,
    check (supervisor_id <> id)
);
create index practitioner_supervisor on practitioner (supervisor_id);
grant select, insert, update on practitioner to throughline_app;

-- The line of supervision as it was: a sign-off is judged by the line of its moment.
create table supervision_line (
    practitioner_id uuid not null references practitioner,
    since           timestamptz not null,
    supervisor_id   uuid references practitioner,
    primary key (practitioner_id, since)
);
grant select on supervision_line to throughline_app;

create function keep_supervision_line() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_op = 'INSERT' or new.supervisor_id is distinct from old.supervisor_id then
        insert into supervision_line (practitioner_id, since, supervisor_id)
        values (new.id, new.changed_at, new.supervisor_id)
        on conflict (practitioner_id, since) do update set supervisor_id = excluded.supervisor_id;
    end if;
    return null;
end $$;
create trigger practitioner_line after insert or update on practitioner
    for each row execute function keep_supervision_line();

create function supervisor_at(p_practitioner uuid, p_at timestamptz) returns uuid language sql stable as $$
    select supervisor_id from supervision_line
    where practitioner_id = p_practitioner and since <= p_at order by since desc limit 1
$$;

-- A deputy stands in for someone between two moments.
create table deputy (
    id              uuid primary key,
    practitioner_id uuid not null references practitioner,
    deputy_id       uuid not null references practitioner,
    since           timestamptz not null,
    until           timestamptz,
    check (practitioner_id <> deputy_id)
);
grant select, insert, update (until) on deputy to throughline_app;

create function is_deputy_at(p_deputy uuid, p_for uuid, p_at timestamptz) returns boolean language sql stable as $$
    select exists (select 1 from deputy d where d.deputy_id = p_deputy and d.practitioner_id = p_for
                   and d.since <= p_at and (d.until is null or d.until > p_at))
$$;

create table absence (
    id              uuid primary key,
    practitioner_id uuid not null references practitioner,
    since           timestamptz not null,
    until           timestamptz
);
grant select, insert, update (until) on absence to throughline_app;
