-- What shortens a reading is judged by the database too: by whom, when, of what. Numbers of the product change by a named administrator alone.
-- Modules: chronology, reading, handover, organisation; the second and the third wall of the gate (module authority).

-- The line supervisor of a worker at a moment, or that one's deputy: who may sign for the worker.
create function answers_for_worker(p_person uuid, p_worker uuid, p_at timestamptz) returns boolean language sql stable as $$
    select coalesce(p_person <> p_worker and (s.id = p_person or is_deputy_at(p_person, s.id, p_at)), false) from (select supervisor_at(p_worker, p_at) as id) s
$$;

create function is_now(p_at timestamptz) returns boolean language sql stable as $$
    select not clock_is_real() or abs(extract(epoch from (p_at - now()))) <= 300
$$;

-- ---------------------------------------------------------------- what is withheld

create function restriction_is_answered_by_its_holder() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_holder uuid;
begin
    if not is_now(new.at) then
        raise exception 'An answer bears the time at which it is given.' using errcode = '23T80';
    end if;
    select holder_id into v_holder from restriction where id = new.restriction_id;
    if new.answered_by is distinct from v_holder and not answers_for_worker(new.answered_by, v_holder, new.at) then
        raise exception 'Only the holder of a withheld entry, or the holder''s line supervisor, answers for it.' using errcode = '23T81';
    end if;
    if new.answered_by = new.reader_id then
        raise exception 'Nobody answers for themselves what is withheld.' using errcode = '23T82';
    end if;
    if new.outcome <> 'RELEASED' and answers_for_worker(new.answered_by, new.reader_id, new.at) then
        raise exception 'Who signs for this reader releases the entry, or lets somebody else answer for it.' using errcode = '23T83';
    end if;
    return new;
end $$;
create trigger restriction_is_answered_by_its_holder before insert on restriction_answer for each row execute function restriction_is_answered_by_its_holder();

-- ---------------------------------------------------------------- key entries

-- Runs after unmarking_is_informed: the names of triggers decide their order.
create function unmarking_is_the_lines() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not is_now(new.decided_at) then
        raise exception 'A judgement bears the time at which it is made.' using errcode = '23T36';
    end if;
    if not new.key and not exists (
        select 1 from own_relations(new.decided_by, new.decided_at) o
        join family_member m on m.casefile_id = o.casefile_id
        join entry_person p on p.person_id = m.person_id
        where o.relation in ('SUPERVISOR', 'DEPUTY') and p.casefile_id = new.casefile_id and p.seq = new.seq) then
        raise exception 'Only the supervisor of a worker of this family, or that one''s deputy, judges that an entry is not key.' using errcode = '23T37';
    end if;
    return new;
end $$;
create index key_decision_by on key_decision (decided_by);
create trigger unmarking_is_the_lines before insert on key_decision for each row execute function unmarking_is_the_lines();

-- A signer who judged in this handover that an entry is not key took it out of what must be read one by one; a second person must have judged the same.
create function signer_unmarked_nothing() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if exists (
        select 1 from sign_off s
        join handover h on h.id = s.handover_id
        join key_decision k on k.decided_by = s.signer_id and not k.key and k.decided_at between h.requested_at and s.signed_at
        where s.id = new.sign_off_id
          and not exists (select 1 from key_decision l where l.casefile_id = k.casefile_id and l.seq = k.seq and l.decided_at <= s.signed_at
                          and (l.decided_at, l.id) > (k.decided_at, k.id))
          and exists (select 1 from entry_person p join family_member f on f.person_id = p.person_id and f.casefile_id = s.casefile_id
                      where p.casefile_id = k.casefile_id and p.seq = k.seq)) then
        raise exception 'Who judged during the handover that an entry is not key cannot sign it. Mark it as key again, or ask another supervisor or a deputy to read and judge it.'
            using errcode = '23T6C';
    end if;
    return null;
end $$;
create constraint trigger signer_unmarked_nothing after insert on authority for each row when (new.sign_off_id is not null) execute function signer_unmarked_nothing();

-- ---------------------------------------------------------------- part read

create function part_read_is_granted_by_the_line() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not is_now(new.granted_at) then
        raise exception 'Part read bears the time at which it is granted.' using errcode = '23T90';
    end if;
    if not answers_for_worker(new.granted_by, new.reader_id, new.granted_at) then
        raise exception 'Only the line supervisor of the reader, or that one''s deputy, grants part read.' using errcode = '23T91';
    end if;
    if (select count(*) from family_entries(new.casefile_id, new.granted_at)) <= rule_number('RR5') then
        raise exception 'Part read is for larger histories than this.' using errcode = '23T92';
    end if;
    -- RR6 counts working days; the database knows no holidays and allows the calendar days that they can be at most
    if new.until < new.granted_at::date or new.until > new.granted_at::date + (rule_number('RR6') * 7 / 5 + 10)::int then
        raise exception 'Part read does not last so long.' using errcode = '23T93';
    end if;
    return new;
end $$;
create trigger part_read_is_granted_by_the_line before insert on part_read_grant for each row execute function part_read_is_granted_by_the_line();

-- As before, and what a deputy granted counts too.
create or replace function reading_lack(p_casefile uuid, p_reader uuid, p_at timestamptz, p_by timestamptz)
    returns table (casefile_id uuid, seq bigint, lack text) language sql stable as $$
    with h as materialized (select f.casefile_id, f.seq from family_entries(p_casefile, p_at) f),
         singly as materialized (select s.casefile_id, s.seq from must_read_singly(p_casefile, p_at) s),
         part as (select exists (select 1 from part_read_grant g where g.casefile_id = p_casefile and g.reader_id = p_reader
                                  and g.granted_at <= p_by and g.until >= p_by::date
                                  and answers_for_worker(g.granted_by, p_reader, g.granted_at)) as granted),
         state as (
            select h.casefile_id, h.seq,
                   (s.seq is not null) as singly,
                   e.recorded_by = p_reader as own,
                   exists (select 1 from receipt r where r.reader_id = p_reader and r.casefile_id = h.casefile_id and r.seq = h.seq
                            and r.kind = 'ITEM' and r.acknowledged_at <= p_by) as item,
                   exists (select 1 from receipt r where r.reader_id = p_reader and r.casefile_id = h.casefile_id and r.seq = h.seq
                            and r.acknowledged_at <= p_by) as any_receipt,
                   case when is_restricted(e) then restriction_for(p_reader, h.casefile_id, h.seq, p_by) end as restriction
            from h join entry e using (casefile_id, seq) left join singly s using (casefile_id, seq))
    select st.casefile_id, st.seq,
           case when st.restriction is not null then (select r.level from restriction r where r.id = st.restriction)
                when st.any_receipt then 'PERIOD_ONLY' else 'UNREAD' end
    from state st, part
    where case when st.restriction is not null
               then not exists (select 1 from restriction_answer a where a.restriction_id = st.restriction and a.reader_id = p_reader
                                 and a.at <= p_by)
               else st.own is not true and not st.item and (st.singly or not (st.any_receipt or part.granted)) end
$$;


-- ---------------------------------------------------------------- what is signed

create function sign_off_answers_the_account() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_act handover_act%rowtype;
begin
    if not is_now(new.signed_at) then
        raise exception 'A signature bears the time at which it is given.' using errcode = '23T6E';
    end if;
    select * into v_act from handover_act a
     where a.handover_id = new.handover_id and a.step = 'WRITE_ACCOUNT' and a.outcome = 'WRITTEN' and a.at <= new.signed_at order by a.at desc, a.id desc limit 1;
    if v_act.id is null or v_act.id <> new.account_act_id or v_act.by_id <> new.reader_id then
        raise exception 'What is signed is the account that the new worker wrote last in this handover.' using errcode = '23T6D';
    end if;
    if exists (select 1 from sign_off s where s.account_act_id = new.account_act_id) then
        raise exception 'This account has been answered; the new worker writes it again first.' using errcode = '23T6F';
    end if;
    return new;
end $$;
create trigger sign_off_answers_the_account before insert on sign_off for each row execute function sign_off_answers_the_account();

-- ---------------------------------------------------------------- numbers of the product, and who needs authority

create table rule_change (
    id         uuid primary key,
    what       text not null,              -- a rule of rule_value, or GATED and the code of an agency
    old_value  numeric not null,
    new_value  numeric not null,
    changed_by uuid not null references practitioner,
    changed_at timestamptz not null,
    reason     text not null
);
create index rule_change_at on rule_change (changed_at desc, id desc);
grant select on rule_change to throughline_app;
create trigger rule_change_append before update or delete or truncate on rule_change for each statement execute function refuse_change();

revoke update on rule_value from throughline_app;
revoke update on agency from throughline_app;
grant update (name) on agency to throughline_app;

-- The only way to change a rule, or whether the workers of an agency need authority (GATED and its code; 1 or 0). Answers the value before.
create function change_rule(p_id uuid, p_what text, p_value numeric, p_by uuid, p_at timestamptz, p_reason text) returns numeric
    language plpgsql security definer set search_path = public as $$
declare
    v_agency text := substring(p_what from '^GATED (.+)$');
    v_old    numeric;
begin
    if not exists (select 1 from practitioner p where p.id = p_by and p.role = 'ADMINISTRATOR' and p.active) then
        raise exception 'Only an administrator changes a rule.' using errcode = '23TA0';
    end if;
    if coalesce(trim(p_reason), '') = '' then
        raise exception 'A rule is changed for a reason.' using errcode = '23TA1';
    end if;
    if not is_now(p_at) then
        raise exception 'A change of a rule bears the time at which it is made.' using errcode = '23TA4';
    end if;
    if v_agency is null then
        select value into v_old from rule_value where id = p_what for update;
    else
        select gated::int into v_old from agency where code = v_agency for update;
    end if;
    if v_old is null then
        raise exception 'There is no such rule.' using errcode = '23TA2';
    end if;
    if (v_agency is null and p_value <= 0) or (v_agency is not null and p_value not in (0, 1)) then
        raise exception 'This rule cannot have such a value.' using errcode = '23TA3';
    end if;
    insert into rule_change (id, what, old_value, new_value, changed_by, changed_at, reason) values (p_id, p_what, v_old, p_value, p_by, p_at, trim(p_reason));
    if v_agency is null then
        update rule_value set value = p_value where id = p_what;
    else
        update agency set gated = (p_value = 1) where code = v_agency;
    end if;
    return v_old;
end $$;
revoke execute on function change_rule(uuid, text, numeric, uuid, timestamptz, text) from public;
grant execute on function change_rule(uuid, text, numeric, uuid, timestamptz, text) to throughline_app;

-- ---------------------------------------------------------------- the third wall

-- The whole query anew. Not materialized: asked about one case file, it reads that file alone.
drop view gate_violation;
create view gate_violation as
with standing_intervention as not materialized (
    select e.*, f.kind as file_kind from entry e
    join casefile f on f.id = e.casefile_id
    join event_type t on t.code = e.event_type
    join agency g on g.id = e.source_agency_id and g.gated
    left join practitioner w on w.id = e.recorded_by
    where e.origin = 'WORKER' and e.kind = 'ENTRY' and (t.intervention = 'YES'
       or (t.intervention = 'WHEN_MADE_BY_WORKER' and (e.acted_by is not null or w.agency_id = e.source_agency_id))))
select 'INTERVENTION_WITHOUT_LAWFUL_STATE' as violation, e.casefile_id, e.seq, null::uuid as authority_id
  from standing_intervention e
  where e.acted_by is null or e.file_kind <> 'CHILD' or e.standing = 'INFORMATION'
     or (e.standing = 'MARKED' and coalesce(trim(e.mark_reason), '') = '')
union all
select 'INTERVENTION_WITHOUT_AUTHORITY', e.casefile_id, e.seq, e.authority_id
  from standing_intervention e
  left join authority a on a.id = e.authority_id
  left join allocation l on l.id = a.allocation_id
  where e.standing in ('AUTHORISED', 'URGENT')
    and not coalesce(a.casefile_id = e.casefile_id and a.practitioner_id = e.acted_by
        and a.granted_at <= e.filed_at and coalesce(a.revoked_at, 'infinity') > e.filed_at and coalesce(a.expires_at, 'infinity') > e.filed_at
        and (a.kind = 'URGENT') = (e.standing = 'URGENT')
        and (a.kind = 'URGENT' or (l.since <= e.filed_at and coalesce(l.until_at, 'infinity') > e.filed_at)), false)
union all
select 'AUTHORITY_WITHOUT_SIGN_OFF', a.casefile_id, null, a.id
  from authority a left join sign_off s on s.id = a.sign_off_id
  where a.origin = 'SIGN_OFF'
    and not coalesce(s.outcome = 'AGREED' and s.reader_id = a.practitioner_id and s.casefile_id = a.casefile_id
        and s.signer_id <> s.reader_id and s.signer_id is distinct from s.outgoing_id, false)
union all
select 'SIGNED_BY_SOMEONE_ELSE', a.casefile_id, null, a.id
  from authority a join sign_off s on s.id = a.sign_off_id
  where not exists (
    select 1 from supervision_line v
    where v.practitioner_id = s.reader_id and v.since <= s.signed_at
      and not exists (select 1 from supervision_line w where w.practitioner_id = v.practitioner_id and w.since <= s.signed_at and w.since > v.since)
      and (v.supervisor_id = s.signer_id
           or exists (select 1 from deputy d where d.practitioner_id = v.supervisor_id and d.deputy_id = s.signer_id
                      and d.since <= s.signed_at and coalesce(d.until, 'infinity') > s.signed_at)))
union all
select 'SIGNED_WITHOUT_READING', a.casefile_id, p.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join family_member m on m.casefile_id = a.casefile_id and m.added_at <= s.signed_at
  join entry_person p on p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
  join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= s.signed_at and e.recorded_by is distinct from s.reader_id
  where not exists (select 1 from receipt r where r.reader_id = s.reader_id and r.casefile_id = p.casefile_id and r.seq = p.seq and r.acknowledged_at <= s.signed_at)
    -- part read excuses nothing that is read one by one: key, of the last year, serious, contradicted
    and not (exists (select 1 from part_read_grant g where g.casefile_id = a.casefile_id and g.reader_id = s.reader_id and g.granted_at <= s.signed_at)
             and e.event_date < s.signed_at - make_interval(months => (select value from rule_value where id = 'RR2')::int)
             and e.impact_level is distinct from 'SERIOUS' and e.verification is distinct from 'CONTRADICTED'
             and not coalesce((select k.key from key_decision k where k.casefile_id = e.casefile_id and k.seq = e.seq and k.decided_at <= s.signed_at
                               order by k.decided_at desc, k.id desc limit 1), e.key_marked or e.key_by_rule))
    and not exists (select 1 from restriction x join restriction_answer y on y.restriction_id = x.id and y.reader_id = s.reader_id and y.at <= s.signed_at
                    where x.casefile_id = p.casefile_id and x.seq = p.seq)
union all
select 'SIGNER_HAD_NOT_READ', a.casefile_id, p.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join family_member m on m.casefile_id = a.casefile_id and m.added_at <= s.signed_at
  join entry_person p on p.person_id = m.person_id and p.event_date <= coalesce(m.until, 'infinity')
  join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq and e.filed_at <= s.signed_at and e.recorded_by is distinct from s.signer_id
  where coalesce((select k.key from key_decision k where k.casefile_id = e.casefile_id and k.seq = e.seq and k.decided_at <= s.signed_at
                  order by k.decided_at desc, k.id desc limit 1), e.key_marked or e.key_by_rule)
    and not exists (select 1 from receipt r where r.reader_id = s.signer_id and r.casefile_id = p.casefile_id and r.seq = p.seq
                    and r.kind = 'ITEM' and r.acknowledged_at <= s.signed_at)
    and not exists (select 1 from restriction x where x.casefile_id = p.casefile_id and x.seq = p.seq)
union all
select 'NOBODY_RESPONSIBLE', c.id, null, null
  from casefile c
  where c.closed_at is null and exists (select 1 from allocation l where l.casefile_id = c.id and l.responsibility = 'RESPONSIBLE')
    and not exists (select 1 from allocation l where l.casefile_id = c.id and l.responsibility = 'RESPONSIBLE' and l.until_at is null)
union all
-- Only the first responsible worker of an imported case file starts with authority, at the moment the file came in.
select 'IMPORTED_AUTHORITY_NOT_THE_FIRST', a.casefile_id, null, a.id
  from authority a
  join casefile c on c.id = a.casefile_id
  left join allocation l on l.id = a.allocation_id
  where a.origin = 'IMPORT'
    and not coalesce(c.origin = 'IMPORT' and a.granted_at = c.filed_at and l.casefile_id = a.casefile_id
        and l.practitioner_id = a.practitioner_id and l.handover_id is null
        and not exists (select 1 from authority b where b.casefile_id = a.casefile_id and b.id <> a.id and b.kind = 'RESPONSIBLE' and b.granted_at <= a.granted_at), false)
union all
-- Who answered for something withheld, without releasing it, does not sign for its reader as well.
select 'SIGNED_ON_OWN_ANSWER', a.casefile_id, x.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join restriction_answer y on y.reader_id = s.reader_id and y.answered_by = s.signer_id and y.outcome <> 'RELEASED' and y.at <= s.signed_at
  join restriction x on x.id = y.restriction_id
union all
select 'SIGNER_PARTED_RECORDS', a.casefile_id, null, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join handover h on h.id = s.handover_id
  where exists (
    select 1 from person_match m
    join person_match_decision parted on parted.match_id = m.id and parted.outcome <> 'SAME' and parted.decided_by = s.signer_id
         and parted.decided_at >= h.requested_at and parted.decided_at <= s.signed_at
    join person_match_decision before on before.match_id = m.id and before.outcome = 'SAME' and before.decided_at < parted.decided_at
    join family_member f on f.person_id in (m.person_a, m.person_b) and f.casefile_id = a.casefile_id)
union all
-- Who judged, while the handover ran, that an entry is not key does not sign it, unless a second person judged the same after them.
select 'SIGNER_UNMARKED_KEY', a.casefile_id, k.seq, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  join handover h on h.id = s.handover_id
  join key_decision k on k.decided_by = s.signer_id and not k.key and k.decided_at >= h.requested_at and k.decided_at <= s.signed_at
  where not exists (select 1 from key_decision l where l.casefile_id = k.casefile_id and l.seq = k.seq and l.decided_at <= s.signed_at
                    and (l.decided_at, l.id) > (k.decided_at, k.id))
    and exists (select 1 from entry_person p join family_member f on f.person_id = p.person_id and f.casefile_id = a.casefile_id
                where p.casefile_id = k.casefile_id and p.seq = k.seq)
union all
-- What was signed is the account that the new worker wrote last in that handover.
select 'SIGNED_WITHOUT_ACCOUNT', a.casefile_id, null, a.id
  from authority a
  join sign_off s on s.id = a.sign_off_id
  left join handover_act w on w.id = s.account_act_id
  where not coalesce(w.handover_id = s.handover_id and w.step = 'WRITE_ACCOUNT' and w.outcome = 'WRITTEN' and w.by_id = s.reader_id and w.at <= s.signed_at
        and not exists (select 1 from handover_act n where n.handover_id = s.handover_id and n.step = 'WRITE_ACCOUNT' and n.outcome = 'WRITTEN'
                        and n.at <= s.signed_at and (n.at, n.id) > (w.at, w.id)), false);
grant select on gate_violation to throughline_app;
