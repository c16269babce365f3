-- A function in the language SQL that cannot be drawn into its caller's statement is read, rewritten and planned anew in every statement that calls it,
-- which takes ten to twenty times as long as its answer. In PL/pgSQL it is planned once for a connection. Names, arguments, answers, rights and search path
-- stay as they were. Modules: organisation, chronology, reading, authority.

create or replace function clock_is_real() returns boolean language plpgsql stable security definer set search_path = public as $$
begin
    return (select mode = 'REAL' from clock_mode);
end $$;

create or replace function rule_number(p_id text) returns numeric language plpgsql stable as $$
begin
    return (select value from rule_value where id = p_id);
end $$;

create or replace function supervisor_at(p_practitioner uuid, p_at timestamptz) returns uuid language plpgsql stable as $$
begin
    return (select supervisor_id from supervision_line
            where practitioner_id = p_practitioner and since <= p_at order by since desc limit 1);
end $$;

create or replace function is_deputy_at(p_deputy uuid, p_for uuid, p_at timestamptz) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from deputy d where d.deputy_id = p_deputy and d.practitioner_id = p_for
                   and d.since <= p_at and (d.until is null or d.until > p_at));
end $$;

create or replace function answers_for_worker(p_person uuid, p_worker uuid, p_at timestamptz) returns boolean language plpgsql stable as $$
declare
    v_supervisor uuid := supervisor_at(p_worker, p_at);
begin
    return coalesce(p_person <> p_worker and (v_supervisor = p_person or is_deputy_at(p_person, v_supervisor, p_at)), false);
end $$;

create or replace function is_key(p_casefile uuid, p_seq bigint, p_at timestamptz) returns boolean language plpgsql stable as $$
begin
    return coalesce(
        (select k.key from key_decision k where k.casefile_id = p_casefile and k.seq = p_seq and k.decided_at <= p_at
          order by k.decided_at desc, k.id desc limit 1),
        (select e.key_marked or e.key_by_rule from entry e where e.casefile_id = p_casefile and e.seq = p_seq));
end $$;

create or replace function restriction_for(p_reader uuid, p_casefile uuid, p_seq bigint, p_at timestamptz) returns uuid language plpgsql stable as $$
begin
    return (
        select r.id from restriction r
        left join restriction_end x on x.restriction_id = r.id and x.at <= p_at
        join entry e on e.casefile_id = r.casefile_id and e.seq = r.seq
        join entry asked on asked.casefile_id = p_casefile and asked.seq = p_seq
        where ((r.casefile_id = p_casefile and r.seq = p_seq) or (r.casefile_id = asked.about_casefile_id and r.seq = asked.about_seq))
          and r.since <= p_at and x.restriction_id is null
          and r.holder_id <> p_reader and e.recorded_by is distinct from p_reader and asked.recorded_by is distinct from p_reader
          and not exists (select 1 from restriction_answer a where a.restriction_id = r.id and a.reader_id = p_reader
                          and a.outcome = 'RELEASED' and a.at <= p_at)
        order by (r.level = 'SEALED') desc, r.id limit 1);
end $$;

create or replace function is_restricted(p_entry entry) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from restriction x where x.casefile_id = p_entry.casefile_id and x.seq = p_entry.seq)
        or (p_entry.about_seq is not null
            and exists (select 1 from restriction x where x.casefile_id = p_entry.about_casefile_id and x.seq = p_entry.about_seq));
end $$;

create or replace function in_manifest(p_manifest uuid, p_casefile uuid, p_seq bigint) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from manifest_chain c where c.manifest_id = p_manifest and c.casefile_id = p_casefile and p_seq <= c.seq)
       and exists (select 1 from entry_person p join manifest_person m on m.person_id = p.person_id and m.manifest_id = p_manifest
                   where p.casefile_id = p_casefile and p.seq = p_seq);
end $$;

create or replace function records_intervention(p_entry entry) returns boolean language plpgsql stable as $$
begin
    return (
        select p_entry.origin = 'WORKER' and a.gated
           and (t.intervention = 'YES' or (t.intervention = 'WHEN_MADE_BY_WORKER'
                and (p_entry.acted_by is not null or r.agency_id = p_entry.source_agency_id)))
           and (p_entry.kind = 'ENTRY' or (p_entry.kind = 'CORRECTION' and o.event_type is distinct from p_entry.event_type))
        from event_type t
        join agency a on a.id = p_entry.source_agency_id
        left join practitioner r on r.id = p_entry.recorded_by
        left join entry o on o.casefile_id = p_entry.about_casefile_id and o.seq = p_entry.about_seq
        where t.code = p_entry.event_type);
end $$;

-- the words by which somebody is found, of every name that is entered
create or replace function name_words(p_text text) returns text[] language plpgsql immutable parallel safe as $$
begin
    return (
        select coalesce(array_agg(distinct w order by w), '{}')
          from (select regexp_split_to_table(public.plain_name(p_text), '[^[:alnum:]]+') as w
                union select regexp_split_to_table(regexp_replace(public.plain_name(p_text), '[''’`]', '', 'g'), '[^[:alnum:]]+')) s where w <> '');
end $$;
