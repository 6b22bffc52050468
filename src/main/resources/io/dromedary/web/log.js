// The end of the audit log, with search. Older lines come on request.

import * as api from "./api.js";
import { at, el } from "./dom.js";

let job = null;
let seen = null;
let visible = false;
let oldest = null;
let paged = false;
let turn = 0;
let typing = 0;
let again = 0;

/** A line comes to the log a moment after the state tells of it. */
const LATER = 1_500;

export function startLog() {
  at("search").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(load, 250);
  });
  at("older").addEventListener("click", loadOlder);
  new IntersectionObserver((entries) => {
    visible = entries.at(-1).isIntersecting;
    keepUp();
  }).observe(at("log-section"));
}

export function showLog(shown) {
  if (job?.job !== shown.job) {
    seen = null;
    paged = false;
    at("search").value = "";
    at("lines").replaceChildren();
    at("log-words").textContent = "";
  }
  job = shown;
  keepUp();
}

/** Nothing comes to the log between passes; while one is under way, something may at any time. */
function keepUp() {
  const mark = job && `${job.job} ${job.last?.pass} ${job.progress?.files} ${job.paused}`;
  if (visible && job && !paged && mark !== seen) {
    seen = mark;
    clearTimeout(again);
    again = setTimeout(() => paged || load(), LATER);
    load();
  }
}

async function load() {
  const mine = ++turn;
  const sought = at("search").value;
  try {
    const { lines, more } = await api.log(job.job, sought);
    if (mine !== turn) {
      return;
    }
    const box = at("log");
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 24 || !at("lines").children.length;
    paged = false;
    at("lines").replaceChildren(...lines.map((line) => row(line, sought)));
    note(lines, more);
    say(lines, sought, more);
    if (atEnd) {
      box.scrollTop = box.scrollHeight;
    }
  } catch (e) {
    seen = null;
    if (mine === turn && e instanceof api.Refused) {
      at("log-words").textContent = `The log could not be read: ${e.message}`;
    }
  }
}

/** From now on new lines would make what somebody reads jump, so they wait until the search is changed. */
async function loadOlder() {
  const mine = ++turn;
  const sought = at("search").value;
  const box = at("log");
  try {
    const { lines, more } = await api.log(job.job, sought, oldest);
    if (mine !== turn) {
      return;
    }
    paged = true;
    const below = box.scrollHeight - box.scrollTop;
    at("lines").prepend(...lines.map((line) => row(line, sought)));
    box.scrollTop = box.scrollHeight - below;
    note(lines, more);
    if (at("older").hidden) {
      box.focus();
    }
  } catch (e) {
    at("log-words").textContent = `Older lines could not be read: ${e.message}`;
  }
}

function note(lines, more) {
  oldest = lines.length ? lines[0].at : oldest;
  at("older").hidden = !more || !lines.length;
}

function say(lines, sought, more) {
  if (lines.length) {
    at("log-words").textContent = sought ? `${lines.length}${more ? " or more" : ""} lines with “${sought}”, the newest last` : "The newest line is the last";
  } else {
    at("log-words").textContent = sought ? `No line with “${sought}”${more ? " near the end of the log" : ""}` : "Nothing has been logged yet";
  }
}

function row({ text }, sought) {
  const level = /^\S+ \S+ \[(WARN|ERROR)\]|"level":"(WARN|ERROR)"/.exec(text);
  const stamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?= )/.exec(text)?.[0] ?? "";
  return el(
    "li",
    { "data-level": level ? level[1] ?? level[2] : "INFO" },
    el("span", { class: "stamp" }, ...marked(stamp, sought)),
    ...marked(text.slice(stamp.length), sought),
  );
}

function marked(text, sought) {
  const parts = [];
  const [hay, needle] = [text.toLowerCase(), sought.toLowerCase()];
  let from = 0;
  // Where lower case has another length, as in some languages, places would not fit.
  for (let i; needle && hay.length === text.length && (i = hay.indexOf(needle, from)) >= 0; from = i + needle.length) {
    parts.push(text.slice(from, i), el("mark", {}, text.slice(i, i + needle.length)));
  }
  parts.push(text.slice(from));
  return parts;
}
