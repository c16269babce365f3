-- The meetings of a line: convened or chaired in it, or owed by somebody of it; else of the agency that keeps the file, where nobody convenes. Module: overview.

create function overview_meeting(p_me uuid, p_all boolean, p_at timestamptz)
    returns table (id uuid, casefile_id uuid, reference text, kind text, step text, step_since timestamptz, due_at timestamptz, overdue boolean, ended_at timestamptz)
    language sql stable as $$
    with line as materialized (select l.person_id from overview_line(p_me, p_at) l where not p_all)
    select m.id, m.casefile_id, c.reference, m.kind, m.step, m.step_since, o.due_at, coalesce(o.due_at < p_at, false) or coalesce(d.due_at < p_at, false), m.ended_at
    from meeting m join casefile c on c.id = m.casefile_id
    left join obligation o on o.subject_kind = 'MEETING' and o.subject_id = m.id and o.ended_at is null and o.dedupe_key like 'meeting-step:%'
    left join obligation d on d.id = m.obligation_id and d.ended_at is null
    where (p_all or m.convenor_id in (select person_id from line) or m.chair_id in (select person_id from line) or o.owner_id in (select person_id from line)
           or (m.convenor_id is null and exists (select 1 from allocation a where a.casefile_id = c.id and a.until_at is null and a.responsibility = 'RESPONSIBLE' and a.practitioner_id in (select person_id from line)))
           or (m.convenor_id is null and exists (select 1 from practitioner p where p.id = p_me and p.agency_id = c.agency_id
                                                 and not exists (select 1 from allocation a where a.casefile_id = c.id and a.until_at is null and a.responsibility = 'RESPONSIBLE'))))
      and not exists (select 1 from conflict_of_interest k where k.casefile_id = m.casefile_id and k.practitioner_id = p_me)
$$;
