-- How long the allocated worker has to complete what an entry left "not known yet". Module: authority.
insert into rule_value (id, value, unit, meaning, source, status) values
 ('NK1', 5, 'working days', 'what an entry left "not known yet" is completed within so long', 'domain 4', 'proposal');
