// The list of jobs, the worst first. A thousand of them stay usable: a hundred are drawn, the filter looks at all.

import { at, el, mark, say } from "./dom.js";
import { stateOf, tallied } from "./states.js";
import { many, moment } from "./words.js";

const A_SCREENFUL = 100;
const alphabet = new Intl.Collator();
const rows = new Map();
let jobs = [];
let chosen = null;
let most = A_SCREENFUL;

/** Draws the list anew when somebody looks for a job. */
export function startOverview() {
  at("filter").addEventListener("input", () => {
    most = A_SCREENFUL;
    draw();
  });
  at("more-jobs").addEventListener("click", () => {
    most += A_SCREENFUL;
    draw();
  });
}

/** The jobs by how bad they stand, then by name. */
export function worstFirst(all) {
  return all
    .map((job) => ({ job, rank: stateOf(job).rank }))
    .sort((a, b) => a.rank - b.rank || alphabet.compare(a.job.job, b.job.job))
    .map(({ job }) => job);
}

export function showOverview(all, current) {
  jobs = worstFirst(all);
  chosen = current;
  draw();
}

export function address(name) {
  return `#${new URLSearchParams({ job: name })}`;
}

function draw() {
  const sought = at("filter").value.trim().toLowerCase();
  const found = jobs.filter((job) => !sought || text(job).includes(sought));
  say(at("overview-words"), sought ? `${many(found.length, "job")} of ${jobs.length}` : `${many(jobs.length, "job")}: ${tallied(jobs)}.`);
  const shown = found.slice(0, most).map(row);
  const list = at("jobs");
  if (shown.length !== list.children.length || shown.some((node, i) => list.children[i] !== node)) {
    const focused = document.activeElement;
    list.replaceChildren(...shown);
    if (list.contains(focused)) {
      focused.focus();
    }
  }
  at("more-jobs").hidden = found.length <= most;
}

function text(job) {
  const state = stateOf(job);
  return `${job.job}\n${job.source}\n${job.replica}\n${state.words}\n${state.several}`.toLowerCase();
}

function row(job) {
  const state = stateOf(job);
  let parts = rows.get(job.job);
  if (!parts) {
    const words = el("span", { class: "words" });
    const link = el("a", { href: address(job.job) }, el("span", { class: "job-name" }, job.job), words);
    parts = { node: el("li", {}, link), link, words, mark: null };
    rows.set(job.job, parts);
  }
  if (parts.mark !== state.mark) {
    parts.link.querySelector(".mark")?.remove();
    parts.link.prepend(mark(state.mark));
    parts.mark = state.mark;
  }
  parts.link.dataset.tone = state.tone;
  const since = job.since && state.key !== "working" ? ` since ${moment(new Date(job.since))}` : "";
  say(parts.words, state.words + since + (job.paused && state.key !== "paused" ? ", paused" : ""));
  if (job.job === chosen) {
    parts.link.setAttribute("aria-current", "true");
  } else {
    parts.link.removeAttribute("aria-current");
  }
  return parts.node;
}
