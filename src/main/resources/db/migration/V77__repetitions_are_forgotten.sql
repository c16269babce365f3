-- The first answer to a request may hold words of the record: it is kept for a day, in which the request may be repeated. Module: access.

create index idempotent_request_age on idempotent_request (at);
grant delete on idempotent_request to throughline_app;
