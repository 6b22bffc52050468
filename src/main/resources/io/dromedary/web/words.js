// Figures and times as the person's browser writes them.

// Undefined is the locale of the browser.
const locale = undefined;
const number = new Intl.NumberFormat(locale);
const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const clockSeconds = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const dayAndClock = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
const whole = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });

export const count = (n) => number.format(n);

/** A number and its noun. */
export const many = (n, one, more = one + "s") => `${count(n)} ${n === 1 ? one : more}`;

/** An amount in the units that the terminal uses: 1.5 KiB. */
export function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let unit = 0;
  let amount = bytes;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${(amount < 100 ? short : number).format(amount < 100 ? amount : Math.round(amount))} ${units[unit]}`;
}

/** A length of time as people say it: 0.3 s, 12 s, 4 min, 3 h 20 min, 2 d. */
export function length(seconds) {
  if (seconds < 10) {
    return `${short.format(seconds)} s`;
  }
  const s = Math.round(seconds);
  if (s < 90) {
    return `${s} s`;
  }
  if (s < 5400) {
    return `${Math.round(s / 60)} min`;
  }
  if (s < 48 * 3600) {
    const minutes = Math.round(s / 60);
    return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
  }
  return `${Math.round(s / 86400)} d`;
}

/** A length of time that is counted down or up: whole seconds, so that nothing flickers. */
export const ticking = (seconds) => length(seconds < 10 ? Math.round(seconds) : seconds);

/** A moment: its time, and its day unless that is today. */
export function moment(at, now = new Date()) {
  return at.toDateString() === now.toDateString() ? clock.format(at) : dayAndClock.format(at);
}

export const toTheSecond = (at) => (at.toDateString() === new Date().toDateString() ? clockSeconds : whole).format(at);

/** What stands below a chart that shows this many hours. */
export const tick = (at, hours) => (hours > 24 ? day : clock).format(at);

/** The time between two moments, as a person would write it. */
export function span(from, to, hours) {
  return hours > 168 ? day.format(from) : `${(hours > 24 ? dayAndClock : clock).format(from)} – ${clock.format(to)}`;
}

/** What a pass did, in a few words. */
export function deeds(summary) {
  const parts = ["created", "copied", "updated", "moved", "adjusted", "removed", "vanished", "busy", "skipped"]
    .filter((word) => summary[word] > 0)
    .map((word) => `${count(summary[word])} ${word}`);
  return parts.length ? parts.join(", ") : "nothing to do";
}
