-- Another agency may owe something from a moment on, and its line is told anew; what is owed because of a sealed entry is no trace of it.
-- Modules: obligation, chronology, meeting.

alter table obligation add column ladder_from int not null default 0;  -- how many levels were told in another agency, which owed it before
grant update (agency_id, ladder_from) on obligation to throughline_app;

alter table meeting_duty add column by_recorder boolean not null default false;  -- whether the agency that recorded the cause owes it, whoever is responsible

-- Whether the very existence of an entry is kept from a reader at a moment.
create function sealed_from(p_reader uuid, p_casefile uuid, p_seq bigint, p_at timestamptz) returns boolean language sql stable as $$
    select exists (select 1 from restriction r where r.id = restriction_for(p_reader, p_casefile, p_seq, p_at) and r.level = 'SEALED')
$$;
