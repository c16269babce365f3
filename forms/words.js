/** Days and times as people say them: "Mon 7 Sep 2026, 16:30", always Europe/London. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false
});

/** A day without time, such as 2026-09-07. */
export function day(iso) {
  if (!iso) return '';
  const [year, month, date] = iso.slice(0, 10).split('-').map(Number);
  const moment = new Date(Date.UTC(year, month - 1, date));
  return `${DAYS[moment.getUTCDay()]} ${date} ${MONTHS[month - 1]} ${year}`;
}

function london(iso) {
  return Object.fromEntries(LONDON.formatToParts(new Date(iso)).map(part => [part.type, part.value]));
}

/** A moment. */
export function moment(iso) {
  if (!iso) return '';
  const at = london(iso);
  const date = `${at.year}-${at.month.padStart(2, '0')}-${at.day.padStart(2, '0')}`;
  return `${day(date)}, ${at.hour === '24' ? '00' : at.hour}:${at.minute}`;
}

export function time(iso) {
  const at = london(iso);
  return `${at.hour === '24' ? '00' : at.hour}:${at.minute}`;
}

export function today() {
  const at = london(new Date().toISOString());
  return `${at.year}-${at.month.padStart(2, '0')}-${at.day.padStart(2, '0')}`;
}

/** The last moment of a day in London. */
export function endOfDay(day) {
  const at = new Date(`${day}T23:59:59.999Z`);
  return (london(at.toISOString()).day === String(Number(day.slice(8))) || london(at.toISOString()).day === day.slice(8) ? at : new Date(at - 3600000)).toISOString();
}

export const count = (number, one, many) => `${number} ${number === 1 ? one : many || one + 's'}`;

/** "a, b and c" */
export function and(words) {
  return words.length < 2 ? words.join('') : words.slice(0, -1).join(', ') + ' and ' + words.at(-1);
}

export const capital = text => text ? text[0].toUpperCase() + text.slice(1) : '';
