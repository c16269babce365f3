-- Who works and worked on a file is asked by each page of it and each check of a right. Module: casefile.

create index allocation_casefile on allocation (casefile_id, since);

-- One very large family makes the sample of the planner believe that everybody has as many entries as it, and each small family is then read by a scan of
-- all entries. A person has some twenty. It counts from the next analyze on, so there is one. Module: chronology.
alter table entry_person alter column person_id set (n_distinct = -0.05);
analyze entry_person (person_id);
