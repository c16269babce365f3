-- Who is on duty when. Module: organisation. Two numbers of authority that were written in code become rows.

create table duty_rota (
    id              uuid primary key,
    agency_id       uuid not null references agency,
    team_id         uuid references team,          -- null: for the whole agency
    role            text not null check (role in ('DUTY_WORKER', 'DUTY_MANAGER', 'OUT_OF_HOURS_MANAGER')),
    practitioner_id uuid not null references practitioner,
    since           timestamptz not null,
    until           timestamptz not null,
    withdrawn_at    timestamptz,                   -- taken off before it began; a shift that has begun is only cut short
    check (since < until)
);
create index duty_rota_agency on duty_rota (agency_id, role, until) where withdrawn_at is null;
create index duty_rota_person on duty_rota (practitioner_id, until) where withdrawn_at is null;
grant select, insert, update (until, withdrawn_at) on duty_rota to throughline_app;

-- What was is not changed: somebody acted on it.
create function duty_rota_keeps_the_past() returns trigger language plpgsql as $$
begin
    if old.withdrawn_at is not null or new.until > old.until
       or (new.withdrawn_at is not null and new.withdrawn_at > old.since)
       or (clock_is_real() and new.until <> old.until and new.until < now() - interval '5 minutes') then
        raise exception 'A shift that was is not changed; one that runs is only cut short.' using errcode = '23T12';
    end if;
    return new;
end $$;
create trigger duty_rota_keeps_the_past before update on duty_rota for each row execute function duty_rota_keeps_the_past();
create trigger duty_rota_kept before delete or truncate on duty_rota for each statement execute function refuse_change();

-- Whether somebody is on duty for an agency at a moment, in person: who is away or has left is not.
create function is_on_duty(p_practitioner uuid, p_agency uuid, p_role text, p_at timestamptz) returns boolean language sql stable as $$
    select exists (
        select 1 from duty_rota r join practitioner p on p.id = r.practitioner_id and p.active and p.can_log_in
        where r.practitioner_id = p_practitioner and r.agency_id = p_agency and r.role = p_role and r.withdrawn_at is null
          and r.since <= p_at and r.until > p_at
          and not exists (select 1 from absence a where a.practitioner_id = r.practitioner_id and a.since <= p_at and (a.until is null or a.until > p_at)))
$$;

insert into rule_value (id, value, unit, meaning, source, status) values
 ('X11D', 1,  'working days', 'urgent access lasts at least to the end of this many working days', 'domain 3', 'proposal'),
 ('X11R', 1,  'working days', 'the supervisor reviews urgent access, and answers for an act made without authority, within', 'practice-rules 1.7 X11', 'proposal'),
 ('DR1',  14, 'days',         'the duty rota shows the hours nobody holds for so many days ahead', 'domain 6', 'proposal');
