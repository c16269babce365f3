-- The change of the responsible worker. Module: handover.

create table handover (
    id                  uuid primary key,
    casefile_id         uuid not null references casefile,
    type                text not null,      -- practice-rules 2.1
    reason_code         text not null,      -- practice-rules 2.1
    outgoing_id         uuid references practitioner,
    incoming_id         uuid not null references practitioner,
    supervisor_id       uuid not null references practitioner,   -- line supervisor of the incoming worker
    requested_by        uuid not null references practitioner,
    requested_at        timestamptz not null,
    planned_for         date,
    step                text not null,      -- where it stands; see HandoverStep
    step_since          timestamptz not null,
    discussion_possible boolean,
    manifest_id         uuid references manifest,
    ended_at            timestamptz,
    end_kind            text check (end_kind in ('COMPLETED', 'DECLINED', 'WITHDRAWN')),
    end_reason          text,
    version             bigint not null,
    check (incoming_id is distinct from outgoing_id),
    check (supervisor_id <> incoming_id),
    check ((ended_at is null) = (end_kind is null))
);
create unique index handover_one_open on handover (casefile_id) where ended_at is null;
create index handover_people on handover (incoming_id) where ended_at is null;
grant select, insert, update on handover to throughline_app;

-- What a person is writing. The version is raised with every save; an act names the version it signs.
create table handover_draft (
    handover_id uuid not null references handover,
    step        text not null,
    version     int not null,
    author_id   uuid not null references practitioner,
    content     jsonb not null,
    saved_at    timestamptz not null,
    primary key (handover_id, step)
);
grant select, insert, update on handover_draft to throughline_app;

-- What was done: the words as they were on the screen when the step was completed.
create table handover_act (
    id            uuid primary key,
    handover_id   uuid not null references handover,
    step          text not null,
    outcome       text not null,
    by_id         uuid not null references practitioner,
    on_behalf_of  uuid references practitioner,
    told_on       date,
    reason        text,
    draft_version int,
    content       jsonb,
    at            timestamptz not null
);
create index handover_act_handover on handover_act (handover_id, at);
grant select, insert on handover_act to throughline_app;
create trigger handover_act_append before update or delete or truncate on handover_act for each statement execute function refuse_change();

create table handover_waiver (
    handover_id  uuid not null references handover,
    condition_id text not null,             -- H1 to H15
    waived_by    uuid not null references practitioner,
    reason       text not null check (length(trim(reason)) > 0),
    at           timestamptz not null,
    primary key (handover_id, condition_id)
);
grant select, insert on handover_waiver to throughline_app;
create trigger handover_waiver_append before update or delete or truncate on handover_waiver for each statement execute function refuse_change();

-- The supervisor's answer to the account. Only AGREED gives authority.
create table sign_off (
    id             uuid primary key,
    handover_id    uuid not null references handover,
    casefile_id    uuid not null references casefile,
    reader_id      uuid not null references practitioner,
    signer_id      uuid not null references practitioner,
    outgoing_id    uuid references practitioner,
    outcome        text not null check (outcome in ('AGREED', 'TALK_AGAIN', 'READ_AGAIN')),
    account_act_id uuid not null references handover_act,
    family_version bigint not null,
    signed_at      timestamptz not null,
    talked_on      date not null,
    talked_how     text not null,
    question       text not null check (length(trim(question)) > 0),
    answer         text not null check (length(trim(answer)) > 0),
    reasons        text,
    check (signer_id <> reader_id),
    check (signer_id is distinct from outgoing_id),
    check (outcome = 'AGREED' or length(trim(reasons)) > 0)
);
create index sign_off_handover on sign_off (handover_id);
create unique index sign_off_one_agreed on sign_off (handover_id) where outcome = 'AGREED';
grant select, insert on sign_off to throughline_app;
create trigger sign_off_append before update or delete or truncate on sign_off for each statement execute function refuse_change();
