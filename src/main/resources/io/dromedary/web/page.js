// The page: asks how things stand, and gives each part of it what it shows.

import { openPlan, showActions, startActions } from "./actions.js";
import * as api from "./api.js";
import { showAttention } from "./attention.js";
import { at, el, say } from "./dom.js";
import { startDune } from "./dune.js";
import { showJob, tick } from "./job.js";
import { showLog, startLog } from "./log.js";
import { showOverview, startOverview, worstFirst } from "./overview.js";
import { showPast, startPast } from "./past.js";
import { startRoutes } from "./routes.js";
import { title } from "./states.js";
import { moment, toTheSecond } from "./words.js";

const OFTEN = 1_000;
const USUAL = 2_000;
const HIDDEN = 10_000;
/** A server with a thousand jobs, or a slow one, is asked less often: at most this part of the time. */
const SHARE = 10;

let status = null;
let ahead = 0;
let gone = null;
let took = 0;
let eager = 0;
let suggested = null;
let timer = 0;
let polling = false;

/** The server's time: what it says was "now", and this computer's clock from then on. */
const now = () => Date.now() + ahead;

async function poll() {
  clearTimeout(timer);
  if (polling) {
    return;
  }
  polling = true;
  const began = performance.now();
  try {
    const answer = await api.status();
    took = performance.now() - began;
    ahead = Date.parse(answer.now) - (Date.now() - took / 2);
    status = answer;
    cameBack();
    show();
  } catch (e) {
    if (e instanceof api.Refused && e.status === 401) {
      askForToken(e.message);
      polling = false;
      return;
    }
    isGone(e);
  }
  polling = false;
  timer = setTimeout(poll, pause());
}

function pause() {
  if (document.hidden) {
    return HIDDEN;
  }
  const busy = eager-- > 0 || current()?.phase !== "idle";
  return Math.max(busy && !gone ? OFTEN : USUAL, took * SHARE);
}

function hurry() {
  eager = 4;
  poll();
}

/**
 * The job in the address, or the only one, or the worst where there is room beside the list. That one stays, even when
 * another gets worse: nothing is taken away from under somebody's eyes.
 */
function current() {
  if (!status?.jobs.length) {
    return null;
  }
  const name = new URLSearchParams(location.hash.slice(1)).get("job");
  const called = (wanted) => status.jobs.find((job) => job.job === wanted);
  const wide = matchMedia("(min-width: 62rem)").matches;
  if (called(name) || status.jobs.length === 1 || !wide) {
    return called(name) ?? (status.jobs.length === 1 ? status.jobs[0] : null);
  }
  suggested = called(suggested)?.job ?? worstFirst(status.jobs)[0].job;
  return called(suggested);
}

function show() {
  const several = status.jobs.length > 1;
  const job = current();
  document.title = title(status.jobs, gone);
  document.body.dataset.view = !job ? "list" : "job";
  document.body.dataset.jobs = several ? "several" : "one";
  at("columns").hidden = false;
  at("routes").hidden = false;
  at("token-form").hidden = true;
  at("overview").hidden = !several;
  at("job").hidden = !job;
  at("filter-box").hidden = status.jobs.length <= 5;
  showProcess();
  if (several || !job) {
    showOverview(status.jobs, job?.job);
  }
  if (job) {
    showJob(job, now, several);
    showActions(job, status.readOnly);
    showAttention(job, status.readOnly, openPlan);
    showPast(job, now);
    showLog(job);
  }
}

function showProcess() {
  at("foot").hidden = false;
  at("probes").hidden = api.hasToken();
  const words = `Dromedary ${status.version}, process ${status.process}, running since ${moment(new Date(status.started))}`;
  say(at("process"), status.readOnly ? `${words}. This page is read-only.` : words);
}

function isGone(e) {
  if (!gone) {
    gone = new Date();
    document.body.classList.add("stale");
    document.title = title(status?.jobs ?? [], gone);
    say(at("pulse-words"), "No answer");
    const since = status ? ` What stands below is from ${toTheSecond(new Date(status.now))}.` : "";
    const why = e instanceof api.Refused ? `The server cannot answer: ${e.message}` : "Dromedary does not answer. It may have been stopped, or the network is away.";
    at("gone").replaceChildren(el("p", {}, `${why}${since} This page goes on by itself when it is back.`));
    at("gone").hidden = false;
  }
}

function cameBack() {
  gone = null;
  document.body.classList.remove("stale");
  at("gone").hidden = true;
  say(at("pulse-words"), status.readOnly ? "Live, read-only" : "Live");
}

function askForToken(why) {
  const form = at("token-form");
  at("columns").hidden = true;
  at("routes").hidden = true;
  at("foot").hidden = true;
  at("gone").hidden = true;
  document.body.classList.remove("stale");
  document.body.dataset.view = "token";
  document.title = "○ Dromedary – token wanted";
  say(at("pulse-words"), "Token wanted");
  const again = api.hasToken();
  at("token-wrong").hidden = !again;
  say(at("token-wrong"), again ? why : "");
  if (form.hidden) {
    form.hidden = false;
    at("token").focus();
  }
}

function start() {
  api.takeToken();
  startDune();
  startOverview();
  startPast();
  startLog();
  startRoutes();
  startActions(hurry);
  at("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    api.setToken(at("token").value);
    at("token").value = "";
    poll();
  });
  at("skip").addEventListener("click", (event) => {
    // The address holds the job.
    event.preventDefault();
    at("main").focus();
  });
  addEventListener("hashchange", () => {
    api.takeToken();
    if (status) {
      show();
      scrollTo(0, 0);
      if (!document.activeElement?.checkVisibility() || document.activeElement === document.body) {
        at("main").focus();
      }
    }
    poll();
  });
  document.addEventListener("visibilitychange", () => document.hidden || poll());
  setInterval(() => document.hidden || gone || tick(), 1000);
  poll();
}

start();
