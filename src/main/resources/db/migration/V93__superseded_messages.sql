-- A message that still waits when a newer one about the same thing is put in is not sent any more: it would name a time that no longer holds. Module: notification.

alter table mail drop constraint mail_state_check;
alter table mail add constraint mail_state_check check (state in ('WAITING', 'SENT', 'FAILED', 'BOUNCED', 'SUPERSEDED'));
