-- An entry that is not about this family: asked by one, agreed by another, taken out of everything and still under its chain (domain 4, three wrongs).
-- Module: chronology; the second and the third wall of it.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('NF1', 2, 'working days', 'a second person decides whether an entry is about this family within', 'domain 4', 'proposal'),
 ('NF2', 2, 'working days', 'whoever had read an entry that was taken out says that they know within', 'domain 4', 'proposal');

create table not_this_family_request (
    id           uuid primary key,
    casefile_id  uuid not null,
    seq          bigint not null,
    family_file  uuid not null references casefile,     -- as whose entry it was looked at
    reason       text not null check (length(trim(reason)) > 0),
    belongs_file uuid references casefile,              -- where it belongs, if that is known here
    asked_by     uuid not null references practitioner,
    asked_at     timestamptz not null,
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
create index not_this_family_request_entry on not_this_family_request (casefile_id, seq, asked_at);
create table not_this_family_decision (
    request_id uuid primary key references not_this_family_request,
    agreed     boolean not null,
    reason     text not null check (length(trim(reason)) > 0),
    decided_by uuid not null references practitioner,
    decided_at timestamptz not null
);
grant select, insert on not_this_family_request, not_this_family_decision to throughline_app;
create trigger not_this_family_request_append before update or delete or truncate on not_this_family_request for each statement execute function refuse_change();
create trigger not_this_family_decision_append before update or delete or truncate on not_this_family_decision for each statement execute function refuse_change();

-- What no longer counts: the entry and everything that stands beside it. Written by the database alone, with the tombstone.
create table taken_out (
    casefile_id uuid not null,
    seq         bigint not null,
    request_id  uuid not null references not_this_family_request,
    tomb_file   uuid not null,
    tomb_seq    bigint not null,
    primary key (casefile_id, seq),
    foreign key (casefile_id, seq) references entry (casefile_id, seq),
    foreign key (tomb_file, tomb_seq) references entry (casefile_id, seq)
);
create index taken_out_request on taken_out (request_id);
create index taken_out_tomb on taken_out (tomb_file, tomb_seq);
grant select on taken_out to throughline_app;
create trigger taken_out_append before update or delete or truncate on taken_out for each statement execute function refuse_change();

create function is_taken_out(p_casefile uuid, p_seq bigint) returns boolean language plpgsql stable as $$
begin
    return (
        select exists (select 1 from taken_out t where t.casefile_id = p_casefile and t.seq = p_seq));
end $$;

-- ---------------------------------------------------------------- the second wall: two people, once, a fact

create function not_this_family_is_asked() returns trigger language plpgsql security definer set search_path = public as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('not this family ' || new.casefile_id || ':' || new.seq, 0));
    if not is_now(new.asked_at) then
        raise exception 'A question bears the time at which it is asked.' using errcode = '23TE0';
    end if;
    if not exists (select 1 from entry e where e.casefile_id = new.casefile_id and e.seq = new.seq and e.kind = 'ENTRY') then
        raise exception 'Only an entry of its own is taken out; what stands beside it goes with it.' using errcode = '23TE1';
    end if;
    if is_taken_out(new.casefile_id, new.seq) then
        raise exception 'This entry has been taken out already.' using errcode = '23TE2';
    end if;
    if exists (select 1 from not_this_family_request r where r.casefile_id = new.casefile_id and r.seq = new.seq
               and not exists (select 1 from not_this_family_decision d where d.request_id = r.id)) then
        raise exception 'Whether this entry is about this family has been asked already.' using errcode = '23TE3';
    end if;
    if not exists (select 1 from entry_person p join family_member m on m.person_id = p.person_id
                   where p.casefile_id = new.casefile_id and p.seq = new.seq and m.casefile_id = new.family_file)
       and not (new.family_file = new.casefile_id and exists (select 1 from casefile c where c.id = new.family_file and c.kind = 'PERSON')) then
        raise exception 'This entry does not stand in the history of that family.' using errcode = '23TE4';
    end if;
    return new;
end $$;
create trigger not_this_family_is_asked before insert on not_this_family_request for each row execute function not_this_family_is_asked();

create function not_this_family_is_decided() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_asked not_this_family_request%rowtype;
begin
    select * into v_asked from not_this_family_request where id = new.request_id;
    if not is_now(new.decided_at) or new.decided_at < v_asked.asked_at then
        raise exception 'A decision bears the time at which it is made.' using errcode = '23TE5';
    end if;
    if new.decided_by = v_asked.asked_by then
        raise exception 'Who asked that an entry is taken out does not decide it.' using errcode = '23TE6';
    end if;
    if exists (select 1 from conflict_of_interest k where k.practitioner_id = new.decided_by and (k.casefile_id in (v_asked.family_file, v_asked.casefile_id)
               or exists (select 1 from entry_person p join family_member m on m.person_id = p.person_id
                          where p.casefile_id = v_asked.casefile_id and p.seq = v_asked.seq and m.casefile_id = k.casefile_id))) then
        raise exception 'This person is on the conflict list of this case file.' using errcode = '23TE7';
    end if;
    if not exists (select 1 from case_relations(new.decided_by, new.decided_at) o
                   where o.casefile_id = v_asked.family_file and o.relation in ('SUPERVISOR', 'DEPUTY', 'LINE_ABOVE')) then
        raise exception 'The supervisor of a worker of this family, that one''s deputy, or the line above them decides whether an entry is about it.' using errcode = '23TE8';
    end if;
    if exists (select 1 from restriction r where r.casefile_id = v_asked.casefile_id and r.seq = v_asked.seq and r.level = 'SEALED'
               and not exists (select 1 from restriction_end x where x.restriction_id = r.id)) then
        raise exception 'That this entry exists is kept from others. Its holder ends that first.' using errcode = '23TEK';
    end if;
    if restriction_for(new.decided_by, v_asked.casefile_id, v_asked.seq, new.decided_at) is not null then
        raise exception 'Nobody decides on an entry that they may not read.' using errcode = '23TE9';
    end if;
    return new;
end $$;
create trigger not_this_family_is_decided before insert on not_this_family_decision for each row execute function not_this_family_is_decided();

create function entry_beside_is_lawful() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if is_taken_out(new.about_casefile_id, new.about_seq) then
        raise exception 'The entry was taken out. Nothing is put beside it any more.' using errcode = '23TEA';
    end if;
    if new.kind <> 'NOT_THIS_FAMILY' then
        if exists (select 1 from entry e where e.casefile_id = new.about_casefile_id and e.seq = new.about_seq and e.kind = 'NOT_THIS_FAMILY') then
            raise exception 'What was taken out stays out. If it is about this family after all, record it again as an entry of its own.' using errcode = '23TEJ';
        end if;
        return new;
    end if;
    if not exists (select 1 from entry e where e.casefile_id = new.about_casefile_id and e.seq = new.about_seq and e.kind = 'ENTRY') or new.casefile_id <> new.about_casefile_id then
        raise exception 'Only an entry of its own is taken out, in its own chain; what stands beside it goes with it.' using errcode = '23TEB';
    end if;
    if new.origin <> 'WORKER' or new.event_type <> 'OTHER' or new.key_marked or new.key_by_rule or new.provenance is not null or new.verification is not null or new.impact_level is not null then
        raise exception 'What takes an entry out is no fact about anybody.' using errcode = '23TEC';
    end if;
    if not exists (select 1 from not_this_family_request r join not_this_family_decision d on d.request_id = r.id
                   where r.casefile_id = new.about_casefile_id and r.seq = new.about_seq and d.agreed and d.decided_by = new.recorded_by
                     and r.asked_by <> d.decided_by and d.decided_at <= new.filed_at) then
        raise exception 'An entry is taken out where one person asked and another agreed, and by the one who agreed.' using errcode = '23TED';
    end if;
    return new;
end $$;
create trigger entry_beside_is_lawful before insert on entry for each row when (new.kind <> 'ENTRY') execute function entry_beside_is_lawful();

create function entry_is_taken_out() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into taken_out (casefile_id, seq, request_id, tomb_file, tomb_seq)
    with recursive beside(casefile_id, seq) as (
        select new.about_casefile_id, new.about_seq
        union
        select e.casefile_id, e.seq from beside b join entry e on e.about_casefile_id = b.casefile_id and e.about_seq = b.seq and e.kind <> 'NOT_THIS_FAMILY')
    select b.casefile_id, b.seq, r.id, new.casefile_id, new.seq
      from beside b cross join (select q.id from not_this_family_request q join not_this_family_decision d on d.request_id = q.id
                                where q.casefile_id = new.about_casefile_id and q.seq = new.about_seq and d.agreed limit 1) r;
    return null;
end $$;
create trigger entry_is_taken_out after insert on entry for each row when (new.kind = 'NOT_THIS_FAMILY') execute function entry_is_taken_out();

-- At the end of the transaction: who agreed has taken it out, and it stands wherever the entry, or what stood beside it, stood.
create function agreement_takes_out() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not exists (select 1 from taken_out t where t.request_id = new.request_id) then
        raise exception 'Who agrees that an entry is not about this family takes it out.' using errcode = '23TEE';
    end if;
    return null;
end $$;
create constraint trigger agreement_takes_out after insert on not_this_family_decision deferrable initially deferred for each row when (new.agreed) execute function agreement_takes_out();

create function tombstone_is_seen() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if exists (select 1 from taken_out t join entry_person p on p.casefile_id = t.casefile_id and p.seq = t.seq
               where t.tomb_file = new.casefile_id and t.tomb_seq = new.seq
                 and not exists (select 1 from entry_person q where q.casefile_id = new.casefile_id and q.seq = new.seq and q.person_id = p.person_id)) then
        raise exception 'That an entry was taken out is told in every history in which it stood.' using errcode = '23TEF';
    end if;
    return null;
end $$;
create constraint trigger tombstone_is_seen after insert on entry deferrable initially deferred for each row when (new.kind = 'NOT_THIS_FAMILY') execute function tombstone_is_seen();

-- ---------------------------------------------------------------- nobody reads its words any more, whatever the application asks

alter table entry_content enable row level security;
create policy entry_content_is_filed on entry_content for insert to throughline_app with check (true);
create policy entry_content_not_taken_out on entry_content for select to throughline_app
    using (not exists (select 1 from taken_out t where t.casefile_id = entry_content.casefile_id and t.seq = entry_content.seq));

-- The chain is verified all the same: the hash of words that were taken out, without the words.
create function taken_out_words_hash(p_casefile uuid, p_seq bigint) returns bytea language sql stable security definer set search_path = public as $$
    select sha256(c.salt || convert_to(c.canonical, 'UTF8')) from entry_content c join taken_out t on t.casefile_id = c.casefile_id and t.seq = c.seq
    where c.casefile_id = p_casefile and c.seq = p_seq
$$;
revoke execute on function taken_out_words_hash(uuid, bigint) from public;
grant execute on function taken_out_words_hash(uuid, bigint) to throughline_app;

-- ---------------------------------------------------------------- it counts for nothing

-- What was taken out belongs to no history, today's or yesterday's; the tombstone does.
create or replace function family_entries(p_casefile uuid, p_at timestamptz) returns table (casefile_id uuid, seq bigint) language sql stable as $$
    select distinct p.casefile_id, p.seq
    from family_member m
    join entry_person p on p.person_id = m.person_id and (m.until is null or p.event_date <= m.until)
    join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq
    where m.casefile_id = p_casefile and e.filed_at <= p_at
      and not exists (select 1 from taken_out t where t.casefile_id = p.casefile_id and t.seq = p.seq)
$$;

-- Whatever was kept from a reader, the tombstone has no words that could be: everybody of the history reads it.
create or replace function restriction_for(p_reader uuid, p_casefile uuid, p_seq bigint, p_at timestamptz) returns uuid language plpgsql stable as $$
begin
    return (
        select r.id from restriction r
        left join restriction_end x on x.restriction_id = r.id and x.at <= p_at
        join entry e on e.casefile_id = r.casefile_id and e.seq = r.seq
        join entry asked on asked.casefile_id = p_casefile and asked.seq = p_seq
        where ((r.casefile_id = p_casefile and r.seq = p_seq)
               or (asked.kind <> 'NOT_THIS_FAMILY' and r.casefile_id = asked.about_casefile_id and r.seq = asked.about_seq))
          and r.since <= p_at and x.restriction_id is null
          and r.holder_id <> p_reader and e.recorded_by is distinct from p_reader and asked.recorded_by is distinct from p_reader
          and not exists (select 1 from restriction_answer a where a.restriction_id = r.id and a.reader_id = p_reader
                          and a.outcome = 'RELEASED' and a.at <= p_at)
        order by (r.level = 'SEALED') desc, r.id limit 1);
end $$;
create or replace function is_restricted(p_entry entry) returns boolean language plpgsql stable as $$
begin
    return (
        select exists (select 1 from restriction x where x.casefile_id = p_entry.casefile_id and x.seq = p_entry.seq)
            or (p_entry.about_seq is not null and p_entry.kind <> 'NOT_THIS_FAMILY'
                and exists (select 1 from restriction x where x.casefile_id = p_entry.about_casefile_id and x.seq = p_entry.about_seq)));
end $$;
create function restriction_keeps_words() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if is_taken_out(new.casefile_id, new.seq) or exists (select 1 from entry e where e.casefile_id = new.casefile_id and e.seq = new.seq and e.kind = 'NOT_THIS_FAMILY') then
        raise exception 'That an entry was taken out is kept from nobody.' using errcode = '23TEL';
    end if;
    return new;
end $$;
create trigger restriction_keeps_words before insert on restriction for each row execute function restriction_keeps_words();

-- ---------------------------------------------------------------- the third wall

-- Who signed after an entry was taken out need not have read it; who signed before it must have.
alter view gate_violation rename to gate_violation_of_files;
create view gate_violation as
select v.violation, v.casefile_id, v.seq, v.authority_id from gate_violation_of_files v
where v.violation <> 'OPENED_AUTHORITY_NOT_EARNED' and (v.violation not in ('SIGNED_WITHOUT_READING', 'SIGNER_HAD_NOT_READ', 'DUTY_WITHOUT_READING')
   or not exists (select 1 from authority a
                  join taken_out t on t.seq = v.seq
                  join entry x on x.casefile_id = t.tomb_file and x.seq = t.tomb_seq and x.filed_at <= a.granted_at
                  join family_member m on m.casefile_id = a.casefile_id
                  join entry_person p on p.person_id = m.person_id and p.casefile_id = t.casefile_id and p.seq = t.seq
                  where a.id = v.authority_id))
union all
-- as before, without what had been taken out when the file was opened
select 'OPENED_AUTHORITY_NOT_EARNED', a.casefile_id, null::bigint, a.id
  from authority a
  where a.origin = 'OPENED'
    and (not exists (
            select 1 from case_opening o
            join allocation l on l.id = a.allocation_id and l.casefile_id = a.casefile_id and l.practitioner_id = a.practitioner_id and l.handover_id is null
            join supervision_line v on v.practitioner_id = o.worker_id and v.since <= o.opened_at
             and not exists (select 1 from supervision_line w where w.practitioner_id = v.practitioner_id and w.since <= o.opened_at and w.since > v.since)
            where o.casefile_id = a.casefile_id and o.worker_id = a.practitioner_id and o.opened_by = a.granted_by and o.opened_at = a.granted_at
              and (v.supervisor_id = o.opened_by
                   or exists (select 1 from deputy d where d.practitioner_id = v.supervisor_id and d.deputy_id = o.opened_by
                              and d.since <= o.opened_at and coalesce(d.until, 'infinity') > o.opened_at)))
         or exists (
            select 1 from family_member m
            join entry_person p on p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
            join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= a.granted_at and e.recorded_by is distinct from a.practitioner_id
            where m.casefile_id = a.casefile_id and m.added_at <= a.granted_at
              and not exists (select 1 from receipt r where r.reader_id = a.practitioner_id and r.casefile_id = p.casefile_id and r.seq = p.seq
                              and r.acknowledged_at <= a.granted_at)
              and not exists (select 1 from taken_out t join entry x on x.casefile_id = t.tomb_file and x.seq = t.tomb_seq and x.filed_at <= a.granted_at
                              where t.casefile_id = p.casefile_id and t.seq = p.seq)
              and not exists (select 1 from part_read_grant g where g.casefile_id = a.casefile_id and g.reader_id = a.practitioner_id and g.granted_at <= a.granted_at)
              and not exists (select 1 from restriction x join restriction_answer y on y.restriction_id = x.id and y.reader_id = a.practitioner_id
                              and y.at <= a.granted_at where x.casefile_id = p.casefile_id and x.seq = p.seq)))
union all
select 'TAKEN_OUT_BY_ONE', e.casefile_id, e.about_seq, null::uuid
  from entry e
  where e.kind = 'NOT_THIS_FAMILY'
    and (not exists (select 1 from not_this_family_request r join not_this_family_decision d on d.request_id = r.id
                     where r.casefile_id = e.about_casefile_id and r.seq = e.about_seq and d.agreed and d.decided_by = e.recorded_by
                       and d.decided_by <> r.asked_by and d.decided_at <= e.filed_at)
         or exists (select 1 from entry o where o.casefile_id = e.about_casefile_id and o.seq = e.about_seq and o.kind <> 'ENTRY'));
grant select on gate_violation to throughline_app;
