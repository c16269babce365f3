-- Lists of event types and kinds of agency by which the facts of a family are counted; they stood in the code. Modules: chronology, meeting.

alter table event_type add column speaks_of text check (speaks_of in ('MISUSE', 'MENTAL_ILL_HEALTH', 'DOMESTIC_ABUSE'));
comment on column event_type.speaks_of is 'the parental factor that an entry of this type about a carer speaks of (M1, M5, M14)';
update event_type set speaks_of = case
    when code in ('RELAPSE', 'POSITIVE_DRUG_TEST', 'MISSED_PRESCRIPTION', 'INTOXICATED_IN_CHARGE') then 'MISUSE'
    when code in ('MENTAL_HEALTH_CRISIS', 'CARER_SELF_HARM', 'CARER_LEFT_BEFORE_SEEN') then 'MENTAL_ILL_HEALTH'
    when code = 'DOMESTIC_INCIDENT' then 'DOMESTIC_ABUSE' end;

alter table event_type add column took_a_child boolean not null default false;
comment on column event_type.took_a_child is 'an entry of this type about another child of the family counts as that child removed or dead (M1)';
update event_type set took_a_child = true where code in ('CARE_CHANGE', 'LEGAL_STEP', 'DEATH');

alter table event_type add column multi_agency boolean not null default false;
comment on column event_type.multi_agency is 'several agencies met (M7)';
update event_type set multi_agency = true where code in ('MEETING_HELD', 'STRATEGY_DISCUSSION', 'CONFERENCE');

-- Universal services work with every child: they count for M7 with a stated concern alone (practice-rules 1.7).
insert into rule_value (id, value, unit, meaning, source, status)
select 'M7-' || kind, 1, 'way of counting', 'agencies of the kind ' || kind || ': 1 count as working on a concern only where one is stated, 2 always', 'practice-rules 1.7 M7', 'proposal'
from (values ('GP'), ('HEALTH_VISITING'), ('EDUCATION')) k (kind);
