-- Who looked at what, and acts that were sent twice. Module: access.

create table access_log (
    id              uuid primary key,
    at              timestamptz not null,
    username        text not null,
    practitioner_id uuid references practitioner,
    casefile_id     uuid references casefile,
    what            text not null,
    why             text,
    allowed         boolean not null
);
create index access_log_casefile on access_log (casefile_id, at);
create index access_log_practitioner on access_log (practitioner_id, at);
grant select, insert on access_log to throughline_app;
create trigger access_log_append before update or delete or truncate on access_log for each statement execute function refuse_change();

-- Idempotency-Key: the first answer to a request is the answer to its repetition.
create table idempotent_request (
    username   text not null,
    key        text not null,
    path       text not null,
    body_hash  bytea not null,
    status     int,
    body       text,
    at         timestamptz not null,
    primary key (username, key)
);
grant select, insert, update (status, body) on idempotent_request to throughline_app;
