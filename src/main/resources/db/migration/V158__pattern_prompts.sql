-- Patterns in a family's history upon which a person must decide, what they decided and on what evidence (practice-rules 5.2). Module: risk.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('PP1', 12, 'months', 'how far back the patterns look for what returns slowly', 'practice-rules 5.2', 'proposal'),
 ('PP2', 90, 'days', 'how far back the patterns look for what returns fast', 'practice-rules 5.2', 'proposal'),
 ('PP3', 2, 'declined prompts', 'after so many "no action" answers for one child somebody else looks at them', 'practice-rules 1.7 X13, 5.3 GD3', 'proposal'),
 ('PP4', 5, 'working days', 'the second look is had within', 'practice-rules 1.7 X13', 'proposal');

-- A question that a pattern has raised. Open until it is answered, or until its obligation has ended another way.
create table pattern_prompt (
    id            uuid primary key,
    casefile_id   uuid not null references casefile,
    rule_id       text not null,
    asks          text not null check (length(trim(asks)) > 0),      -- the row's own words; never about a person
    because       text not null check (length(trim(because)) > 0),
    mode          text not null check (mode in ('OBSERVE', 'ADVISE', 'ENFORCE')),
    to_manager    boolean not null,
    counts        text[] not null,                                   -- kinds of entries that it counts, TYPE or TYPE@AGENCY_KIND
    serious       boolean not null,                                  -- counts for P17
    raised_at     timestamptz not null,
    due_at        timestamptz not null,
    obligation_id uuid references obligation,
    looked_back   boolean not null,                                  -- found when a history was imported
    again_after   uuid references pattern_prompt,                    -- the second look did not agree with the answer to this one
    check ((mode = 'ENFORCE') = (obligation_id is not null))
);
create index pattern_prompt_casefile on pattern_prompt (casefile_id, rule_id, raised_at);
create index pattern_prompt_obligation on pattern_prompt (obligation_id) where obligation_id is not null;

-- The entries because of which it was raised, and those that raised it again while it was open.
create table pattern_prompt_cause (
    prompt_id  uuid not null references pattern_prompt,
    entry_file uuid not null,
    entry_seq  bigint not null,
    event_date date not null,
    raised_at  timestamptz not null,
    again      boolean not null,
    facts      jsonb not null,                                       -- what was counted
    primary key (prompt_id, entry_file, entry_seq),
    foreign key (entry_file, entry_seq) references entry (casefile_id, seq)
);
create index pattern_prompt_cause_entry on pattern_prompt_cause (entry_file, entry_seq);

create table pattern_answer (
    prompt_id    uuid primary key references pattern_prompt,
    outcome      text not null check (outcome in ('ACT', 'NO_ACTION')),
    words        text not null check (length(trim(words)) > 0),
    would_change text not null check (length(trim(would_change)) > 0),
    why_enough   text,                                               -- why evidence that nobody has checked is enough
    action       text,
    action_owner uuid references practitioner,
    action_by    date,
    answered_by  uuid not null references practitioner,
    answered_at  timestamptz not null,
    check ((outcome = 'ACT') = (action is not null and action_owner is not null and action_by is not null))
);

-- On what an answer rests, as it stood when it was given (GD2).
create table pattern_evidence (
    prompt_id    uuid not null references pattern_answer,
    entry_file   uuid not null,
    entry_seq    bigint not null,
    provenance   text,
    verification text,
    primary key (prompt_id, entry_file, entry_seq),
    foreign key (entry_file, entry_seq) references entry (casefile_id, seq)
);

create table pattern_action_done (
    prompt_id uuid primary key references pattern_answer,
    came      text not null check (length(trim(came)) > 0),
    done_by   uuid not null references practitioner,
    done_at   timestamptz not null
);

-- A second pair of eyes after declined prompts (GD3).
create table pattern_second_look (
    id            uuid primary key,
    casefile_id   uuid not null references casefile,
    asked_at      timestamptz not null,
    obligation_id uuid not null references obligation
);
create index pattern_second_look_casefile on pattern_second_look (casefile_id, asked_at);
create table pattern_second_look_prompt (
    prompt_id uuid primary key references pattern_answer,
    look_id   uuid not null references pattern_second_look
);
create index pattern_second_look_prompt_look on pattern_second_look_prompt (look_id);
create table pattern_second_look_end (
    look_id   uuid primary key references pattern_second_look,
    agrees    boolean not null,
    words     text not null check (length(trim(words)) > 0),
    looked_by uuid not null references practitioner,
    looked_at timestamptz not null
);

grant select, insert on pattern_prompt, pattern_prompt_cause, pattern_answer, pattern_evidence, pattern_action_done, pattern_second_look,
    pattern_second_look_prompt, pattern_second_look_end to throughline_app;
create trigger pattern_prompt_append before update or delete or truncate on pattern_prompt for each statement execute function refuse_change();
create trigger pattern_prompt_cause_append before update or delete or truncate on pattern_prompt_cause for each statement execute function refuse_change();
create trigger pattern_answer_append before update or delete or truncate on pattern_answer for each statement execute function refuse_change();
create trigger pattern_evidence_append before update or delete or truncate on pattern_evidence for each statement execute function refuse_change();
create trigger pattern_action_done_append before update or delete or truncate on pattern_action_done for each statement execute function refuse_change();
create trigger pattern_second_look_append before update or delete or truncate on pattern_second_look for each statement execute function refuse_change();
create trigger pattern_second_look_prompt_append before update or delete or truncate on pattern_second_look_prompt for each statement execute function refuse_change();
create trigger pattern_second_look_end_append before update or delete or truncate on pattern_second_look_end for each statement execute function refuse_change();

-- "No action" names evidence, and whoever looks a second time is not who declined: also where the service forgets.
create function no_action_names_evidence() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not exists (select 1 from pattern_evidence e where e.prompt_id = new.prompt_id) then
        raise exception 'An answer that nothing follows names the evidence on which it rests.' using errcode = '23TP1';
    end if;
    return null;
end $$;
create constraint trigger no_action_names_evidence after insert on pattern_answer deferrable initially deferred for each row
    when (new.outcome = 'NO_ACTION') execute function no_action_names_evidence();
create function second_look_by_another() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if exists (select 1 from pattern_second_look_prompt l join pattern_answer a on a.prompt_id = l.prompt_id where l.look_id = new.look_id and a.answered_by = new.looked_by) then
        raise exception 'Who declined a prompt does not look at it a second time.' using errcode = '23TP2';
    end if;
    return new;
end $$;
create trigger second_look_by_another before insert on pattern_second_look_end for each row execute function second_look_by_another();

-- Key entries are counted for a family without looking at the others.
create index entry_key on entry (casefile_id, event_date) where kind = 'ENTRY' and (key_marked or key_by_rule);

-- A prompt that would be a trace of something sealed from this reader: every entry that raised it is, or what it rests on. Entries of the kinds that it counts lie at hand to
-- anybody else; where the only ones of its window are sealed, its words would tell of them.
create function prompt_is_sealed(p_prompt uuid, p_reader uuid, p_at timestamptz) returns boolean language plpgsql stable as $$
declare
    v_until date;
begin
    if not exists (select 1 from pattern_prompt_cause c where c.prompt_id = p_prompt and not sealed_from(p_reader, c.entry_file, c.entry_seq, p_at)) then
        return true;
    end if;
    select max(c.event_date) into v_until from pattern_prompt_cause c where c.prompt_id = p_prompt;
    return exists (
            select 1 from pattern_prompt q join family_member m on m.casefile_id = q.casefile_id join entry_person x on x.person_id = m.person_id
            join agency a on a.id = x.source_agency_id join restriction r on r.casefile_id = x.casefile_id and r.seq = x.seq and r.level = 'SEALED'
            where q.id = p_prompt and x.fact and x.event_date <= v_until and (x.event_type = any (q.counts) or x.event_type || '@' || a.kind = any (q.counts))
              and sealed_from(p_reader, x.casefile_id, x.seq, p_at))
       and not exists (
            select 1 from pattern_prompt q join family_member m on m.casefile_id = q.casefile_id join entry_person x on x.person_id = m.person_id
            join agency a on a.id = x.source_agency_id
            where q.id = p_prompt and x.fact and x.event_date between (v_until - (rule_number('PP1') || ' months')::interval)::date and v_until
              and (x.event_type = any (q.counts) or x.event_type || '@' || a.kind = any (q.counts))
              and is_this_familys(x.casefile_id, x.seq) and not sealed_from(p_reader, x.casefile_id, x.seq, p_at));
end $$;
