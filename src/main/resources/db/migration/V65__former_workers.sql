-- Who ever worked on a file: asked for every list of somebody's case files since files close. Module: casefile.
create index allocation_ever on allocation (practitioner_id, until_at);
