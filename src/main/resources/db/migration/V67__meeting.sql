-- Which rule called for what, because of which entry, and the duty it made. Module: meeting.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('MF1', 90, 'days', 'an agency counts as working on a concern for so long after an entry of harm, carer or engagement', 'practice-rules 1.7 M7', 'proposal'),
 ('MF2', 12, 'months', 'concerns of neglect add up for so long', 'practice-rules 1.2 M9', 'proposal'),
 ('MF3', 90, 'days', 'how far back the figure of a rule looks', 'domain 6', 'proposal'),
 ('MF4', 1, 'working days', 'a person looks at what an imported history would have called for, or at a corrected cause', 'domain 6', 'proposal'),
 ('MF5', 24, 'months', 'how far the look-back over an imported history goes', 'domain 6', 'proposal');

-- A duty that a rule made; its obligation says by when and how it ended. What meets it was the rule's word when it was made.
create table meeting_duty (
    obligation_id uuid primary key references obligation,
    casefile_id   uuid not null references casefile,
    rule_id       text not null,
    duty          text not null,
    dedupe_key    text not null,
    each_cause    boolean not null,
    met_by        text[] not null
);
create index meeting_duty_casefile on meeting_duty (casefile_id, rule_id, duty);
grant select, insert on meeting_duty to throughline_app;
create trigger meeting_duty_append before update or delete or truncate on meeting_duty for each statement execute function refuse_change();

-- Every time a row matched, in whatever mode: what was called for and why. The figure of each row is counted from here.
create table rule_firing (
    id            uuid primary key,
    casefile_id   uuid not null references casefile,
    rule_id       text not null,       -- of the rule that called: M1 to M15, or the D-row of an event
    duty          text not null,
    what          text not null,       -- the act in the row's words
    mode          text not null check (mode in ('OBSERVE', 'ADVISE', 'ENFORCE')),
    because       text not null,       -- the row's own words; never about a person
    entry_file    uuid not null,
    entry_seq     bigint not null,
    event_date    date not null,
    due_at        timestamptz not null,
    fired_at      timestamptz not null,
    obligation_id uuid references obligation,
    looked_back   boolean not null,    -- found when a history was imported
    met_before    boolean not null,    -- what it calls for stood on the record already
    foreign key (entry_file, entry_seq) references entry (casefile_id, seq)
);
create index rule_firing_casefile on rule_firing (casefile_id, fired_at);
create index rule_firing_obligation on rule_firing (obligation_id) where obligation_id is not null;
create index rule_firing_entry on rule_firing (entry_file, entry_seq);
create index rule_firing_rule on rule_firing (rule_id, fired_at);
grant select, insert on rule_firing to throughline_app;
create trigger rule_firing_append before update or delete or truncate on rule_firing for each statement execute function refuse_change();

-- Case files into which a history was imported and whose look-back is still owed.
create table look_back (
    casefile_id uuid primary key references casefile,
    asked_at    timestamptz not null
);
grant select, insert, update, delete on look_back to throughline_app;
