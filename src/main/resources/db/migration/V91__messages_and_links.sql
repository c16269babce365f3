-- Messages that ask somebody to something, the signed links in them, and the codes of a second step. Module: notification.

-- A mail may go to an agency's role mailbox, where nobody of the organisation stands behind the address.
alter table mail alter column to_id drop not null;
alter table mail add column address text check (address is null or (length(address) <= 254
    and address ~ '^[A-Za-z0-9.!#$%&''*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' and address !~ '[[:cntrl:]]'));
alter table mail add constraint mail_to_one check ((to_id is null) <> (address is null));

-- What one mail says, when it is not only that something waits. It is written out when it is sent: no link and no code stands here.
create table message (
    id         uuid primary key,
    dedupe_key text not null unique,
    mail_id    uuid not null unique references mail,
    kind       text not null check (kind in ('MEETING_REQUEST', 'MEETING_MOVED', 'MEETING_CANCELLED', 'MINUTES', 'CODE', 'DISAGREE', 'DISAGREEMENT_ANSWERED')),
    about      uuid not null,                 -- the meeting, or the case file of a disagreement
    place      uuid not null,                 -- this recipient's place in it
    starts_at  timestamptz,
    minutes    int check (minutes > 0),
    room       text check (length(room) <= 200 and room !~ '[[:cntrl:]]'),
    link       text check (length(link) <= 500 and link ~ '^https://[!-~]+$'),
    sequence   int check (sequence >= 0),
    made_at    timestamptz not null,
    check ((kind in ('MEETING_REQUEST', 'MEETING_MOVED', 'MEETING_CANCELLED')) = (starts_at is not null)),
    check ((starts_at is null) = (minutes is null) and (starts_at is null) = (sequence is null))
);
create index message_place on message (place, made_at desc, id desc);
create index message_about on message (about);
grant select, insert on message to throughline_app;
create trigger message_append before update or delete or truncate on message for each statement execute function refuse_change();

-- Which links a message is to carry. Each is made when the message is sent, for the address to which it then goes.
create table message_link (
    message_id uuid not null references message,
    purpose    text not null check (purpose in ('ANSWER', 'REPORT', 'MINUTES', 'DISAGREE', 'DECIDE')),
    subject_id uuid not null,
    version    bigint not null,
    expires_at timestamptz not null,
    primary key (message_id, purpose)
);
grant select, insert on message_link to throughline_app;
create trigger message_link_append before update or delete or truncate on message_link for each statement execute function refuse_change();

-- A link for one purpose, one addressee, one subject as it stood, until a moment. The link itself is signed with a key outside the database; here is its hash.
create table signed_link (
    id           uuid primary key,
    message_id   uuid not null references message,
    purpose      text not null check (purpose in ('ANSWER', 'REPORT', 'MINUTES', 'DISAGREE', 'DECIDE')),
    subject_id   uuid not null,
    to_id        uuid references practitioner,
    address_hash bytea not null check (length(address_hash) = 32),  -- where it was sent: another mailbox by now makes it void
    version      bigint not null,
    expires_at   timestamptz not null,
    key_id       text not null,
    token_hash   bytea not null unique check (length(token_hash) = 32),
    made_at      timestamptz not null,
    used_at      timestamptz,
    revoked_at   timestamptz,
    check (expires_at > made_at)
);
create index signed_link_message on signed_link (message_id);
create index signed_link_subject on signed_link (subject_id) where used_at is null and revoked_at is null;
grant select, insert, update (used_at, revoked_at) on signed_link to throughline_app;
create trigger signed_link_kept before delete or truncate on signed_link for each statement execute function refuse_change();

create function signed_link_stays_used() returns trigger language plpgsql as $$
begin
    if old.used_at is not null and new.used_at is distinct from old.used_at or old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'What was used or revoked stays so.' using errcode = '23T90';
    end if;
    return new;
end $$;
create trigger signed_link_stays_used before update on signed_link for each row execute function signed_link_stays_used();

-- The second step: a code mailed apart to the same address. The code is made from the key and this row; it stands nowhere.
create table link_code (
    id         uuid primary key,
    link_id    uuid not null references signed_link,
    message_id uuid not null unique references message,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    tries      int not null default 0,
    taken_at   timestamptz
);
create index link_code_of on link_code (link_id, made_at desc);
grant select, insert, update (tries, taken_at) on link_code to throughline_app;
create trigger link_code_kept before delete or truncate on link_code for each statement execute function refuse_change();

insert into rule_value (id, value, unit, meaning, source, status) values
 ('NT5', 15, 'minutes', 'a code of the second step is good for so long, and so is what it opened',            'security, signed links', 'proposal'),
 ('NT6', 3,  'codes',   'no more codes are sent for one link in an hour',                                        'security, signed links', 'proposal'),
 ('NT7', 5,  'tries',   'a code is void after so many wrong ones',                                              'security, signed links', 'proposal'),
 ('NT8', 60, 'requests', 'linked pages answer one address so often in five minutes; unknown links a quarter of that', 'security, signed links', 'proposal');
