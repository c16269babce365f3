/** The account: seven questions, the child first (domain 5). */
export const QUESTIONS = [
  ['q1', 'A day and a night in this child\'s life', 'Who cares for them, who is well and sober, where and with whom do they sleep, who last saw them awake and alone? For a child not yet born: what is prepared, and by whom?'],
  ['q2', 'What happened before, to this child and to the children before?', 'Events, not opinions: which ones matter most, and why.'],
  ['q3', 'What is the pattern, and how do these adults function together as parents?', 'What repeats, what comes before it, what each parent does when the other is not well.'],
  ['q4', 'What protects this child, and what shows that it does?', 'Name who saw it and when.'],
  ['q5', 'What do we know only because a parent told us?', 'Say for each whether anybody could check it.'],
  ['q6', 'What would make you act today?', 'What you would see or hear, and what you would then do.'],
  ['q7', 'What do you not know, and whom will you ask?', 'A name and a day for each.']
];

/** The children of the family: for each of them question 1 is answered. */
export function children(handover) {
  return (handover.children || []).map(child => ({ id: child.id, name: child.givenName || child.name, age: child.ageInWords }));
}
