-- Somebody leaves: one act for all their families. Module: handover. Somebody is away and owes work. Module: obligation.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('HE2', 2, 'working days', 'the supervisor names who takes a family over from a worker who leaves, within', 'practice-rules 2.2 HE2', 'proposal'),
 ('AW1', 1, 'working days', 'the supervisor says who does the work of somebody who is away, within',      'domain 5',              'proposal');

create table leaving (
    id              uuid primary key,
    practitioner_id uuid not null references practitioner,
    last_day        date not null,
    reason          text not null check (length(trim(reason)) > 0),
    announced_by    uuid not null references practitioner,
    announced_at    timestamptz not null,
    done_at         timestamptz,              -- when what could end had ended; responsibility only ends by moving
    check (announced_by <> practitioner_id)
);
create unique index leaving_one_open on leaving (practitioner_id) where done_at is null;
grant select, insert, update (done_at) on leaving to throughline_app;
create trigger leaving_kept before delete or truncate on leaving for each statement execute function refuse_change();
grant update (until) on duty_rota to throughline_app;
