-- After an outage very much may be late at once: so much is told in a round, and the alarm says how much still waits. Module: obligation.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('WD4', 1000, 'obligations', 'how many late obligations the watchdog tells of in one round, the most late first; the others wait for the next', 'domain 6', 'proposal');

alter table alarm add column waiting int check (waiting >= 0);
grant update (waiting) on alarm to throughline_app;
