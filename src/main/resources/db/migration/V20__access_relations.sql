-- How somebody stands to case files; one answer for single reads and for lists. Module: casefile, for access.

create index access_log_look on access_log (casefile_id, id);
create index involvement_agency on involvement (agency_id);
create index deputy_deputy on deputy (deputy_id);

-- For whom somebody answers: the person, and everybody for whom that one stands in at a moment.
create function answers_for(p_practitioner uuid, p_at timestamptz) returns table (person_id uuid, in_person boolean) language sql stable as $$
    select p_practitioner, true
    union all
    select d.practitioner_id, false from deputy d
    where d.deputy_id = p_practitioner and d.since <= p_at and (d.until is null or d.until > p_at)
$$;

-- Everybody below somebody in the line of supervision, and how far. A line that runs in a circle ends where it is long enough.
create function line_below(p_practitioner uuid) returns table (person_id uuid, depth int) language sql stable as $$
    with recursive below(person_id, depth) as (
        select p.id, 1 from practitioner p where p.supervisor_id = p_practitioner
        union
        select p.id, b.depth + 1 from below b join practitioner p on p.supervisor_id = b.person_id where b.depth < 8)
    select person_id, depth from below
$$;

-- The workers of case files: whose supervisors answer for the file.
create view casefile_worker as
    select a.casefile_id, a.practitioner_id, 'ALLOCATED'::text as relation from allocation a where a.until_at is null
    union all
    select h.casefile_id, h.incoming_id,
           case when h.step in ('PREPARE_SUMMARY', 'DECIDE_ACCEPTANCE') then 'REQUESTED_INCOMING' else 'INCOMING' end
      from handover h where h.ended_at is null;
grant select on casefile_worker to throughline_app;

-- Relations to the files themselves.
create function own_relations(p_practitioner uuid, p_at timestamptz) returns table (casefile_id uuid, relation text, since timestamptz) language sql stable as $$
    select k.casefile_id, 'CONFLICT', null::timestamptz from conflict_of_interest k where k.practitioner_id = p_practitioner
    union all
    select w.casefile_id, w.relation, null from casefile_worker w where w.practitioner_id = p_practitioner
    union all
    select w.casefile_id,
           case when b.depth > 1 then case when w.relation <> 'REQUESTED_INCOMING' then 'LINE_ABOVE' end
                when w.relation = 'REQUESTED_INCOMING' then 'RECEIVING_MANAGER'
                when f.in_person then 'SUPERVISOR' else 'DEPUTY' end, null
      from answers_for(p_practitioner, p_at) f
      cross join lateral line_below(f.person_id) b
      join casefile_worker w on w.practitioner_id = b.person_id
    union all
    -- who was named as supervisor when the handover was asked for
    select h.casefile_id,
           case when h.step in ('PREPARE_SUMMARY', 'DECIDE_ACCEPTANCE') then 'RECEIVING_MANAGER'
                when f.in_person then 'SUPERVISOR' else 'DEPUTY' end, null
      from answers_for(p_practitioner, p_at) f
      join handover h on h.supervisor_id = f.person_id and h.ended_at is null
    union all
    -- a child's file that nobody is responsible for: the managers of its agency answer
    select c.id, 'SUPERVISOR', null
      from practitioner p
      join casefile c on c.agency_id = p.agency_id and c.kind = 'CHILD' and c.closed_at is null
      where p.id = p_practitioner and p.role in ('TEAM_MANAGER', 'SERVICE_MANAGER', 'HEAD_OF_SERVICE')
        and not exists (select 1 from allocation a where a.casefile_id = c.id and a.until_at is null and a.responsibility = 'RESPONSIBLE')
    union all
    select a.casefile_id, 'URGENT', null from authority a
      where a.practitioner_id = p_practitioner and a.kind = 'URGENT' and a.revoked_at is null and a.granted_at <= p_at and a.expires_at > p_at
    union all
    select o.casefile_id, 'FORMER', o.until_at
      from allocation o
      join allocation n on n.casefile_id = o.casefile_id and n.handover_id is not null and n.since = o.until_at and n.responsibility = 'RESPONSIBLE'
      where o.practitioner_id = p_practitioner and o.responsibility = 'RESPONSIBLE'
    union all
    -- workers of a gated agency get in by allocation or handover, never because their agency is involved
    select m.casefile_id, 'INVOLVED_AGENCY', null
      from practitioner p
      join agency g on g.id = p.agency_id and not g.gated
      join involvement i on i.agency_id = p.agency_id and (i.until is null or i.until >= p_at::date)
      join family_member m on m.person_id = i.person_id and m.until is null
      where p.id = p_practitioner
$$;

-- And to the file of another person: as to the child's file of a family that the person belongs to now.
create function case_relations(p_practitioner uuid, p_at timestamptz) returns table (casefile_id uuid, relation text, since timestamptz) language sql stable as $$
    with own as materialized (select o.* from own_relations(p_practitioner, p_at) o where o.relation is not null)
    select o.casefile_id, o.relation, o.since from own o
    union all
    select pf.id, o.relation, o.since
      from own o
      join family_member m on m.casefile_id = o.casefile_id and (m.until is null or m.until >= p_at::date)
      join casefile pf on pf.person_id = m.person_id and pf.kind = 'PERSON'
      where o.relation <> 'CONFLICT'
        and not exists (select 1 from own k where k.casefile_id = o.casefile_id and k.relation = 'CONFLICT')
    union all
    -- the file of another person whom an agency works with directly
    select pf.id, 'INVOLVED_AGENCY', null::timestamptz
      from practitioner p
      join agency g on g.id = p.agency_id and not g.gated
      join involvement i on i.agency_id = p.agency_id and (i.until is null or i.until >= p_at::date)
      join casefile pf on pf.person_id = i.person_id and pf.kind = 'PERSON'
      where p.id = p_practitioner
$$;

-- Who holds authority on a case file at a moment: what the page of the file shows.
create function authority_holders(p_casefile uuid, p_at timestamptz)
    returns table (practitioner_id uuid, kind text, granted_at timestamptz, expires_at timestamptz) language sql stable as $$
    select a.practitioner_id, a.kind, a.granted_at, a.expires_at from authority a
    where a.casefile_id = p_casefile and a.granted_at <= p_at and (a.revoked_at is null or a.revoked_at > p_at)
      and (a.expires_at is null or a.expires_at > p_at)
      and (a.allocation_id is null or exists (select 1 from allocation l where l.id = a.allocation_id
           and l.since <= p_at and (l.until_at is null or l.until_at > p_at)))
    order by a.granted_at, a.id
$$;
