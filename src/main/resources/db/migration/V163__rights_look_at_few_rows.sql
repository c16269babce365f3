-- Who may see a file is asked at every request: the questions about few rows, which read every open handover and every file, go by an index.
-- Module: casefile, for access.

create index handover_supervisor on handover (supervisor_id) where ended_at is null;
create index casefile_closed on casefile (id, closed_at) where closed_at is not null;

create or replace function own_relations(p_practitioner uuid, p_at timestamptz) returns table (casefile_id uuid, relation text, since timestamptz) language sql stable as $$
    select o.casefile_id, o.relation, o.since from own_relations_of_open_files(p_practitioner, p_at) o
    union all
    select l.casefile_id, 'FORMER', l.until_at
      from allocation l join casefile c on c.id = l.casefile_id and c.closed_at = l.until_at and c.closed_at is not null
      where l.practitioner_id = p_practitioner and l.responsibility = 'RESPONSIBLE'
    union all
    select l.casefile_id, case when b.depth > 1 then 'LINE_ABOVE' when f.in_person then 'SUPERVISOR' else 'DEPUTY' end, null::timestamptz
      from answers_for(p_practitioner, p_at) f
      cross join lateral line_below(f.person_id) b
      join allocation l on l.practitioner_id = b.person_id and l.responsibility = 'RESPONSIBLE'
      join casefile c on c.id = l.casefile_id and c.closed_at = l.until_at and c.closed_at is not null
$$;

-- As before, each step from the index: few people are below one.
create or replace function line_below(p_practitioner uuid) returns table (person_id uuid, depth int) language sql stable as $$
    with recursive below(person_id, depth) as (
        select p.id, 1 from practitioner p where p.supervisor_id = p_practitioner
        union
        select p.id, b.depth + 1 from below b cross join lateral (select q.id from practitioner q where q.supervisor_id = b.person_id offset 0) p where b.depth < 8)
    select person_id, depth from below
$$;
