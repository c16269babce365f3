-- The family is computed once where it is brought up to date, not once for who has gone and once for who has come. Module: casefile.

create or replace function refresh_family(p_casefile uuid, p_at timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare
    v_changed boolean;
begin
    if not exists (select 1 from casefile where id = p_casefile and kind = 'CHILD') then return false; end if;
    with now_is as materialized (
        select f.person_id, f.step, f.via_person, f.tie, f.until from family_at(p_casefile, p_at) f),
    gone as (
        delete from family_member m where m.casefile_id = p_casefile
           and not exists (select 1 from now_is f where f.person_id = m.person_id)
        returning 1),
    come as (
        insert into family_member as m (casefile_id, person_id, step, via_person, tie, until, added_at)
            select p_casefile, f.person_id, f.step, f.via_person, f.tie, f.until, p_at from now_is f
            on conflict (casefile_id, person_id) do update
               set step = excluded.step, via_person = excluded.via_person, tie = excluded.tie, until = excluded.until
               where (m.step, m.via_person, m.tie, m.until) is distinct from (excluded.step, excluded.via_person, excluded.tie, excluded.until)
            returning 1)
    select exists (select 1 from gone) or exists (select 1 from come) into v_changed;
    return v_changed;
end $$;
