-- Who is told that an entry was taken out, and that they know. Module: authority.

create table taken_out_told (
    request_id      uuid not null references not_this_family_request,
    person_id       uuid not null references practitioner,
    why             text not null check (why in ('SIGNED', 'USED', 'SUPERVISED', 'READ', 'RECORDED', 'ASKED')),
    told_at         timestamptz not null,
    acknowledged_at timestamptz check (acknowledged_at >= told_at),
    primary key (request_id, person_id)
);
create index taken_out_told_person on taken_out_told (person_id) where acknowledged_at is null;
grant select, insert, update (acknowledged_at) on taken_out_told to throughline_app;
create trigger taken_out_told_kept before delete or truncate on taken_out_told for each statement execute function refuse_change();

create function taken_out_is_acknowledged_once() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_op = 'INSERT' and (new.acknowledged_at is not null or not exists (select 1 from taken_out t where t.request_id = new.request_id)) then
        raise exception 'People are told of what was taken out, and then say that they know.' using errcode = '23TEG';
    end if;
    if tg_op = 'UPDATE' and (old.acknowledged_at is not null or not is_now(new.acknowledged_at)) then
        raise exception 'That somebody knows is said once, at the time at which it is said.' using errcode = '23TEH';
    end if;
    return new;
end $$;
create trigger taken_out_is_acknowledged_once before insert or update on taken_out_told for each row execute function taken_out_is_acknowledged_once();
