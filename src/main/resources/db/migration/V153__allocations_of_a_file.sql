-- Who works and worked on a file is asked by each page of it and each check of a right. Module: casefile.

create index allocation_casefile on allocation (casefile_id, since);
