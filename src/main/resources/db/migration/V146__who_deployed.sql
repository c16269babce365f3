-- Who deployed which model, and what was refused to whom with which findings. The engine keeps neither. Module: workflow.
create table model_deployment (
    id            uuid primary key,
    deployment_id text unique,                    -- the engine's; null where it was refused
    name          text,
    files         text[] not null,
    username      text not null,
    at            timestamptz not null,
    findings      text[] not null,
    check ((deployment_id is null) = (cardinality(findings) > 0))
);
create index model_deployment_at on model_deployment (at desc);
grant select, insert on model_deployment to throughline_app;
create trigger model_deployment_append before update or delete or truncate on model_deployment for each statement execute function refuse_change();
