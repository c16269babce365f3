-- Cover and co-working move no responsibility: they go on beside a change of the responsible worker. Module: handover.

drop index handover_one_open;
create unique index handover_one_moves on handover (casefile_id) where ended_at is null and type not in ('TEMPORARY_COVER', 'CO_WORKING');
create unique index handover_one_shares on handover (casefile_id, incoming_id) where ended_at is null and type in ('TEMPORARY_COVER', 'CO_WORKING');
create index handover_open on handover (casefile_id) where ended_at is null;
