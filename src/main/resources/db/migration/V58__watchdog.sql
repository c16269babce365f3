-- What watches that nothing owed is forgotten, and what it found. Module: obligation.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('WD1', 5, 'minutes', 'a watchdog that has not finished a round for so long turns the health of every node DOWN', 'domain 6', 'proposal'),
 ('WD2', 5, 'minutes', 'a timer that is due for so long and has not run is an alarm; so is a late obligation of which nobody was told', 'domain 6', 'proposal'),
 ('WD3', 5, 'minutes', 'a timer that a node holds for so long is an alarm', 'domain 6', 'proposal');

-- Each fault that was found, from when to when. A fault that comes back is a new row.
create table alarm (
    id         uuid primary key,
    kind       text not null,
    subject    text not null,              -- what is at fault, by its id; never a name or a text of the record
    instance   text,                       -- the engine's instance, where Cockpit shows it
    opened_at  timestamptz not null,
    cleared_at timestamptz,
    check (cleared_at is null or cleared_at >= opened_at)
);
create unique index alarm_one_open on alarm (kind, subject) where cleared_at is null;
create index alarm_newest on alarm (opened_at desc, id desc);
grant select, insert, update (cleared_at) on alarm to throughline_app;

create function alarm_stays_cleared() returns trigger language plpgsql as $$
begin
    if old.cleared_at is not null then
        raise exception 'This alarm has ended; it cannot be changed.' using errcode = '23T40';
    end if;
    return new;
end $$;
create trigger alarm_stays_cleared before update on alarm for each row execute function alarm_stays_cleared();
create trigger alarm_kept before delete or truncate on alarm for each statement execute function refuse_change();

-- Whom mail reaches, and whom not.
create index mail_of_person on mail (to_id, changed_at);

-- The last round that was finished, on whatever node.
create table watchdog_round (
    only_row boolean primary key default true check (only_row),
    ended_at timestamptz not null,
    node     text not null,
    took_ms  bigint not null,
    alarms   int not null
);
grant select, insert, update on watchdog_round to throughline_app;
