-- A multi-agency meeting from convening it to minutes that everybody has read. Module: meeting.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('Q2', 1, 'way of counting', 'for a quorum: 1 counts every agency by itself, 2 counts all of health as one', 'practice-rules 1.5 Q2', 'local'),
 ('D21', 10, 'working days', 'a meeting that was not quorate has its new date within so long', 'practice-rules 1.1 D21', 'local'),
 ('HB9', 5, 'working days', 'a meeting due within so long needs a named owner who stays before the family is handed over', 'practice-rules 2.2 HB9', 'proposal');

create table meeting (
    id               uuid primary key,
    casefile_id      uuid not null references casefile,
    obligation_id    uuid references obligation,      -- the duty that called for it; null where a person did
    rule_id          text not null,                   -- of that duty; OWN where a person called for it
    kind             text not null,                   -- MeetingKind
    asked_by         uuid references practitioner,    -- who called for it of their own accord
    asked_why        text,
    opened_at        timestamptz not null,
    step             text not null,                   -- MeetingStep
    step_since       timestamptz not null,
    convenor_id      uuid references practitioner,    -- null where nobody holds the duty yet
    chair_id         uuid references practitioner,
    decider_id       uuid references practitioner,    -- of the second agency
    first_id         uuid references practitioner,    -- who confirm that it was held already
    second_id        uuid references practitioner,
    first_confirmed  boolean not null default false,
    starts_at        timestamptz,
    lasts_minutes    int,
    room             text,
    link             text,
    sequence         int not null default 0,          -- of the calendar: rises with every change
    times_inquorate  int not null default 0,
    held_on          date,
    entry_file       uuid,
    entry_seq        bigint,
    ended_at         timestamptz,
    end_kind         text check (end_kind in ('COMPLETED', 'NOT_NEEDED', 'OVERTAKEN')),
    end_reason       text,
    ended_by         uuid references practitioner,
    version          bigint not null,
    foreign key (entry_file, entry_seq) references entry (casefile_id, seq),
    check ((ended_at is null) = (end_kind is null)),
    check (end_kind is null or end_kind = 'COMPLETED' or length(trim(end_reason)) > 0),
    -- nobody's own agency agrees that no meeting is needed: the service sees to the agency, this to the person
    check (decider_id is distinct from convenor_id or decider_id is null),
    check (first_id is null or first_id is distinct from second_id)
);
create unique index meeting_one_for_a_duty on meeting (obligation_id) where ended_at is null and obligation_id is not null;
create index meeting_casefile on meeting (casefile_id, opened_at);
create index meeting_open on meeting (step) where ended_at is null;
grant select, insert, update on meeting to throughline_app;

create table meeting_draft (
    meeting_id uuid not null references meeting,
    step       text not null,
    version    int not null,
    author_id  uuid not null references practitioner,
    content    jsonb not null,
    saved_at   timestamptz not null,
    primary key (meeting_id, step)
);
grant select, insert, update on meeting_draft to throughline_app;

-- What was done: the words as they were on the screen when the step was completed, and what is no step.
create table meeting_act (
    id            uuid primary key,
    meeting_id    uuid not null references meeting,
    step          text not null,
    outcome       text not null,
    by_id         uuid not null references practitioner,
    reason        text,
    draft_version int,
    content       jsonb,
    at            timestamptz not null
);
create index meeting_act_meeting on meeting_act (meeting_id, at);
grant select, insert on meeting_act to throughline_app;
create trigger meeting_act_append before update or delete or truncate on meeting_act for each statement execute function refuse_change();

-- Who has a place in a meeting: somebody whom the organisation knows, an agency's role mailbox, or one of the family. One of the three.
create table meeting_invitee (
    id              uuid primary key,
    meeting_id      uuid not null references meeting,
    practitioner_id uuid references practitioner,
    agency_id       uuid references agency,
    mailbox         text,
    person_id       uuid references person,
    invited         boolean not null,      -- false: left out, with the reason
    reason          text,
    report_asked    boolean not null,
    asked_at        timestamptz not null,
    taken_back_at   timestamptz,
    check (num_nonnulls(practitioner_id, mailbox, person_id) = 1),
    check ((person_id is null) = (agency_id is not null)),
    check (invited or length(trim(reason)) > 0)
);
create unique index meeting_invitee_colleague on meeting_invitee (meeting_id, practitioner_id) where practitioner_id is not null and taken_back_at is null;
create unique index meeting_invitee_person on meeting_invitee (meeting_id, person_id) where person_id is not null and taken_back_at is null;
create index meeting_invitee_who on meeting_invitee (practitioner_id) where practitioner_id is not null;
grant select, insert, update (taken_back_at) on meeting_invitee to throughline_app;

-- What those who were asked said and handed in, in the order in which they did: an answer, a report, a confirmation of the minutes.
create table meeting_reply (
    id         uuid primary key,
    invitee_id uuid not null references meeting_invitee,
    kind       text not null check (kind in ('COMING', 'NOT_COMING', 'SUBSTITUTE', 'REPORT', 'CHASED', 'MINUTES_READ')),
    words      text,
    by_id      uuid references practitioner,   -- null where it came by a link
    at         timestamptz not null
);
create index meeting_reply_invitee on meeting_reply (invitee_id, at);
grant select, insert on meeting_reply to throughline_app;
create trigger meeting_reply_append before update or delete or truncate on meeting_reply for each statement execute function refuse_change();

-- Who was there, and what each agency brought. Written with the record of the meeting.
create table meeting_attendance (
    meeting_id   uuid not null references meeting,
    invitee_id   uuid not null references meeting_invitee,
    held_on      date not null,
    attended     text not null check (attended in ('PRESENT', 'SUBSTITUTE', 'REPORT_ONLY', 'APOLOGIES', 'ABSENT')),
    contribution text,
    primary key (invitee_id, held_on),
    check (attended not in ('PRESENT', 'SUBSTITUTE') or length(trim(contribution)) > 0)
);
grant select, insert on meeting_attendance to throughline_app;
create trigger meeting_attendance_append before update or delete or truncate on meeting_attendance for each statement execute function refuse_change();

-- What somebody is to do by when; its obligation says whether it came.
create table meeting_action (
    id         uuid primary key,
    meeting_id uuid not null references meeting,
    what       text not null check (length(trim(what)) > 0),
    owner_id   uuid not null references practitioner,
    due_on     date not null
);
create index meeting_action_meeting on meeting_action (meeting_id);
grant select, insert on meeting_action to throughline_app;
create trigger meeting_action_append before update or delete or truncate on meeting_action for each statement execute function refuse_change();

-- The minutes: a part for all, and parts for those named in them alone. Never changed; what is wrong stands with who read it.
create table meeting_minutes (
    id         uuid primary key,
    meeting_id uuid not null references meeting,
    heading    text,                       -- null: the part for all
    text       text not null check (length(trim(text)) > 0)
);
create unique index meeting_minutes_for_all on meeting_minutes (meeting_id) where heading is null;
grant select, insert on meeting_minutes to throughline_app;
create trigger meeting_minutes_append before update or delete or truncate on meeting_minutes for each statement execute function refuse_change();

create table meeting_minutes_reader (
    minutes_id uuid not null references meeting_minutes,
    invitee_id uuid not null references meeting_invitee,
    primary key (minutes_id, invitee_id)
);
grant select, insert on meeting_minutes_reader to throughline_app;
create trigger meeting_minutes_reader_append before update or delete or truncate on meeting_minutes_reader for each statement execute function refuse_change();
