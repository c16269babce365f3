-- What managers see of their line. Module: overview. Reads the tables of handover, obligation and organisation; writes nothing.

create index handover_ended on handover (ended_at desc, id) where ended_at is not null;

-- Somebody, those for whom they stand in, and everybody below these.
create function overview_line(p_me uuid, p_at timestamptz) returns table (person_id uuid) language sql stable as $$
    select f.person_id from answers_for(p_me, p_at) f
    union
    select b.person_id from answers_for(p_me, p_at) f cross join lateral line_below(f.person_id) b
$$;

create function overview_handover(p_me uuid, p_all boolean, p_at timestamptz)
    returns table (id uuid, casefile_id uuid, reference text, step text, step_since timestamptz, due_at timestamptz, ended_at timestamptz, end_kind text)
    language sql stable as $$
    with line as materialized (select l.person_id from overview_line(p_me, p_at) l where not p_all)
    select h.id, h.casefile_id, c.reference, h.step, h.step_since,
           (select min(o.due_at) from obligation o where o.subject_kind = 'HANDOVER' and o.subject_id = h.id and o.ended_at is null
                                                     and o.dedupe_key like 'handover:%'), h.ended_at, h.end_kind
    from handover h join casefile c on c.id = h.casefile_id
    where (p_all or h.incoming_id in (select person_id from line) or h.outgoing_id in (select person_id from line) or h.supervisor_id in (select person_id from line))
      and not exists (select 1 from conflict_of_interest k where k.casefile_id = h.casefile_id and k.practitioner_id = p_me)
$$;
