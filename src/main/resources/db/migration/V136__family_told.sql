-- One of the family was told of a meeting: by whom, when and how, and of which date of it. Module: meeting.

alter table meeting_reply drop constraint meeting_reply_kind_check;
alter table meeting_reply add constraint meeting_reply_kind_check
    check (kind in ('COMING', 'NOT_COMING', 'SUBSTITUTE', 'REPORT', 'CHASED', 'MINUTES_READ', 'TOLD'));
-- Which date of the meeting (its calendar's SEQUENCE) they were told of: after a change they are told again.
alter table meeting_reply add column sequence int;
alter table meeting_reply add constraint meeting_reply_told check ((kind = 'TOLD') = (sequence is not null) and (kind <> 'TOLD' or (by_id is not null and length(trim(words)) > 0)));
