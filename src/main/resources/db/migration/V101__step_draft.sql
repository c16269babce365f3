-- What a person is writing in a waiting step, one text for a step; nobody's act until the step is completed. Module: workflow.
create table step_draft (
    aggregate_id uuid not null,
    step         text not null,
    version      int not null,
    author_id    uuid not null references practitioner,
    content      jsonb not null,
    saved_at     timestamptz not null,
    primary key (aggregate_id, step)
);
grant select, insert, update on step_draft to throughline_app;
