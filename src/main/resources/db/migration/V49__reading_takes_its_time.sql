-- A reader reads one thing after the other: the time for an entry begins when it was given out and when what was read before it was done. Module: reading.

create index receipt_reader on receipt (reader_id, acknowledged_at);

create or replace function receipt_keeps_time() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_opened timestamptz;
    v_free   timestamptz;
    v_words  bigint;
    v_period record;
begin
    if exists (select 1 from receipt r where r.reader_id = new.reader_id and r.casefile_id = new.casefile_id and r.seq = new.seq and r.kind = new.kind) then
        return new;     -- sent twice: nothing is added
    end if;
    perform pg_advisory_xact_lock(hashtextextended('reads ' || new.reader_id, 0));     -- two receipts at once do not share one time
    select o.opened_at into v_opened from opening o
     where o.reader_id = new.reader_id and o.casefile_id = new.casefile_id and o.seq = new.seq;
    select e.words into v_words from entry e where e.casefile_id = new.casefile_id and e.seq = new.seq;
    if v_opened is null then
        raise exception 'An entry is acknowledged after it was opened.' using errcode = '23T31';
    end if;
    if new.period_id is not null then
        select count(*) as entries, coalesce(sum(e.words), 0) as words, max(o.opened_at) as opened_at,
               coalesce(bool_and(r.reader_id = new.reader_id and r.acknowledged_at = new.acknowledged_at), true) as one_receipt into v_period
          from receipt r
          join opening o on o.reader_id = r.reader_id and o.casefile_id = r.casefile_id and o.seq = r.seq
          join entry e on e.casefile_id = r.casefile_id and e.seq = r.seq
         where r.period_id = new.period_id;
        if not v_period.one_receipt then
            raise exception 'A receipt for a period is one reader''s, of one moment.' using errcode = '23T38';
        end if;
        if v_period.entries >= rule_number('RR4') then
            raise exception 'One receipt does not cover so many entries.' using errcode = '23T39';
        end if;
        v_words := v_words + v_period.words;
        v_opened := greatest(v_opened, v_period.opened_at);
    end if;
    select r.acknowledged_at into v_free from receipt r
     where r.reader_id = new.reader_id and (new.period_id is null or r.period_id is distinct from new.period_id)
     order by r.acknowledged_at desc limit 1;
    if new.acknowledged_at < greatest(v_opened, v_free) + make_interval(secs => v_words / rule_number('RR3')::double precision) then
        raise exception 'This entry was acknowledged too soon after it was opened, or after what was read before it.' using errcode = '23T32';
    end if;
    if clock_is_real() and abs(extract(epoch from (new.acknowledged_at - now()))) > 60 then
        raise exception 'The time of acknowledgement is kept by the server.' using errcode = '23T33';
    end if;
    if restriction_for(new.reader_id, new.casefile_id, new.seq, new.acknowledged_at) is not null then
        raise exception 'An entry that the reader may not see cannot be acknowledged.' using errcode = '23T34';
    end if;
    return new;
end $$;
