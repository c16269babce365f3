-- Voluntary agreements with parents: the text, who approved it, to whom it was explained, who agreed, how long it is in force, and how it ended. Module: agreement.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('A2', 28, 'calendar days', 'an agreement is reviewed within so long, or at the next plan meeting if that is earlier', 'practice-rules 4.2 A2', 'proposal'),
 ('A11', 12, 'months', 'earlier agreements on the same risk count for so long', 'practice-rules 4.2 A11', 'proposal'),
 ('HB8', 10, 'working days', 'an agreement whose review is due within so long is reviewed, or its review is named, before the family is handed over', 'practice-rules 2.2 HB8', 'proposal');

create table agreement (
    id               uuid primary key,
    casefile_id      uuid not null references casefile,
    series_id        uuid not null references agreement,      -- the first version of a row of renewals
    edition          int not null check (edition > 0),        -- 1, then 2 for its renewal
    supersedes_id    uuid references agreement,
    worker_id        uuid not null references practitioner,   -- who has its steps; moves with the family
    opened_at        timestamptz not null,
    step             text not null,                           -- AgreementStep
    step_since       timestamptz not null,
    number           int not null default 0,                  -- of the text last put to the manager; 0: none yet
    risk_key         text,                                    -- of that text: what counts as the same risk
    in_force_from    timestamptz,
    review_on        date,                                    -- the day on which it stops being in force
    in_force_until   timestamptz,                             -- the end of that day
    entry_file       uuid,
    entry_seq        bigint,
    reviewed_at      timestamptz,
    lapse_answered_at timestamptz,
    ended_at         timestamptz,
    end_kind         text check (end_kind in ('REVIEWED', 'REPLACED_BY_PLAN', 'ABSORBED', 'SUPERSEDED', 'WITHDRAWN', 'AFTER_BREACH', 'NOT_AGREED', 'DROPPED', 'OVERTAKEN')),
    end_reason       text,
    ended_by         uuid references practitioner,
    version          bigint not null,
    foreign key (entry_file, entry_seq) references entry (casefile_id, seq),
    check ((edition = 1) = (supersedes_id is null)),
    check ((edition = 1) = (series_id = id)),
    check ((step = 'ENDED') = (ended_at is not null) and (ended_at is null) = (end_kind is null) and (ended_at is null) = (ended_by is null)),
    check (end_kind is null or length(trim(end_reason)) > 0),
    check (num_nonnulls(in_force_from, review_on, in_force_until) in (0, 3)),
    check (in_force_from is null or risk_key is not null),
    check (in_force_until > in_force_from),
    check (step not in ('REVIEW', 'RENEW', 'ANSWER_LAPSE', 'DECIDE_BREACH') or in_force_from is not null)
);
-- Never two on the same risk: a lapsed one holds its place too, until somebody has reviewed it or a renewal has taken it.
create unique index agreement_one_on_a_risk on agreement (casefile_id, risk_key) where in_force_from is not null and ended_at is null;
create unique index agreement_one_renewal on agreement (supersedes_id) where ended_at is null;
create index agreement_casefile on agreement (casefile_id, opened_at);
create index agreement_open on agreement (step) where ended_at is null;
grant select, insert on agreement to throughline_app;
grant update (worker_id, step, step_since, number, risk_key, in_force_from, review_on, in_force_until, entry_file, entry_seq, reviewed_at, lapse_answered_at, ended_at, end_kind,
    end_reason, ended_by, version) on agreement to throughline_app;
create trigger agreement_kept before delete or truncate on agreement for each statement execute function refuse_change();

-- Whether an agreement is in force at a moment. There is no other word for it anywhere: past its review date it is lapsed, whoever has noticed.
create function agreement_in_force(p_agreement agreement, p_at timestamptz) returns boolean language sql stable as $$
    select p_agreement.in_force_from is not null and p_agreement.in_force_from <= p_at and p_at < least(p_agreement.in_force_until, coalesce(p_agreement.ended_at, 'infinity'))
$$;

-- The text as it was put to the manager, with what the checks said of it then. A changed text is a new number.
create table agreement_text (
    agreement_id uuid not null references agreement,
    number       int not null check (number > 0),
    content      jsonb not null,
    checks       jsonb not null,
    drafted_by   uuid not null references practitioner,
    drafted_at   timestamptz not null,
    primary key (agreement_id, number)
);
grant select, insert on agreement_text to throughline_app;
create trigger agreement_text_append before update or delete or truncate on agreement_text for each statement execute function refuse_change();

-- Everybody who wrote in the draft of a text: none of them approves it.
create table agreement_author (
    agreement_id    uuid not null references agreement,
    number          int not null,
    practitioner_id uuid not null references practitioner,
    primary key (agreement_id, number, practitioner_id)
);
grant select, insert on agreement_author to throughline_app;
create trigger agreement_author_append before update or delete or truncate on agreement_author for each statement execute function refuse_change();

create table agreement_approval (
    agreement_id uuid not null,
    number       int not null,
    outcome      text not null check (outcome in ('APPROVED', 'RETURNED')),
    words        text not null check (length(trim(words)) > 0),
    by_id        uuid not null references practitioner,
    at           timestamptz not null,
    primary key (agreement_id, number),
    foreign key (agreement_id, number) references agreement_text
);
grant select, insert on agreement_approval to throughline_app;
create trigger agreement_approval_append before update or delete or truncate on agreement_approval for each statement execute function refuse_change();

-- To each party, with whom, where, with whose help: one line for each party of the text.
create table agreement_explanation (
    agreement_id uuid not null,
    number       int not null,
    party        text not null,
    content      jsonb not null,
    by_id        uuid not null references practitioner,
    at           timestamptz not null,
    primary key (agreement_id, number, party),
    foreign key (agreement_id, number) references agreement_approval
);
grant select, insert on agreement_explanation to throughline_app;
create trigger agreement_explanation_append before update or delete or truncate on agreement_explanation for each statement execute function refuse_change();

create table agreement_answer (
    agreement_id uuid not null,
    number       int not null,
    party        text not null,
    answer       text not null check (answer in ('AGREES', 'DOES_NOT_AGREE', 'ASKS_CHANGE')),
    words        text,
    on_day       date not null,
    by_id        uuid not null references practitioner,      -- who wrote it down
    at           timestamptz not null,
    primary key (agreement_id, number, party),
    foreign key (agreement_id, number, party) references agreement_explanation,
    check (answer = 'AGREES' or length(trim(words)) > 0)
);
grant select, insert on agreement_answer to throughline_app;
create trigger agreement_answer_append before update or delete or truncate on agreement_answer for each statement execute function refuse_change();

-- What was not kept: an entry with its provenance. Several may wait for one decision.
create table agreement_breach (
    agreement_id uuid not null references agreement,
    entry_file   uuid not null,
    entry_seq    bigint not null,
    by_id        uuid not null references practitioner,
    at           timestamptz not null,
    decided_at   timestamptz,
    primary key (agreement_id, entry_file, entry_seq),
    foreign key (entry_file, entry_seq) references entry (casefile_id, seq)
);
grant select, insert, update (decided_at) on agreement_breach to throughline_app;

create table agreement_act (
    id            uuid primary key,
    agreement_id  uuid not null references agreement,
    step          text not null,
    outcome       text not null,
    by_id         uuid not null references practitioner,
    reason        text,
    draft_version int,
    content       jsonb,
    at            timestamptz not null
);
create index agreement_act_agreement on agreement_act (agreement_id, at);
grant select, insert on agreement_act to throughline_app;
create trigger agreement_act_append before update or delete or truncate on agreement_act for each statement execute function refuse_change();

-- Words that make a person look at a term again (A6, A10). Rows: an authority has its own.
create table agreement_phrase (
    id      text primary key,
    rule_id text not null check (rule_id in ('A6', 'A10')),
    pattern text not null,                     -- a regular expression; case and line ends do not count
    meaning text not null,
    source  text not null
);
insert into agreement_phrase (id, rule_id, pattern, meaning, source) values
 ('A6-let',     'A6',  '\m(not|never) (to )?(let|allow|permit)\M', 'not let, not allow', 'practice-rules 4.1, O11'),
 ('A6-report',  'A6',  '\m(report|tell us|inform|ring|call|phone)\M.*\m(if|when|whenever)\M', 'report when', 'practice-rules 4.1, O11'),
 ('A6-away',    'A6',  '\m(keep|send|stay)\M.*\maway\M', 'keep away', 'practice-rules 4.1, O11'),
 ('A6-control', 'A6',  '\m(make sure|ensure|see to it)\M.*\m(he|she|they|him|her|them|partner|father|mother|dad|mum|boyfriend|girlfriend|husband|wife)\M', 'make sure that somebody else', 'practice-rules 4.1, O11'),
 ('A6-contact', 'A6',  '\m(end|stop|no|prevent|refuse)\M.*\mcontact\M', 'end contact', 'practice-rules 4.1, O11'),
 ('A10-s20',    'A10', '\m(section|s\.?) ?20\M', 'section 20', 'practice-rules 4.1, O7'),
 ('A10-accom',  'A10', '\maccommodat', 'accommodated', 'practice-rules 4.1, O7'),
 ('A10-foster', 'A10', '\mfoster', 'foster care', 'practice-rules 4.1, O7'),
 ('A10-care',   'A10', '\m(in|into|looked[ -]after|local authority|council) care\M|\mlooked[ -]after\M', 'in care', 'practice-rules 4.1, O7'),
 ('A10-live',   'A10', '\m(liv(e|es|ing)|stay(s|ing)?|sleep(s|ing)?|plac(e|ed)|move(s|d)?)\M.*\m(with|at|to)\M.*\m(nan|gran|grandma|granny|grandad|grandmother|grandfather|grandparents?|aunt|uncle|relatives?|friends?)\M', 'living with relatives or friends', 'practice-rules 4.2 A10'),
 ('A10-away',   'A10', '\m(liv(e|es|ing)|stay(s|ing)?|sleep(s|ing)?)\M.*\m(away|elsewhere|somewhere else)\M', 'living away', 'practice-rules 4.2 A10');
grant select on agreement_phrase to throughline_app;

-- ------------------------------------------------------------ the second wall

create function agreement_text_is_next() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if new.number <> (select number + 1 from agreement where id = new.agreement_id) then
        raise exception 'A text of an agreement takes the next number.' using errcode = '23TA0';
    end if;
    insert into agreement_author (agreement_id, number, practitioner_id) values (new.agreement_id, new.number, new.drafted_by) on conflict do nothing;
    return new;
end $$;
create trigger agreement_text_is_next before insert on agreement_text for each row execute function agreement_text_is_next();

-- A5 and domain 7: the manager first, never who drafted.
create function agreement_approval_is_anothers() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not is_now(new.at) then
        raise exception 'An approval bears the time at which it is given.' using errcode = '23TA1';
    end if;
    if exists (select 1 from agreement_author where agreement_id = new.agreement_id and number = new.number and practitioner_id = new.by_id) then
        raise exception 'Nobody approves an agreement that they wrote in.' using errcode = '23TA2';
    end if;
    if not exists (select 1 from agreement_author x where x.agreement_id = new.agreement_id and x.number = new.number and answers_for_worker(new.by_id, x.practitioner_id, new.at)) then
        raise exception 'Only the line supervisor of who wrote an agreement, or that one''s deputy, approves it.' using errcode = '23TA3';
    end if;
    if new.number <> (select number from agreement where id = new.agreement_id) then
        raise exception 'A newer text of this agreement exists.' using errcode = '23TA4';
    end if;
    return new;
end $$;
create trigger agreement_approval_is_anothers before insert on agreement_approval for each row execute function agreement_approval_is_anothers();

create function agreement_is_approved_first() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not is_now(new.at) then
        raise exception 'What is written down bears the time at which it is.' using errcode = '23TA1';
    end if;
    if not exists (select 1 from agreement_approval p join agreement a on a.id = p.agreement_id and a.number = p.number
                   where p.agreement_id = new.agreement_id and p.number = new.number and p.outcome = 'APPROVED' and p.at <= new.at and a.ended_at is null and a.in_force_from is null) then
        raise exception 'An agreement is approved by a manager before it is put to anybody.' using errcode = '23TA5';
    end if;
    return new;
end $$;
create trigger agreement_is_approved_first before insert on agreement_explanation for each row execute function agreement_is_approved_first();
create trigger agreement_is_approved_first before insert on agreement_answer for each row execute function agreement_is_approved_first();

create function agreement_keeps_its_word() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_op = 'INSERT' then
        if new.in_force_from is not null or new.ended_at is not null or new.number <> 0 then
            raise exception 'An agreement begins as a draft.' using errcode = '23TA6';
        end if;
        return new;
    end if;
    if old.ended_at is not null then
        raise exception 'An agreement that has ended stays as it is.' using errcode = '23TA7';
    end if;
    if new.number not in (old.number, old.number + 1) or new.number > old.number and not exists (select 1 from agreement_text where agreement_id = new.id and number = new.number) then
        raise exception 'An agreement goes from one text to the next.' using errcode = '23TA0';
    end if;
    if old.in_force_from is not null then
        if (new.in_force_from, new.review_on, new.in_force_until, new.number, new.risk_key) is distinct from (old.in_force_from, old.review_on, old.in_force_until, old.number, old.risk_key) then
            raise exception 'What is in force is neither changed nor prolonged; it is renewed.' using errcode = '23TA8';
        end if;
    elsif new.in_force_from is not null then
        if not is_now(new.in_force_from) then
            raise exception 'An agreement comes into force when it is agreed.' using errcode = '23TA1';
        end if;
        if not exists (select 1 from agreement_approval where agreement_id = new.id and number = new.number and outcome = 'APPROVED' and at <= new.in_force_from) then
            raise exception 'An agreement is approved by a manager before it comes into force.' using errcode = '23TA5';
        end if;
        if not exists (select 1 from agreement_answer where agreement_id = new.id and number = new.number and answer = 'AGREES' and at <= new.in_force_from)
           or exists (select 1 from agreement_answer where agreement_id = new.id and number = new.number and answer = 'ASKS_CHANGE') then
            raise exception 'An agreement comes into force when it is agreed.' using errcode = '23TA9';
        end if;
        if new.review_on > local_day(new.in_force_from) + rule_number('A2')::int or new.in_force_until >= (new.review_on + 1)::timestamp at time zone 'Europe/London' then
            raise exception 'An agreement is in force until its review date, and that is near.' using errcode = '23TB0';
        end if;
    end if;
    return new;
end $$;
create trigger agreement_keeps_its_word before insert or update on agreement for each row execute function agreement_keeps_its_word();

create function agreement_breach_stays_decided() returns trigger language plpgsql as $$
begin
    if old.decided_at is not null and new.decided_at is distinct from old.decided_at then
        raise exception 'What was decided stays so.' using errcode = '23TB1';
    end if;
    return new;
end $$;
create trigger agreement_breach_stays_decided before update on agreement_breach for each row execute function agreement_breach_stays_decided();
