-- Somebody of a second agency decides by a signed link, with what was counted before them. Modules: meeting, notification.

alter table message drop constraint message_kind_check;
alter table message add constraint message_kind_check
    check (kind in ('MEETING_REQUEST', 'MEETING_MOVED', 'MEETING_CANCELLED', 'MINUTES', 'CODE', 'DISAGREE', 'DISAGREEMENT_ANSWERED', 'DAILY_ROOT', 'NOT_CONVENING'));
alter table message_link drop constraint message_link_purpose_check;
alter table message_link add constraint message_link_purpose_check check (purpose in ('ANSWER', 'REPORT', 'MINUTES', 'DISAGREE', 'DECIDE', 'NOT_CONVENING'));
alter table signed_link drop constraint signed_link_purpose_check;
alter table signed_link add constraint signed_link_purpose_check check (purpose in ('ANSWER', 'REPORT', 'MINUTES', 'DISAGREE', 'DECIDE', 'NOT_CONVENING'));

-- What the rule was asked with: the facts of the family as they were counted when the row matched. Null for what matched before this was kept.
alter table rule_firing add column facts jsonb;
