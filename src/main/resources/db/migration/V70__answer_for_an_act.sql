-- Who answers for an act made without authority, and what they say of it (domain 3). Module: authority.

create table marked_act_answer (
    casefile_id uuid not null,
    seq         bigint not null,
    outcome     text not null check (outcome in ('HAD_TO_BE_DONE', 'BETTER_OTHERWISE', 'NOT_JUSTIFIED')),
    words       text not null check (length(trim(words)) > 0),
    answered_by uuid not null references practitioner,
    answered_at timestamptz not null,
    primary key (casefile_id, seq),
    foreign key (casefile_id, seq) references entry (casefile_id, seq)
);
grant select, insert on marked_act_answer to throughline_app;
create trigger marked_act_answer_append before update or delete or truncate on marked_act_answer for each statement execute function refuse_change();

create function act_is_answered_by_the_line() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_entry entry%rowtype;
begin
    select * into v_entry from entry where casefile_id = new.casefile_id and seq = new.seq;
    if v_entry.standing is distinct from 'MARKED' then
        raise exception 'Only an act made without authority is answered for.' using errcode = '23TD0';
    end if;
    if new.answered_by = v_entry.acted_by
       or not (answers_for_worker(new.answered_by, v_entry.acted_by, new.answered_at)
               or exists (select 1 from obligation o where o.dedupe_key = 'without-authority:' || new.casefile_id || ':' || new.seq
                          and o.ended_at is null and o.owner_id = new.answered_by)) then
        raise exception 'The line supervisor of the worker, that one''s deputy, or who has been asked instead, answers for an act made without authority.' using errcode = '23TD1';
    end if;
    if not is_now(new.answered_at) then
        raise exception 'An answer is given at the time at which it is given.' using errcode = '23TD2';
    end if;
    return new;
end $$;
create trigger act_is_answered_by_the_line before insert on marked_act_answer for each row execute function act_is_answered_by_the_line();
