-- What somebody is writing on a case file and has not filed: nobody's act, one text per person and form. Module: chronology.
create table entry_text (
    casefile_id uuid not null references casefile,
    author_id   uuid not null references practitioner,
    form        text not null,
    version     int not null,
    content     jsonb not null,
    saved_at    timestamptz not null,
    primary key (casefile_id, author_id, form)
);
grant select, insert, update, delete on entry_text to throughline_app;
