-- Entries, their chains, and what a family history contains. Module: chronology.

create table event_type (
    code         text primary key,
    label        text not null,
    intervention text not null check (intervention in ('YES', 'NO', 'WHEN_MADE_BY_WORKER')),
    key_by_rule  boolean not null
);
grant select on event_type to throughline_app;
insert into event_type (code, label, intervention, key_by_rule) values
 ('BIRTH','Birth','NO',false), ('DEATH','Death','NO',true), ('PREGNANCY_BOOKED','Pregnancy booked','NO',false),
 ('PREGNANCY_CONCEALED','Pregnancy concealed','NO',true), ('NEW_PARTNER','New partner','NO',false), ('SEPARATION','Separation','NO',false),
 ('HOUSEHOLD_CHANGE','Household change','NO',false), ('ADDRESS_MOVE','Move','NO',false), ('NEW_TENANCY','New tenancy','NO',false),
 ('HOMELESS','Homeless','NO',false), ('CARE_CHANGE','Change of care','NO',true), ('MISSING','Missing','NO',false),
 ('CONTACT','Contact','WHEN_MADE_BY_WORKER',false), ('REFERRAL','Referral','NO',false), ('ASSESSMENT','Assessment','YES',false),
 ('STRATEGY_DISCUSSION','Strategy discussion','NO',false), ('SECTION_47','Section 47 enquiry','YES',true), ('CONFERENCE','Child protection conference','NO',true),
 ('PLAN_START','Plan started','YES',false), ('PLAN_END','Plan ended','YES',false), ('EARLY_HELP','Early help','NO',false),
 ('LEGAL_STEP','Legal step','YES',true), ('WORKER_CHANGE','Change of worker','NO',false), ('CASE_CLOSURE','Case closed','YES',false),
 ('AGREEMENT_MADE','Agreement made','YES',false), ('AGREEMENT_BREACHED','Agreement breached','NO',true), ('AGREEMENT_ENDED','Agreement ended','NO',false),
 ('INJURY','Injury','NO',true), ('DOMESTIC_INCIDENT','Domestic incident','NO',false), ('NEGLECT_CONCERN','Neglect concern','NO',false),
 ('DISCLOSURE','Disclosure','NO',true), ('CARER_SELF_HARM','Carer self-harm','NO',true), ('CARER_LEFT_BEFORE_SEEN','Carer left before being seen','NO',true),
 ('MENTAL_HEALTH_CRISIS','Mental health crisis','NO',false), ('RELAPSE','Relapse','NO',false), ('POSITIVE_DRUG_TEST','Positive drug test','NO',false),
 ('MISSED_PRESCRIPTION','Missed prescription','NO',false), ('INTOXICATED_IN_CHARGE','Intoxicated in charge of a child','NO',true), ('ARREST','Arrest','NO',false),
 ('OFFENCE','Offence','NO',false), ('RELEASE','Release','NO',false), ('HOSPITAL_ADMISSION','Hospital admission','NO',false),
 ('HOSPITAL_DISCHARGE','Hospital discharge','NO',false), ('ED_ATTENDANCE','Emergency department attendance','NO',false), ('WAS_NOT_BROUGHT','Was not brought','NO',false),
 ('HEALTH_CHECK','Health check','NO',false), ('SCHOOL_ATTENDANCE','School or nursery attendance','NO',false), ('EXCLUSION','Exclusion','NO',false),
 ('NO_ACCESS','No access','YES',false), ('CANCELLED_BY_FAMILY','Cancelled by family','NO',false), ('REFUSED','Refused','NO',false),
 ('COMPLAINT','Complaint','NO',false), ('POSITIVE_CHANGE','Positive change','NO',false), ('SLEEPING_ARRANGEMENT','Sleeping arrangement','NO',false),
 ('HOME_CONDITIONS','Home conditions','NO',false), ('VISIT','Visit','YES',false), ('MEETING_HELD','Meeting held','NO',false), ('OTHER','Other','NO',false);
-- "first MISSING" is key by rule too; it depends on the history, so chronology decides it when the entry is recorded.

create table chain_head (
    casefile_id uuid primary key references casefile,
    seq         bigint not null,
    hash        bytea not null check (length(hash) = 32)
);
grant select, insert, update (seq, hash) on chain_head to throughline_app;

create table entry (
    casefile_id       uuid not null references casefile,
    seq               bigint not null check (seq > 0),
    id                uuid not null unique,
    kind              text not null check (kind in ('ENTRY', 'CORRECTION', 'DISPUTE', 'NOT_THIS_FAMILY')),
    about_casefile_id uuid,
    about_seq         bigint,
    external_id       text,
    event_date        date not null,
    precision         text not null check (precision in ('EXACT', 'MONTH', 'YEAR', 'ESTIMATED')),
    event_type        text not null references event_type,
    source_agency_id  uuid not null references agency,
    provenance        text,
    verification      text,
    impact_level      text,
    key_marked        boolean not null,
    key_by_rule       boolean not null,
    words             int not null check (words >= 0),
    recorded_at       timestamptz not null,
    filed_at          timestamptz not null,
    recorded_by       uuid references practitioner,
    filed_by          uuid not null references practitioner,
    origin            text not null check (origin in ('IMPORT', 'WORKER')),
    acted_by          uuid references practitioner,
    standing          text not null check (standing in ('INFORMATION', 'AUTHORISED', 'URGENT', 'MARKED')),
    authority_id      uuid,
    mark_reason       text,
    format_version    int not null,
    content_hash      bytea not null check (length(content_hash) = 32),
    previous_hash     bytea not null check (length(previous_hash) = 32),
    hash              bytea not null check (length(hash) = 32),
    primary key (casefile_id, seq),
    foreign key (about_casefile_id, about_seq) references entry (casefile_id, seq),
    check ((kind = 'ENTRY') = (about_seq is null)),
    check ((standing = 'MARKED') = (mark_reason is not null and length(trim(mark_reason)) > 0)),
    check (standing <> 'MARKED' or authority_id is null),
    check (standing not in ('AUTHORISED', 'URGENT') or authority_id is not null)
);
create unique index entry_external on entry (casefile_id, external_id) where external_id is not null;
create index entry_about on entry (about_casefile_id, about_seq) where about_seq is not null;
create index entry_filed on entry (casefile_id, filed_at);
create index entry_acted on entry (acted_by) where acted_by is not null;
grant select, insert on entry to throughline_app;

-- Event order of every person's entries: what pages of a family history are cut from.
create table entry_person (
    person_id   uuid not null references person,
    event_date  date not null,
    casefile_id uuid not null,
    seq         bigint not null,
    primary key (person_id, event_date, casefile_id, seq),
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
create unique index entry_person_entry on entry_person (casefile_id, seq, person_id);
grant select, insert on entry_person to throughline_app;

-- The words, apart from the chain: the chain holds only their hash.
create table entry_content (
    casefile_id uuid not null,
    seq         bigint not null,
    salt        bytea not null check (length(salt) = 16),
    canonical   text not null,
    primary key (casefile_id, seq),
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
grant select, insert on entry_content to throughline_app;

-- A human's later judgement on a key entry; only a supervisor unmarks, with a reason.
create table key_decision (
    id          uuid primary key,
    casefile_id uuid not null,
    seq         bigint not null,
    key         boolean not null,
    decided_by  uuid not null references practitioner,
    decided_at  timestamptz not null,
    reason      text not null check (length(trim(reason)) > 0),
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
create index key_decision_entry on key_decision (casefile_id, seq, decided_at);
grant select, insert on key_decision to throughline_app;

-- An entry that some may not see. WITHHELD is said, SEALED leaves no trace.
create table restriction (
    id          uuid primary key,
    casefile_id uuid not null,
    seq         bigint not null,
    level       text not null check (level in ('WITHHELD', 'SEALED')),
    kind        text not null,
    holder_id   uuid not null references practitioner,
    reason      text not null,
    since       timestamptz not null,
    placed_by   uuid not null references practitioner,
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
create index restriction_entry on restriction (casefile_id, seq);
grant select, insert on restriction to throughline_app;
create table restriction_end (
    restriction_id uuid primary key references restriction,
    at             timestamptz not null,
    ended_by       uuid not null references practitioner,
    reason         text not null
);
grant select, insert on restriction_end to throughline_app;
-- What the holder said of a restricted entry for one reader.
create table restriction_answer (
    id             uuid primary key,
    restriction_id uuid not null references restriction,
    reader_id      uuid not null references practitioner,
    outcome        text not null check (outcome in ('RELEASED', 'SAFE_SUMMARY', 'NOTHING_CHANGES')),
    summary        text,
    answered_by    uuid not null references practitioner,
    at             timestamptz not null,
    check (outcome <> 'SAFE_SUMMARY' or length(trim(summary)) > 0)
);
create index restriction_answer_reader on restriction_answer (restriction_id, reader_id);
grant select, insert on restriction_answer to throughline_app;

create function is_key(p_casefile uuid, p_seq bigint, p_at timestamptz) returns boolean language sql stable as $$
    select coalesce(
        (select k.key from key_decision k where k.casefile_id = p_casefile and k.seq = p_seq and k.decided_at <= p_at
          order by k.decided_at desc, k.id desc limit 1),
        (select e.key_marked or e.key_by_rule from entry e where e.casefile_id = p_casefile and e.seq = p_seq))
$$;

-- The entries of a family history as it stood at a moment (domain 2, "family history").
create function family_entries(p_casefile uuid, p_at timestamptz) returns table (casefile_id uuid, seq bigint) language sql stable as $$
    select distinct p.casefile_id, p.seq
    from family_member m
    join entry_person p on p.person_id = m.person_id and (m.until is null or p.event_date <= m.until)
    join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq
    where m.casefile_id = p_casefile and e.filed_at <= p_at
$$;

-- The restriction that keeps an entry from a reader at a moment, if any; what stands beside an entry shares its restriction.
create function restriction_for(p_reader uuid, p_casefile uuid, p_seq bigint, p_at timestamptz) returns uuid language sql stable as $$
    select r.id from restriction r
    left join restriction_end x on x.restriction_id = r.id and x.at <= p_at
    join entry e on e.casefile_id = r.casefile_id and e.seq = r.seq
    join entry asked on asked.casefile_id = p_casefile and asked.seq = p_seq
    where ((r.casefile_id = p_casefile and r.seq = p_seq) or (r.casefile_id = asked.about_casefile_id and r.seq = asked.about_seq))
      and r.since <= p_at and x.restriction_id is null
      and r.holder_id <> p_reader and e.recorded_by is distinct from p_reader and asked.recorded_by is distinct from p_reader
      and not exists (select 1 from restriction_answer a where a.restriction_id = r.id and a.reader_id = p_reader
                      and a.outcome = 'RELEASED' and a.at <= p_at)
    order by (r.level = 'SEALED') desc, r.id limit 1
$$;

-- Whether anything at all is restricted here: the quick question before the exact one.
create function is_restricted(p_entry entry) returns boolean language sql stable as $$
    select exists (select 1 from restriction x where x.casefile_id = p_entry.casefile_id and x.seq = p_entry.seq)
        or (p_entry.about_seq is not null
            and exists (select 1 from restriction x where x.casefile_id = p_entry.about_casefile_id and x.seq = p_entry.about_seq))
$$;

-- Order along a chain, and a clock that cannot be set back.
create function entry_takes_its_place() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_last entry%rowtype;
begin
    select * into v_last from entry where casefile_id = new.casefile_id order by seq desc limit 1;
    if new.seq <> coalesce(v_last.seq, 0) + 1 then
        raise exception 'Entry % of this chain does not follow entry %.', new.seq, coalesce(v_last.seq, 0) using errcode = '23T20';
    end if;
    if new.previous_hash <> coalesce(v_last.hash, decode(repeat('00', 32), 'hex')) then
        raise exception 'Entry % does not continue the chain.', new.seq using errcode = '23T21';
    end if;
    if v_last.filed_at is not null and new.filed_at < v_last.filed_at then
        raise exception 'The filing time of a chain only rises.' using errcode = '23T22';
    end if;
    if clock_is_real() and (new.filed_at > now() + interval '5 minutes' or new.filed_at < now() - interval '5 minutes') then
        raise exception 'The filing time must be the time of filing.' using errcode = '23T23';
    end if;
    if new.origin = 'IMPORT' then
        if not exists (select 1 from practitioner p where p.id = new.filed_by and p.role = 'ADMINISTRATOR') then
            raise exception 'Only an administrator imports.' using errcode = '23T24';
        end if;
        if new.recorded_at > (select filed_at from casefile where id = new.casefile_id) then
            raise exception 'An imported entry cannot have been recorded after the file was opened here.' using errcode = '23T25';
        end if;
        if new.standing <> 'INFORMATION' or new.acted_by is not null then
            raise exception 'An imported entry is nobody''s intervention.' using errcode = '23T26';
        end if;
    elsif new.recorded_by is distinct from new.filed_by then
        raise exception 'Who files an entry is who records it.' using errcode = '23T27';
    end if;
    return new;
end $$;
create trigger entry_takes_its_place before insert on entry for each row execute function entry_takes_its_place();

create trigger entry_append before update or delete or truncate on entry for each statement execute function refuse_change();
create trigger entry_person_append before update or delete or truncate on entry_person for each statement execute function refuse_change();
create trigger entry_content_append before update or delete or truncate on entry_content for each statement execute function refuse_change();
create trigger key_decision_append before update or delete or truncate on key_decision for each statement execute function refuse_change();
create trigger restriction_append before update or delete or truncate on restriction for each statement execute function refuse_change();
create trigger restriction_end_append before update or delete or truncate on restriction_end for each statement execute function refuse_change();
create trigger restriction_answer_append before update or delete or truncate on restriction_answer for each statement execute function refuse_change();
