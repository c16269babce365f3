-- Once a day a root over all chains, signed with a key outside the database and copied out of it. Module: root.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('RT1', 2, 'o''clock, local time', 'the daily root is signed from this hour on', 'domain 2', 'local'),
 ('RT2', 26, 'hours', 'so long without a root, or between two of them, is an alarm', 'domain 2', 'proposal'),
 ('RT3', 24, 'hours', 'a root whose mail has not gone out for so long is an alarm', 'domain 2', 'proposal'),
 ('RT4', 7, 'days', 'so long after a gap between two roots its alarm stands, so that somebody reads it', 'domain 2', 'proposal');

create table chain_root (
    no         bigint primary key check (no > 0),
    id         uuid not null unique,
    made_at    timestamptz not null,
    previous   bytea not null check (length(previous) = 32),
    chains     bigint not null check (chains >= 0),
    entries    bigint not null check (entries >= 0),
    changed    int not null check (changed >= 0),          -- so many chains have grown since the root before
    heads      bytea not null check (length(heads) = 32),  -- the digest of where these end
    key_name   text not null,
    root       bytea not null unique check (length(root) = 32),
    signature  bytea not null check (length(signature) = 64)
);
grant select, insert on chain_root to throughline_app;

-- Where each chain ended that had grown since the root before.
create table chain_root_head (
    no          bigint not null references chain_root,
    casefile_id uuid not null references casefile,
    seq         bigint not null check (seq > 0),
    hash        bytea not null check (length(hash) = 32),
    primary key (casefile_id, seq),
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
create index chain_root_head_no on chain_root_head (no);
grant select, insert on chain_root_head to throughline_app;

create function chain_root_follows() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_last chain_root%rowtype;
begin
    select * into v_last from chain_root order by no desc limit 1;
    if new.no <> coalesce(v_last.no, 0) + 1 or new.previous <> coalesce(v_last.root, decode(repeat('00', 32), 'hex')) then
        raise exception 'Root % does not follow root %.', new.no, coalesce(v_last.no, 0) using errcode = '23TR0';
    end if;
    if new.made_at < v_last.made_at or clock_is_real() and (new.made_at > now() + interval '5 minutes' or new.made_at < now() - interval '5 minutes') then
        raise exception 'A root bears the time at which it was made.' using errcode = '23TR1';
    end if;
    return new;
end $$;
create trigger chain_root_follows before insert on chain_root for each row execute function chain_root_follows();
create trigger chain_root_append before update or delete or truncate on chain_root for each statement execute function refuse_change();
create trigger chain_root_head_append before update or delete or truncate on chain_root_head for each statement execute function refuse_change();

alter table message drop constraint message_kind_check;
alter table message add constraint message_kind_check check (kind in ('MEETING_REQUEST', 'MEETING_MOVED', 'MEETING_CANCELLED', 'MINUTES', 'CODE', 'DISAGREE',
    'DISAGREEMENT_ANSWERED', 'DAILY_ROOT'));
