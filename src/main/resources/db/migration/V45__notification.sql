-- Mail that says that something waits and never what. Modules: organisation (mailbox), notification.

-- Where somebody at work gets mail. One line, one address: nothing that could begin another header.
create table mailbox (
    practitioner_id uuid primary key references practitioner,
    address         text not null check (length(address) <= 254
                        and address ~ '^[A-Za-z0-9.!#$%&''*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' and address !~ '[[:cntrl:]]'),
    changed_at      timestamptz not null
);
grant select, insert, update (address, changed_at), delete on mailbox to throughline_app;

insert into rule_value (id, value, unit, meaning, source, status) values
 ('NT1', 8,  'o''clock', 'the daily mail goes out at this hour, local time',                      'security, records', 'proposal'),
 ('NT2', 72, 'hours',    'a mail that could not be handed over for so long is given up and shown', 'security, records', 'proposal'),
 ('NT3', 1,  'minutes',  'the first wait after a mail could not be handed over; each next one is twice as long', 'security, records', 'proposal'),
 ('NT4', 60, 'minutes',  'no wait between two attempts is longer',                                 'security, records', 'proposal');

-- One letter to one person. What it is about stands in the notices; the letter itself says only that something waits.
create table mail (
    id          uuid primary key,
    to_id       uuid not null references practitioner,
    urgent      boolean not null,
    digest_day  date,                      -- the local day of a daily mail
    made_at     timestamptz not null,
    state       text not null default 'WAITING' check (state in ('WAITING', 'SENT', 'FAILED', 'BOUNCED')),
    attempts    int not null default 0,
    next_at     timestamptz not null,
    changed_at  timestamptz not null,
    why         text,                      -- why it has not arrived, in words; never what a server answered
    check (urgent = (digest_day is null)),
    check (state not in ('FAILED', 'BOUNCED') or length(why) > 0)
);
create unique index mail_one_digest on mail (to_id, digest_day) where digest_day is not null;
create index mail_waiting on mail (next_at, id) where state = 'WAITING';
create index mail_undelivered on mail (made_at desc, id desc) where state <> 'SENT';
grant select, insert, update (state, attempts, next_at, changed_at, why) on mail to throughline_app;
create trigger mail_kept before delete or truncate on mail for each statement execute function refuse_change();

-- What waits for whom, put in by the transaction that made it wait.
create table notice (
    id         uuid primary key,
    dedupe_key text not null unique,
    to_id      uuid not null references practitioner,
    kind       text not null,
    urgent     boolean not null,
    put_at     timestamptz not null,
    due_at     timestamptz not null,
    mail_id    uuid references mail
);
create index notice_waiting on notice (due_at, id) where mail_id is null;
create index notice_mail on notice (mail_id);
grant select, insert, update (due_at, mail_id) on notice to throughline_app;
create trigger notice_kept before delete or truncate on notice for each statement execute function refuse_change();
