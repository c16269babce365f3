-- Signed paper that came back, kept as it came or, for a picture, as it was drawn anew. Module: document.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('UP1', 10000000, 'bytes',          'a document that is handed in has at most so many', 'security, Records', 'proposal'),
 ('UP2', 40,       'pages',          'a document that is handed in has at most so many', 'security, Records', 'proposal'),
 ('UP3', 40,       'million points', 'a picture that is handed in has at most so many',  'security, Records', 'proposal');

create table kept_document (
    id           uuid primary key,
    casefile_id  uuid not null references casefile,
    subject_kind text not null check (subject_kind in ('AGREEMENT')),
    subject_id   uuid not null,
    media_type   text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
    pages        int not null check (pages > 0),
    bytes        bigint not null,
    sha256       bytea not null,
    content      bytea not null,
    kept_by      uuid not null references practitioner,
    kept_at      timestamptz not null,
    unique (subject_kind, subject_id, sha256),
    check (length(content) = bytes),
    check (sha256(content) = sha256),
    -- the first bytes, once more where no service can be passed by
    check (case media_type when 'application/pdf' then substring(content from 1 for 5) = '\x255044462d'::bytea
                           when 'image/jpeg' then substring(content from 1 for 3) = '\xffd8ff'::bytea
                           else substring(content from 1 for 8) = '\x89504e470d0a1a0a'::bytea end)
);
-- what is packed already is not packed again, so that a slice is read without the whole
alter table kept_document alter column content set storage external;
grant select, insert on kept_document to throughline_app;
create trigger kept_document_append before update or delete or truncate on kept_document for each statement execute function refuse_change();
