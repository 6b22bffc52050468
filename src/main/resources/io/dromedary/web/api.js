// What the page asks of the server that it came from.

const PATIENCE = 10_000;
const KEY = "dromedary-token";

/** The server answered, and it was not what was asked for. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Takes a token out of the address, so that it stands in no history and nobody reads it from the screen. */
export function takeToken() {
  const hash = new URLSearchParams(location.hash.slice(1));
  if (hash.has("token")) {
    setToken(hash.get("token"));
    hash.delete("token");
    const rest = hash.toString();
    history.replaceState(null, "", location.pathname + location.search + (rest ? `#${rest}` : ""));
  }
}

export function setToken(token) {
  sessionStorage.setItem(KEY, token);
}

/** Whether the server wants a token, which a link would not carry. */
export const hasToken = () => sessionStorage.getItem(KEY) != null;

async function ask(path, { body, signal = AbortSignal.timeout(PATIENCE) } = {}) {
  const headers = {};
  const token = sessionStorage.getItem(KEY);
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  const answer = await fetch(path, {
    method: body ? "POST" : "GET",
    headers,
    body: body && JSON.stringify(body),
    cache: "no-store",
    signal,
  });
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, said.error ?? `The server answered ${answer.status}.`);
  }
  return answer.json();
}

const query = (parameters) => new URLSearchParams(parameters).toString();

export const status = () => ask("api/status");
export const past = (job, hours) => ask(`api/history?${query({ job, hours })}`);
export const log = (job, search, before) =>
  ask(`api/log?${query({ job, search, limit: 200, ...(before == null ? {} : { before }) })}`);
export const routes = () => ask("api/routes");
/** Making a plan may mean reading everything, so only the person's patience ends it. */
export const plan = (job, signal) => ask(`api/plan?${query({ job })}`, { signal });
/** @param {"now"|"pause"|"resume"|"confirm"} what */
export const tell = (what, body) => ask(`api/${what}`, { body });
