-- How long the links of meetings and disagreements are good for. Module: meeting.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('DG1', 28, 'days', 'a signed link to write that one does not agree, or to say whether an answer settles it, is good for so long', 'domain 6', 'proposal');
