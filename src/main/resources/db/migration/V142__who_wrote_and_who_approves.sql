-- Who wrote in an agreement is written down by the database, from the drafts that were saved; a text is what was saved; whoever stands above one of its authors approves it, so
-- that a level with a conflict of interest or a hand in the text is passed. Module: agreement.

revoke insert on agreement_author from throughline_app;

create function agreement_draft_has_authors() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into agreement_author (agreement_id, number, practitioner_id)
    select a.id, a.number + 1, new.author_id from agreement a where a.id = new.aggregate_id on conflict do nothing;
    return null;
end $$;
create trigger agreement_draft_has_authors after insert or update on step_draft for each row when (new.step = 'DRAFT') execute function agreement_draft_has_authors();

-- What is renewed brings its authors.
create function agreement_renewal_has_authors() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into agreement_author (agreement_id, number, practitioner_id)
    select new.id, 1, x.practitioner_id from agreement_author x join agreement a on a.id = x.agreement_id and a.number = x.number where a.id = new.supersedes_id on conflict do nothing;
    return null;
end $$;
create trigger agreement_renewal_has_authors after insert on agreement for each row when (new.supersedes_id is not null) execute function agreement_renewal_has_authors();

create or replace function agreement_text_is_next() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if new.number <> (select number + 1 from agreement where id = new.agreement_id) then
        raise exception 'A text of an agreement takes the next number.' using errcode = '23TA0';
    end if;
    if new.content is distinct from (select content from step_draft where aggregate_id = new.agreement_id and step = 'DRAFT') then
        raise exception 'A text of an agreement is what was saved as its draft.' using errcode = '23TB4';
    end if;
    insert into agreement_author (agreement_id, number, practitioner_id)
    select new.agreement_id, new.number, new.drafted_by
    union select new.agreement_id, new.number, x.practitioner_id from agreement_author x where x.agreement_id = new.agreement_id and x.number = new.number - 1
    on conflict do nothing;
    return new;
end $$;

-- Somebody above a worker in the line of that moment, however far, or who stands in for such a one. A line that runs in a circle ends where it is long enough.
create function stands_above(p_person uuid, p_worker uuid, p_at timestamptz) returns boolean language sql stable as $$
    with recursive above(person_id, depth) as (
        select supervisor_at(p_worker, p_at), 1
        union
        select supervisor_at(a.person_id, p_at), a.depth + 1 from above a where a.person_id is not null and a.depth < 8)
    select p_person <> p_worker and exists (select 1 from above a where a.person_id is not null and a.person_id <> p_worker and (a.person_id = p_person or is_deputy_at(p_person, a.person_id, p_at)))
$$;

create or replace function agreement_approval_is_anothers() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not is_now(new.at) then
        raise exception 'An approval bears the time at which it is given.' using errcode = '23TA1';
    end if;
    if exists (select 1 from agreement_author where agreement_id = new.agreement_id and number = new.number and practitioner_id = new.by_id) then
        raise exception 'Nobody approves an agreement that they wrote in.' using errcode = '23TA2';
    end if;
    if not exists (select 1 from agreement_author x where x.agreement_id = new.agreement_id and x.number = new.number and stands_above(new.by_id, x.practitioner_id, new.at)) then
        raise exception 'Only who stands above somebody who wrote an agreement, or stands in for such a one, approves it.' using errcode = '23TA3';
    end if;
    if new.number <> (select number from agreement where id = new.agreement_id) then
        raise exception 'A newer text of this agreement exists.' using errcode = '23TA4';
    end if;
    return new;
end $$;
