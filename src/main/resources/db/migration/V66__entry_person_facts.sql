-- What an entry records stands beside whom it concerns, so that a rule can ask "was there ever ... about this person?" of an index,
-- also in a family of a hundred thousand entries. Module: chronology.

alter table event_type add column event_group text;
update event_type set event_group = case
    when code in ('BIRTH','DEATH','PREGNANCY_BOOKED','PREGNANCY_CONCEALED','NEW_PARTNER','SEPARATION','HOUSEHOLD_CHANGE','ADDRESS_MOVE','NEW_TENANCY','HOMELESS') then 'family'
    when code in ('CARE_CHANGE','MISSING') then 'care'
    when code in ('INJURY','DOMESTIC_INCIDENT','NEGLECT_CONCERN','DISCLOSURE') then 'harm'
    when code in ('CARER_SELF_HARM','CARER_LEFT_BEFORE_SEEN','MENTAL_HEALTH_CRISIS','RELAPSE','POSITIVE_DRUG_TEST','MISSED_PRESCRIPTION','INTOXICATED_IN_CHARGE','ARREST','OFFENCE','RELEASE') then 'carer'
    when code in ('ED_ATTENDANCE','WAS_NOT_BROUGHT','HEALTH_CHECK','HOSPITAL_ADMISSION','HOSPITAL_DISCHARGE') then 'health'
    when code in ('SCHOOL_ATTENDANCE','EXCLUSION') then 'education'
    when code in ('NO_ACCESS','CANCELLED_BY_FAMILY','REFUSED','COMPLAINT') then 'engagement'
    when code = 'POSITIVE_CHANGE' then 'positive'
    when code in ('SLEEPING_ARRANGEMENT','HOME_CONDITIONS') then 'household conditions'
    when code = 'OTHER' then 'rest'
    else 'services' end;   -- practice-rules 3.3
alter table event_type alter column event_group set not null;

-- copies of what stands in the entry, which holds the references
alter table entry_person add column event_type text;
alter table entry_person add column source_agency_id uuid;
alter table entry_person add column fact boolean;   -- an entry of its own, not a correction or an account beside one
alter table entry_person disable trigger user;   -- append-only for everybody else
update entry_person p set event_type = e.event_type, source_agency_id = e.source_agency_id, fact = (e.kind = 'ENTRY')
  from entry e where e.casefile_id = p.casefile_id and e.seq = p.seq;
alter table entry_person enable trigger user;
alter table entry_person alter column event_type set not null;
alter table entry_person alter column source_agency_id set not null;
alter table entry_person alter column fact set not null;
create index entry_person_fact on entry_person (person_id, event_type, event_date) where fact;

-- The database takes them from the entry itself, whatever the writer says.
create function entry_person_takes_facts() returns trigger language plpgsql as $$
begin
    select e.event_type, e.source_agency_id, e.kind = 'ENTRY' into new.event_type, new.source_agency_id, new.fact
      from entry e where e.casefile_id = new.casefile_id and e.seq = new.seq;
    return new;
end $$;
create trigger entry_person_takes_facts before insert on entry_person for each row execute function entry_person_takes_facts();

-- An entry that was found not to be this family's is no fact about anyone of it (domain 4, three wrongs).
create function is_this_familys(p_casefile uuid, p_seq bigint) returns boolean language sql stable as $$
    select not exists (select 1 from entry x where x.about_casefile_id = p_casefile and x.about_seq = p_seq and x.kind = 'NOT_THIS_FAMILY')
$$;
