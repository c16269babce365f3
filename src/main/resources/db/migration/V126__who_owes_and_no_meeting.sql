-- The second wall round who owes something, and round the agreement of a second agency that no meeting is needed. Modules: obligation, meeting.

-- Every change of hands, written by the database itself: whoever writes past the application leaves it too.
create table obligation_hands (
    id            bigint generated always as identity primary key,
    obligation_id uuid not null references obligation,
    from_id       uuid references practitioner,
    to_id         uuid references practitioner,
    from_agency   uuid references agency,
    to_agency     uuid references agency,
    at            timestamptz not null
);
create index obligation_hands_obligation on obligation_hands (obligation_id, id);
grant select on obligation_hands to throughline_app;
create trigger obligation_hands_append before update or delete or truncate on obligation_hands for each statement execute function refuse_change();

create function obligation_changes_hands() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_to practitioner%rowtype;
begin
    if new.owner_id is distinct from old.owner_id then
        if new.owner_id is null then
            raise exception 'What somebody owes is never owed by nobody.' using errcode = '23TO0';
        end if;
        select * into v_to from practitioner where id = new.owner_id;
        if not v_to.active then
            raise exception 'Nobody owes anything after they have left.' using errcode = '23TO1';
        end if;
        if new.casefile_id is not null and v_to.role = 'ADMINISTRATOR' then
            raise exception 'Whoever runs the system owes nothing about a family.' using errcode = '23TO2';
        end if;
        if exists (select 1 from conflict_of_interest k where k.casefile_id = new.casefile_id and k.practitioner_id = new.owner_id) then
            raise exception 'This person is on the conflict list of this case file.' using errcode = '23TO3';
        end if;
    end if;
    if new.agency_id is distinct from old.agency_id
       and new.agency_id is distinct from (select p.agency_id from practitioner p where p.id = new.owner_id) then
        raise exception 'An agency owes what somebody of it owes.' using errcode = '23TO4';
    end if;
    insert into obligation_hands (obligation_id, from_id, to_id, from_agency, to_agency, at)
    values (new.id, old.owner_id, new.owner_id, old.agency_id, new.agency_id, now());
    return new;
end $$;
create trigger obligation_changes_hands before update of owner_id, agency_id on obligation for each row
    when (new.owner_id is distinct from old.owner_id or new.agency_id is distinct from old.agency_id) execute function obligation_changes_hands();

create function agency_of(p_practitioner uuid) returns uuid language sql stable as $$ select agency_id from practitioner where id = p_practitioner $$;

-- Who says that no meeting is needed, the second time, is whom the proposal named, and of another agency than whoever proposed it.
create function no_meeting_is_agreed_by_a_second_agency() returns trigger language plpgsql security definer set search_path = public as $$
declare
    v_meeting meeting%rowtype;
    v_proposer uuid;
begin
    select * into v_meeting from meeting where id = new.meeting_id for share;
    select a.by_id into v_proposer from meeting_act a where a.meeting_id = new.meeting_id and a.step = 'CONVENE' and a.outcome = 'NOT_CONVENE' order by a.at desc, a.id desc limit 1;
    if v_proposer is null or v_meeting.ended_at is not null then
        raise exception 'Nobody has proposed that this meeting is not needed.' using errcode = '23TN0';
    end if;
    if new.by_id is distinct from v_meeting.decider_id then
        raise exception 'Whom the proposal named decides, and nobody else.' using errcode = '23TN1';
    end if;
    if agency_of(new.by_id) is not distinct from agency_of(v_proposer) then
        raise exception 'Only a professional of a second agency agrees that no meeting is needed.' using errcode = '23TN2';
    end if;
    return new;
end $$;
create trigger no_meeting_is_agreed_by_a_second_agency before insert on meeting_act for each row
    when (new.step = 'DECIDE_NOT_CONVENING' and new.outcome = 'AGREED') execute function no_meeting_is_agreed_by_a_second_agency();

-- At the end of the transaction, because the act and the end are written in one.
create function a_meeting_is_not_needed_when_two_agencies_say_so() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if not exists (select 1 from meeting_act a where a.meeting_id = new.id and a.step = 'DECIDE_NOT_CONVENING' and a.outcome = 'AGREED')
       and not exists (select 1 from obligation o where o.id = new.obligation_id and o.end_kind = 'NOT_NEEDED' and agency_of(o.ended_by) <> agency_of(o.second_person)) then
        raise exception 'No second agency has agreed that this meeting is not needed.' using errcode = '23TN3';
    end if;
    return null;
end $$;
create constraint trigger a_meeting_is_not_needed_when_two_agencies_say_so after insert or update on meeting deferrable initially deferred for each row
    when (new.end_kind = 'NOT_NEEDED') execute function a_meeting_is_not_needed_when_two_agencies_say_so();

create function a_meetings_duty_is_not_needed_when_two_agencies_say_so() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if exists (select 1 from meeting m where m.obligation_id = new.id) and agency_of(new.ended_by) is not distinct from agency_of(new.second_person) then
        raise exception 'Only a professional of a second agency agrees that no meeting is needed.' using errcode = '23TN4';
    end if;
    return null;
end $$;
create constraint trigger a_meetings_duty_is_not_needed_when_two_agencies_say_so after update on obligation deferrable initially deferred for each row
    when (new.end_kind = 'NOT_NEEDED' and old.end_kind is null) execute function a_meetings_duty_is_not_needed_when_two_agencies_say_so();
