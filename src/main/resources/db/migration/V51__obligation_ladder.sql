-- The climb of a late obligation (X7, X8), level by level, each told once; what was answered; moves of the due moment. Module: obligation.

-- level: how many levels have been told; 0 while nobody has. A level's own number, in obligation_step, begins with 0: the owner.
update obligation set level = level + 1 where level > 0 and ended_at is null;
alter table obligation add column next_level_at timestamptz;  -- when the next level is told; null while nobody has been told
update obligation set next_level_at = greatest(due_at, now()) where level > 0 and ended_at is null;
grant update (next_level_at) on obligation to throughline_app;

-- What is late and of which nobody has been told yet: what the sweep looks for.
create index obligation_unnoticed on obligation (due_at, id) where ended_at is null and level = 0;
-- What climbs: what the watchdog looks for.
create index obligation_climbing on obligation (next_level_at, id) where ended_at is null and level > 0;
drop index obligation_due;
create index obligation_due on obligation (due_at, id) where ended_at is null;
drop index obligation_owner;
create index obligation_owner on obligation (owner_id, due_at, id) where ended_at is null;
create index obligation_casefile_open on obligation (casefile_id, (ended_at is not null), due_at, id);

alter table obligation_step add column holder text;   -- which office the table names for this level
alter table obligation_step add column rule_id text;

-- Whom a level asks to see that it happens: one task each. Whoever is told again while the question is still open is not asked twice.
create table obligation_ask (
    id            uuid primary key,
    obligation_id uuid not null references obligation,
    level         int not null,
    asked_id      uuid not null references practitioner,
    proposed_by   uuid references practitioner,   -- who says that it is not needed: the one asked here is to agree
    proposed_why  text,
    asked_at      timestamptz not null,
    task_id       text unique,                    -- the waiting task; null until it is made
    answered_at   timestamptz,
    check ((proposed_by is null) = (proposed_why is null)),
    check (proposed_by is distinct from asked_id)
);
create unique index obligation_ask_open on obligation_ask (obligation_id, asked_id) where answered_at is null;
grant select, insert, update (task_id, answered_at) on obligation_ask to throughline_app;
create trigger obligation_ask_kept before delete or truncate on obligation_ask for each statement execute function refuse_change();

create table obligation_answer_draft (
    ask_id    uuid primary key references obligation_ask,
    version   int not null,
    author_id uuid not null references practitioner,
    content   jsonb not null,
    saved_at  timestamptz not null
);
grant select, insert, update on obligation_answer_draft to throughline_app;

-- What was done about it. Kept.
create table obligation_answer (
    id            uuid primary key,
    ask_id        uuid not null unique references obligation_ask,
    obligation_id uuid not null references obligation,
    level         int not null,
    outcome       text not null check (outcome in ('SEEN_TO', 'PASSED_ON', 'NOT_NEEDED', 'AGREED', 'NOT_AGREED')),
    by_id         uuid not null references practitioner,
    expected_by   date,
    to_id         uuid references practitioner,
    words         text,
    at            timestamptz not null,
    check (outcome <> 'SEEN_TO' or expected_by is not null),
    check (outcome not in ('PASSED_ON', 'NOT_NEEDED') or (to_id is not null and to_id <> by_id and length(trim(words)) > 0))
);
create index obligation_answer_of on obligation_answer (obligation_id, at);
grant select, insert on obligation_answer to throughline_app;
create trigger obligation_answer_append before update or delete or truncate on obligation_answer for each statement execute function refuse_change();

-- Every time a due moment was moved. Kept.
create table obligation_move (
    id            uuid primary key,
    obligation_id uuid not null references obligation,
    from_due      timestamptz not null,
    to_due        timestamptz not null,
    by_id         uuid not null references practitioner,
    reason        text not null check (length(trim(reason)) > 0),
    at            timestamptz not null
);
create index obligation_move_of on obligation_move (obligation_id, at);
grant select, insert on obligation_move to throughline_app;
create trigger obligation_move_append before update or delete or truncate on obligation_move for each statement execute function refuse_change();

insert into rule_value (id, value, unit, meaning, source, status) values
 ('OL1', 9, 'o''clock', 'before this hour, after the end of the day and on days nobody works, what is urgent climbs by the duty rota', 'practice-rules 1.7 X8', 'proposal');
