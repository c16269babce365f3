-- What must happen by when, who owes it, and how it ended. Module: obligation.

create table obligation (
    id            uuid primary key,
    dedupe_key    text not null,           -- one open obligation per key
    casefile_id   uuid references casefile,
    subject_kind  text not null,           -- HANDOVER, ENTRY, AUTHORITY, RESTRICTION ...
    subject_id    uuid not null,
    rule_id       text not null,           -- practice-rules.md
    what          text not null,           -- a step in plain words, never about a person
    owner_id      uuid references practitioner,
    agency_id     uuid references agency,
    born_at       timestamptz not null,
    due_at        timestamptz not null,
    unit          text not null check (unit in ('WORKING_DAYS', 'CALENDAR_DAYS', 'HOURS')),
    urgent        boolean not null default false,
    level         int not null default 0,
    ended_at      timestamptz,
    end_kind      text check (end_kind in ('MET', 'MET_LATE', 'NOT_NEEDED', 'OVERTAKEN')),
    ended_by      uuid references practitioner,
    end_reason    text,
    second_person uuid references practitioner,
    check ((ended_at is null) = (end_kind is null)),
    check (end_kind is distinct from 'NOT_NEEDED' or (ended_by is not null and second_person is not null and second_person <> ended_by and length(trim(end_reason)) > 0)),
    check (end_kind is distinct from 'OVERTAKEN' or length(trim(end_reason)) > 0)
);
create unique index obligation_one_open on obligation (dedupe_key) where ended_at is null;
create index obligation_due on obligation (due_at) where ended_at is null;
create index obligation_owner on obligation (owner_id, due_at) where ended_at is null;
create index obligation_casefile on obligation (casefile_id, born_at);
create index obligation_subject on obligation (subject_kind, subject_id);
grant select, insert, update (due_at, owner_id, level, ended_at, end_kind, ended_by, end_reason, second_person) on obligation to throughline_app;

create function obligation_stays_ended() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null then
        raise exception 'This obligation has ended; it cannot be changed.' using errcode = '23T40';
    end if;
    return new;
end $$;
create trigger obligation_stays_ended before update on obligation for each row execute function obligation_stays_ended();
create trigger obligation_kept before delete or truncate on obligation for each statement execute function refuse_change();

-- Each level that was told, or passed because nobody holds it.
create table obligation_step (
    id            uuid primary key,
    obligation_id uuid not null references obligation,
    level         int not null,
    told_id       uuid references practitioner,
    said          text not null,
    at            timestamptz not null,
    unique (obligation_id, level)
);
create index obligation_step_told on obligation_step (told_id, at);
grant select, insert on obligation_step to throughline_app;
create trigger obligation_step_append before update or delete or truncate on obligation_step for each statement execute function refuse_change();
