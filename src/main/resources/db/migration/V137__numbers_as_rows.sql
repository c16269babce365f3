-- Numbers and ways of counting that stood in the code. Modules: meeting, notification.

insert into rule_value (id, value, unit, meaning, source, status) values
 ('MF6', 100, 'days', 'the nightly rules look at families in which a meeting was held within so long; longer than any rule lets pass without one', 'practice-rules 1.2 M7', 'proposal'),
 ('NT9', 5,   'minutes', 'in so long NT8 counts how often one address asks for linked pages', 'security, signed links', 'proposal'),
 ('NT10', 4,  'part', 'of links that do not exist only this part of NT8 is answered: 4 is a quarter', 'security, signed links', 'proposal');

-- Which kinds of agency are health, for the quorum of a strategy discussion (Q6) and where all of health counts as one (Q2).
insert into rule_value (id, value, unit, meaning, source, status)
select 'Q2-' || kind, counts, 'way of counting', 'for a quorum, agencies of the kind ' || kind || ': 1 are health, 2 are not', 'practice-rules 1.5 Q2', 'local'
from (values ('MIDWIFERY', 1), ('HEALTH_VISITING', 1), ('GP', 1), ('HOSPITAL', 1), ('MENTAL_HEALTH', 1), ('DRUG_ALCOHOL', 2), ('PHARMACY', 2), ('LEARNING_DISABILITY', 2)) k (kind, counts);
