-- Reading lists, what was opened, what was acknowledged. Module: reading.

create table manifest (
    id             uuid primary key,
    casefile_id    uuid not null references casefile,
    reader_id      uuid not null references practitioner,
    family_version bigint not null,
    began_at       timestamptz not null
);
create index manifest_reader on manifest (reader_id, casefile_id);
create table manifest_person (
    manifest_id uuid not null references manifest,
    person_id   uuid not null references person,
    primary key (manifest_id, person_id)
);
create table manifest_chain (
    manifest_id uuid not null references manifest,
    casefile_id uuid not null references casefile,
    seq         bigint not null,
    hash        bytea not null,
    primary key (manifest_id, casefile_id)
);
grant select, insert on manifest, manifest_person, manifest_chain to throughline_app;

-- When the server first gave an item out to a reader.
create table opening (
    reader_id   uuid not null references practitioner,
    casefile_id uuid not null,
    seq         bigint not null,
    opened_at   timestamptz not null,
    primary key (reader_id, casefile_id, seq),
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
-- A reader's acknowledgement of one item (ITEM) or of an item within a period (PERIOD).
create table receipt (
    reader_id       uuid not null references practitioner,
    casefile_id     uuid not null,
    seq             bigint not null,
    kind            text not null check (kind in ('ITEM', 'PERIOD')),
    period_id       uuid,
    acknowledged_at timestamptz not null,
    primary key (reader_id, casefile_id, seq, kind),
    foreign key (reader_id, casefile_id, seq) references opening (reader_id, casefile_id, seq),
    check ((kind = 'PERIOD') = (period_id is not null))
);
create index receipt_period on receipt (period_id) where period_id is not null;
grant select, insert on opening, receipt to throughline_app;

create table reading_note (
    reader_id   uuid not null references practitioner,
    casefile_id uuid not null,
    seq         bigint not null,
    kind        text not null check (kind in ('USE', 'UNCLEAR')),
    text        text,
    at          timestamptz not null,
    primary key (reader_id, casefile_id, seq, kind),
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
grant select, insert, update (text, at), delete on reading_note to throughline_app;

-- Where the reader was last, so that reading resumes at the same entry.
create table reading_place (
    manifest_id uuid primary key references manifest,
    casefile_id uuid not null,
    seq         bigint not null,
    at          timestamptz not null
);
grant select, insert, update on reading_place to throughline_app;

-- Very large files: what is not required one by one may wait until a date, by name (domain 4).
create table part_read_grant (
    id          uuid primary key,
    casefile_id uuid not null references casefile,
    reader_id   uuid not null references practitioner,
    granted_by  uuid not null references practitioner,
    granted_at  timestamptz not null,
    until       date not null,
    reason      text not null check (length(trim(reason)) > 0),
    check (granted_by <> reader_id)
);
grant select, insert on part_read_grant to throughline_app;

create function opening_keeps_time() returns trigger language plpgsql as $$
begin
    if clock_is_real() and abs(extract(epoch from (new.opened_at - now()))) > 60 then
        raise exception 'The time of opening is kept by the server.' using errcode = '23T30';
    end if;
    return new;
end $$;
create trigger opening_keeps_time before insert on opening for each row execute function opening_keeps_time();

create function receipt_keeps_time() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_opened timestamptz;
    v_words  int;
begin
    select o.opened_at into v_opened from opening o
     where o.reader_id = new.reader_id and o.casefile_id = new.casefile_id and o.seq = new.seq;
    select e.words into v_words from entry e where e.casefile_id = new.casefile_id and e.seq = new.seq;
    if v_opened is null then
        raise exception 'An entry is acknowledged after it was opened.' using errcode = '23T31';
    end if;
    if new.acknowledged_at < v_opened + make_interval(secs => v_words / rule_number('RR3')::double precision) then
        raise exception 'This entry was acknowledged too soon after it was opened.' using errcode = '23T32';
    end if;
    if clock_is_real() and abs(extract(epoch from (new.acknowledged_at - now()))) > 60 then
        raise exception 'The time of acknowledgement is kept by the server.' using errcode = '23T33';
    end if;
    if restriction_for(new.reader_id, new.casefile_id, new.seq, new.acknowledged_at) is not null then
        raise exception 'An entry that the reader may not see cannot be acknowledged.' using errcode = '23T34';
    end if;
    return new;
end $$;
create trigger receipt_keeps_time before insert on receipt for each row execute function receipt_keeps_time();

-- Was this entry there when the reading began?
create function in_manifest(p_manifest uuid, p_casefile uuid, p_seq bigint) returns boolean language sql stable as $$
    select exists (select 1 from manifest_chain c where c.manifest_id = p_manifest and c.casefile_id = p_casefile and p_seq <= c.seq)
       and exists (select 1 from entry_person p join manifest_person m on m.person_id = p.person_id and m.manifest_id = p_manifest
                   where p.casefile_id = p_casefile and p.seq = p_seq)
$$;

-- What must be read one by one (domain 4, table reading-required) in a family history as it stood at a moment.
create function must_read_singly(p_casefile uuid, p_at timestamptz) returns table (casefile_id uuid, seq bigint) language sql stable as $$
    with h as materialized (select f.casefile_id, f.seq from family_entries(p_casefile, p_at) f),
         rules as materialized (select (select count(*) from h) <= rule_number('RR1') as all_singly,
                                       (p_at - make_interval(months => rule_number('RR2')::int))::date as recent)
    select h.casefile_id, h.seq
    from h join entry e using (casefile_id, seq) cross join rules
    where rules.all_singly
       or e.event_date >= rules.recent
       or e.impact_level = 'SERIOUS' or e.verification = 'CONTRADICTED'
       or is_key(e.casefile_id, e.seq, p_at)
       or (e.about_seq is not null and is_key(e.about_casefile_id, e.about_seq, p_at))
$$;

-- What a reader still lacks of a family history as it stood at p_at, by receipts given until p_by.
-- lack: UNREAD, PERIOD_ONLY (must be read one by one), WITHHELD (the holder has not answered), SEALED.
create function reading_lack(p_casefile uuid, p_reader uuid, p_at timestamptz, p_by timestamptz)
    returns table (casefile_id uuid, seq bigint, lack text) language sql stable as $$
    with h as materialized (select f.casefile_id, f.seq from family_entries(p_casefile, p_at) f),
         singly as materialized (select s.casefile_id, s.seq from must_read_singly(p_casefile, p_at) s),
         part as (select exists (select 1 from part_read_grant g where g.casefile_id = p_casefile and g.reader_id = p_reader
                                  and g.granted_at <= p_by and g.until >= p_by::date
                                  and g.granted_by = supervisor_at(p_reader, g.granted_at)) as granted),
         state as (
            select h.casefile_id, h.seq,
                   (s.seq is not null) as singly,
                   e.recorded_by = p_reader as own,
                   exists (select 1 from receipt r where r.reader_id = p_reader and r.casefile_id = h.casefile_id and r.seq = h.seq
                            and r.kind = 'ITEM' and r.acknowledged_at <= p_by) as item,
                   exists (select 1 from receipt r where r.reader_id = p_reader and r.casefile_id = h.casefile_id and r.seq = h.seq
                            and r.acknowledged_at <= p_by) as any_receipt,
                   case when is_restricted(e) then restriction_for(p_reader, h.casefile_id, h.seq, p_by) end as restriction
            from h join entry e using (casefile_id, seq) left join singly s using (casefile_id, seq))
    select st.casefile_id, st.seq,
           case when st.restriction is not null then (select r.level from restriction r where r.id = st.restriction)
                when st.any_receipt then 'PERIOD_ONLY' else 'UNREAD' end
    from state st, part
    where case when st.restriction is not null
               then not exists (select 1 from restriction_answer a where a.restriction_id = st.restriction and a.reader_id = p_reader
                                 and a.at <= p_by)
               else st.own is not true and not st.item and (st.singly or not (st.any_receipt or part.granted)) end
$$;

-- Whoever judges that an entry is not key has read it.
create function unmarking_is_informed() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not new.key and not exists (select 1 from receipt r where r.reader_id = new.decided_by and r.casefile_id = new.casefile_id and r.seq = new.seq
                                   and r.kind = 'ITEM' and r.acknowledged_at <= new.decided_at)
       and not exists (select 1 from entry e where e.casefile_id = new.casefile_id and e.seq = new.seq and e.recorded_by = new.decided_by) then
        raise exception 'Read the entry and mark it as read before you judge that it is not key.' using errcode = '23T35';
    end if;
    return new;
end $$;
create trigger unmarking_is_informed before insert on key_decision for each row execute function unmarking_is_informed();

create trigger manifest_append before update or delete or truncate on manifest for each statement execute function refuse_change();
create trigger manifest_person_append before update or delete or truncate on manifest_person for each statement execute function refuse_change();
create trigger manifest_chain_append before update or delete or truncate on manifest_chain for each statement execute function refuse_change();
create trigger opening_append before update or delete or truncate on opening for each statement execute function refuse_change();
create trigger receipt_append before update or delete or truncate on receipt for each statement execute function refuse_change();
create trigger part_read_grant_append before update or delete or truncate on part_read_grant for each statement execute function refuse_change();
