-- What a root was made of is written with it and never afterwards. Module: root.

-- At the end of the transaction that makes a root, as many ends stand beside it as it says.
create function chain_root_is_whole() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_beside bigint;
begin
    select count(*) into v_beside from chain_root_head where no = new.no;
    if v_beside <> new.changed then
        raise exception 'Root % says that % chains have grown, and % stand beside it.', new.no, new.changed, v_beside using errcode = '23TR2';
    end if;
    return null;
end $$;
create constraint trigger chain_root_is_whole after insert on chain_root deferrable initially deferred for each row execute function chain_root_is_whole();

-- Since a root is whole when it is committed, one end more belongs to none.
create function chain_root_head_belongs() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_no bigint;
begin
    select r.no into v_no from chain_root r where r.no in (select no from added) and (select count(*) from chain_root_head h where h.no = r.no) > r.changed limit 1;
    if found then
        raise exception 'Root % is made: nothing is put beside it any more.', v_no using errcode = '23TR3';
    end if;
    return null;
end $$;
create trigger chain_root_head_belongs after insert on chain_root_head referencing new table as added for each statement execute function chain_root_head_belongs();

-- What somebody who had the whole record verified was told.
create table record_verification (
    id            uuid primary key,
    at            timestamptz not null,
    asked_by      uuid not null references practitioner,
    intact        boolean not null,
    chains        bigint not null,
    entries       bigint not null,
    last_root     bigint not null,
    not_yet_under bigint not null,
    faults        int not null check (faults >= 0)
);
create index record_verification_at on record_verification (at desc);
grant select, insert on record_verification to throughline_app;
create trigger record_verification_append before update or delete or truncate on record_verification for each statement execute function refuse_change();
