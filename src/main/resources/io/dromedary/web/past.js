// The history of the chosen job: asked for when it may have changed, and shown as charts and as a list.

import * as api from "./api.js";
import { showCharts, startCharts } from "./charts.js";
import { at, el } from "./dom.js";
import { deeds, length, size, toTheSecond } from "./words.js";

/** A quiet pass changes nothing that a person would see at once. */
const QUIET = 60_000;
/** The history has a pass a moment after the state has it. */
const LATER = 1_500;
const FIRST = 8;

let job = null;
let now = () => Date.now();
let seen = { job: null, pass: null, result: null, at: 0 };
let visible = false;
let turn = 0;
let again = 0;

export function startPast() {
  startCharts();
  at("range").addEventListener("change", () => load());
  new IntersectionObserver((entries) => {
    visible = entries.at(-1).isIntersecting;
    keepUp();
  }).observe(at("history"));
}

export function showPast(shown, clock) {
  if (job?.job !== shown.job) {
    at("charts").replaceChildren();
    at("passes").replaceChildren();
    at("history-words").textContent = "";
  }
  job = shown;
  now = clock;
  keepUp();
}

const hours = () => Number(at("range").querySelector("input:checked").value);

function keepUp() {
  if (!visible || !job) {
    return;
  }
  const pass = job.last?.pass ?? null;
  const quiet = job.last?.result === seen.result && deeds(job.last) === "nothing to do";
  const fresh = seen.job === job.job && (seen.pass === pass || (quiet && now() - seen.at < QUIET));
  if (!fresh) {
    clearTimeout(again);
    again = setTimeout(load, LATER);
    load();
  }
}

async function load() {
  const mine = ++turn;
  seen = { job: job.job, pass: job.last?.pass ?? null, result: job.last?.result ?? null, at: now() };
  try {
    const past = await api.past(job.job, hours());
    if (mine === turn) {
      showCharts(past, hours(), now());
      showPasses(past.passes);
    }
  } catch (e) {
    seen.job = null;
    if (mine === turn && e instanceof api.Refused) {
      at("history-words").textContent = `The history could not be read: ${e.message}`;
    }
  }
}

function showPasses(passes) {
  if (!passes.length) {
    at("passes").replaceChildren(el("p", { class: "quiet" }, job.last ? "None lately: every pass found source and replica the same." : "None yet."));
    return;
  }
  const open = at("passes").querySelector("details")?.open;
  const rest = passes.slice(FIRST);
  at("passes").replaceChildren(
    list(passes.slice(0, FIRST)),
    rest.length ? el("details", { open }, el("summary", {}, `${rest.length} more`), list(rest)) : "",
  );
}

function list(passes) {
  return el("ul", { class: "passes" }, ...passes.map(line));
}

function line(pass) {
  const counted = ["synced", "problems", "stopped"].includes(pass.result);
  const what = counted ? deeds(pass) + (pass.bytes > 0 ? `, ${size(pass.bytes)}` : "") : pass.message;
  return el(
    "li",
    { "data-worst": pass.result },
    el("time", { datetime: pass.started }, toTheSecond(new Date(pass.started))),
    el("span", { class: "what" }, what),
    el("span", { class: "result" }, pass.result === "synced" ? "in sync" : pass.result === "problems" ? `${pass.problems} problem${pass.problems === 1 ? "" : "s"}` : pass.result),
    el("span", { class: "took" }, length(pass.seconds)),
  );
}
