-- Where nobody can hand a family over, the supported reading begins soon (HE2); HE2 itself is the limit for naming who takes over. Module: handover.
insert into rule_value (id, value, unit, meaning, source, status) values
 ('HE2-READING', 2, 'working days', 'the supported reading of a family that nobody can hand over is planned for a day within so long; a later one has a reason', 'practice-rules 2.2 HE2', 'proposal');
