-- Who a family is, as it changes: birth and death, names, ties, addresses. Module: casefile.

alter table person add died date check (died is null or born is null or died >= born);

-- What changed about the people of families, for whoever has read before it did. Never a word about a person: the kind of change, and who.
create table person_change (
    id        uuid primary key,
    person_id uuid not null references person,
    other_id  uuid references person,
    kind      text not null check (kind in ('RECORDED', 'NAME', 'IDENTIFIER', 'BORN', 'EXPECTED', 'DIED', 'RELATIONSHIP', 'RELATIONSHIP_ENDED', 'HOUSEHOLD', 'HOUSEHOLD_LEFT',
                                            'ADDRESS_PROTECTED', 'ADDRESS_OPEN', 'LINK_TAKES_EFFECT')),
    by_id     uuid references practitioner,      -- null where a day came that had been named before
    at        timestamptz not null
);
create index person_change_person on person_change (person_id, at);
grant select, insert on person_change to throughline_app;
create trigger person_change_append before update or delete or truncate on person_change for each statement execute function refuse_change();

-- An address may have to be protected later, and may be opened again; who said so, and why.
create table household_protection (
    id           uuid primary key,
    household_id uuid not null references household,
    protected    boolean not null,
    reason       text not null check (length(trim(reason)) > 0),
    by_id        uuid not null references practitioner,
    at           timestamptz not null
);
grant select, insert on household_protection to throughline_app;
create trigger household_protection_append before update or delete or truncate on household_protection for each statement execute function refuse_change();
grant update (protected) on household to throughline_app;

create function protection_is_reasoned() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not exists (select 1 from household_protection p where p.household_id = new.id and p.protected = new.protected) then
        raise exception 'Whether an address is protected is said by name and with a reason.' using errcode = '23TAC';
    end if;
    return new;
end $$;
create trigger protection_is_reasoned before update of protected on household for each row when (old.protected is distinct from new.protected)
    execute function protection_is_reasoned();

-- A birth or a death is recorded once; a wrong date is put right beside it by another act, not by writing over it.
create function life_dates_stand() returns trigger language plpgsql as $$
begin
    if (old.born is not null and new.born is distinct from old.born) or (old.died is not null and new.died is distinct from old.died) then
        raise exception 'This date has been recorded already.' using errcode = '23TAD';
    end if;
    return new;
end $$;
create trigger life_dates_stand before update on person for each row execute function life_dates_stand();

create trigger household_member_end_append before update or delete or truncate on household_member_end for each statement execute function refuse_change();

-- Links whose day comes: the last day for which families were computed.
create table family_day (
    only_row boolean primary key default true check (only_row),
    day      date not null
);
insert into family_day (day) values ('2000-01-01');
grant select, update (day) on family_day to throughline_app;
