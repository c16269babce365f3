-- "I do not agree": a professional disagreement, who answers it at which level by when, and how it ended (practice-rules 1.6, E0 to E5). Module: meeting.

create table disagreement (
    id             uuid primary key,
    casefile_id    uuid not null references casefile,
    subject        text not null check (subject in ('THRESHOLD', 'ROLES', 'NEED_FOR_ACTION', 'COMMUNICATION', 'INFORMATION_SHARING', 'PLAN_PROGRESS')),
    what           text not null check (length(trim(what)) > 0),
    why            text not null check (length(trim(why)) > 0),
    could_happen   text not null check (length(trim(could_happen)) > 0),
    safe_meanwhile text not null check (length(trim(safe_meanwhile)) > 0),
    child_in_danger boolean not null,
    raised_by      uuid not null references practitioner,
    with_id        uuid not null references practitioner,
    raised_at      timestamptz not null,
    by_link        boolean not null,       -- written by somebody without account, over a signed link
    level          text not null check (level in ('E1', 'E2', 'E3', 'E4', 'E5')),
    step           text not null check (step in ('ACT_ON_DANGER', 'SET_DATE', 'ANSWER', 'DECIDE', 'ENDED')),
    turn           int not null,           -- rises with every step; names the draft and the obligation of the waiting one
    turn_since     timestamptz not null,
    doer_id        uuid references practitioner,   -- whose step it is; null once it has ended
    date_set       date,                   -- for a level without a number: the day that was named
    end_kind       text check (end_kind in ('AGREED', 'DISSENT_STANDS', 'WITHDRAWN')),
    ended_at       timestamptz,
    ended_by       uuid references practitioner,
    check (raised_by <> with_id),
    check ((step = 'ENDED') = (end_kind is not null) and (end_kind is null) = (ended_at is null) and (end_kind is null) = (ended_by is null)),
    check ((step = 'ENDED') = (doer_id is null)),
    -- nobody closes what is said against them, whatever the application thinks
    constraint never_closed_by_the_person_disagreed_with check (ended_by is null or ended_by <> with_id)
);
create index disagreement_casefile on disagreement (casefile_id, raised_at);
create index disagreement_open on disagreement (id) where ended_at is null;
grant select, insert on disagreement to throughline_app;
grant update (level, step, turn, turn_since, doer_id, date_set, end_kind, ended_at, ended_by) on disagreement to throughline_app;
create trigger disagreement_kept before delete or truncate on disagreement for each statement execute function refuse_change();

-- Every answer, decision, silence and empty level, with the words as they were on the screen. Kept: the partnership wants a log (E3).
create table disagreement_act (
    id              uuid primary key,
    disagreement_id uuid not null references disagreement,
    turn            int not null,
    level           text not null,
    step            text not null,
    outcome         text not null check (outcome in ('RAISED', 'ACKNOWLEDGED', 'SAFE_NOW', 'DATE_SET', 'ANSWERED', 'AGREED', 'NOT_AGREED', 'SILENT', 'PASSED', 'WITHDRAWN')),
    by_id           uuid references practitioner,   -- null where it is silence, or a level that nobody holds
    asked_id        uuid references practitioner,   -- who had the step
    said            text,
    content         jsonb,
    at              timestamptz not null,
    check ((by_id is null) = (outcome in ('SILENT', 'PASSED'))),
    check (outcome not in ('SILENT', 'PASSED', 'WITHDRAWN') or length(trim(said)) > 0)
);
create index disagreement_act_of on disagreement_act (disagreement_id, at);
grant select, insert on disagreement_act to throughline_app;
create trigger disagreement_act_append before update or delete or truncate on disagreement_act for each statement execute function refuse_change();

create table disagreement_draft (
    disagreement_id uuid not null references disagreement,
    turn            int not null,
    version         int not null,
    author_id       uuid not null references practitioner,
    content         jsonb not null,
    saved_at        timestamptz not null,
    primary key (disagreement_id, turn)
);
grant select, insert, update on disagreement_draft to throughline_app;
