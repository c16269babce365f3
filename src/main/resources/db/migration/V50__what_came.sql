-- Known and not seen: a source counts as received when it is said what came, from whom, and when. Module: casefile.

alter table source add column received_what text;
alter table source add column received_from text;
alter table source add column received_on date;
grant update (received_what, received_from, received_on) on source to throughline_app;

create function source_is_received_with_evidence() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_op = 'UPDATE' and old.received_at is not null then
        if (new.received_at, new.received_what, new.received_from, new.received_on) is distinct from (old.received_at, old.received_what, old.received_from, old.received_on) then
            raise exception 'What was received stays as it was recorded. If something else came, add it as a source of its own.' using errcode = '23T13';
        end if;
        return new;
    end if;
    if new.received_at is null then
        return new;
    end if;
    if coalesce(trim(new.received_what), '') = '' or coalesce(trim(new.received_from), '') = '' or new.received_on is null then
        raise exception 'A source is received when it is said what came, from whom, and on which day.' using errcode = '23T12';
    end if;
    if not is_now(new.received_at) or new.received_on > (new.received_at at time zone 'Europe/London')::date then
        raise exception 'Receipt of a source is recorded at the time at which it is recorded, about a day that has come.' using errcode = '23T14';
    end if;
    return new;
end $$;
create trigger source_is_received_with_evidence before insert or update on source for each row execute function source_is_received_with_evidence();

-- An urgent access that was right runs to its end; who signs for the worker looks back at it. Module: authority.
create function urgent_access_is_reviewed_by_the_line() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not answers_for_worker(new.reviewed_by, new.practitioner_id, new.reviewed_at) or not is_now(new.reviewed_at) then
        raise exception 'The line supervisor of the worker, or that one''s deputy, looks back at an urgent access.' using errcode = '23T51';
    end if;
    if old.review_outcome is not null then
        raise exception 'This urgent access has already been reviewed.' using errcode = '23T52';
    end if;
    return new;
end $$;
create trigger urgent_access_is_reviewed_by_the_line before update on authority for each row
    when ((new.review_outcome, new.reviewed_by, new.reviewed_at) is distinct from (old.review_outcome, old.reviewed_by, old.reviewed_at))
    execute function urgent_access_is_reviewed_by_the_line();
