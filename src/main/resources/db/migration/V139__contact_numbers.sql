-- On which number an agency, or one of its teams, is reached: whoever gets a letter has no other way to answer.
alter table agency add phone text check (phone ~ '^(\+|0)[0-9]( ?[0-9]){4,13}$');
alter table team add phone text check (phone ~ '^(\+|0)[0-9]( ?[0-9]){4,13}$');
grant update (phone) on agency, team to throughline_app;
