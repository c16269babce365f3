/** Calls to the server. A refusal becomes a Problem with a sentence; nothing is retried behind the user's back. */

export class Problem extends Error {
  constructor(status, body) {
    super([0, 401, 403].includes(status) ? sentence(status) : body.detail || sentence(status));
    this.status = status;
    this.code = body.code || body.properties?.code;
    const lines = body.missing || body.properties?.missing || [];
    this.missing = lines.filter(line => line.kind !== 'OFFER');
    /** What can be done instead, although the rest is missing. */
    this.offers = lines.filter(line => line.kind === 'OFFER');
    this.faults = body.faults || body.errors || body.properties?.faults || [];
    this.body = body;
  }
}

/** How far the server's clock is at least ahead of this machine's, in milliseconds: answers name whole seconds, so the largest difference is nearest. */
export const clock = { ahead: -Infinity };

function sentence(status) {
  if (status === 0) return 'The server cannot be reached. What you typed is still here. Try again when you are connected.';
  if (status === 401) return 'You are signed out. Sign in again in another tab, then try again here: what you typed is still on this page.';
  if (status === 403) return 'This page has been open for too long. Sign in again in another tab, then try again here: what you typed is still on this page.';
  if (status === 404) return 'There is nothing here that you can see. Go back to your work and choose again.';
  if (status === 503) return 'The record cannot be reached at the moment. Nothing was saved. Try again in a minute.';
  return 'Something went wrong on the server. What you typed is still here. Try again, and tell your administrator if it happens again.';
}

function token() {
  return /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] || '';
}

async function call(method, path, { body, version, key, keepalive, paged } = {}) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-XSRF-TOKEN'] = decodeURIComponent(token());
  const file = body instanceof FormData;
  if (body !== undefined && !file) headers['Content-Type'] = 'application/json';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  if (key) headers['Idempotency-Key'] = key;
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined || file ? body : JSON.stringify(body), credentials: 'same-origin', redirect: 'manual', keepalive });
  } catch {
    throw new Problem(0, {});
  }
  if (response.type === 'opaqueredirect') throw new Problem(401, {});
  const now = Date.parse(response.headers.get('Date') || '');
  if (now) clock.ahead = Math.max(clock.ahead, now - Date.now());
  const text = await response.text();
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    if (response.ok) throw new Problem(401, {});
  }
  if (!response.ok) throw new Problem(response.status, answer || {});
  if (paged) return { items: answer, next: /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('Link') || '')?.[1] || null };
  return answer;
}

export const get = path => call('GET', path);
/** One page of a list, and the address of the next one, or null. */
export const page = path => call('GET', path, { paged: true });
export const post = (path, body, options) => call('POST', path, { body, ...options });

const underWay = new Map();

/** An act that has its effect once, however often it is sent: a double click, and a line that broke before the answer came, are known again. */
export async function postOnce(path, body) {
  const same = path + ' ' + JSON.stringify(body);
  const key = underWay.get(same) || crypto.randomUUID?.();
  underWay.set(same, key);
  try {
    const answer = await post(path, body, { key });
    underWay.delete(same);
    return answer;
  } catch (problem) {
    if (problem.status && problem.status < 500) underWay.delete(same);
    throw problem;
  }
}

/** One file, in a field of this name. */
export function upload(path, field, file) {
  const body = new FormData();
  body.append(field, file);
  return call('POST', path, { body });
}
export const put = (path, body, options) => call('PUT', path, { body, ...options });
export const remove = (path, body) => call('DELETE', path, { body });

/** A value that does not exist yet, or that this person may not see, is null; every other refusal is thrown. */
export async function maybe(path) {
  try {
    return await get(path);
  } catch (problem) {
    if (problem.status === 404 || problem.status === 403) return null;
    throw problem;
  }
}
