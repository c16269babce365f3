-- A rule without a number calls for a date, which a manager names with a reason (practice-rules 1.7): the duty then holds until that day.
alter table meeting_duty add date_to_be_named boolean not null default false;
