// How the chosen job stands: the big words, the way from source to replica, and the pass under way.

import { at, say } from "./dom.js";
import { shine, walkTo } from "./dune.js";
import { headline, isMoving, stateOf, subline } from "./states.js";
import { count, deeds, length, many, moment, size, ticking, toTheSecond } from "./words.js";

let job = null;
let now = () => Date.now();
let pace = null;
let spoken = null;

/**
 * Shows a job.
 *
 * @param clock the server's time in milliseconds, which may not be this computer's
 */
export function showJob(shown, clock, several) {
  const other = job?.job !== shown.job;
  job = shown;
  now = clock;
  const state = stateOf(job);
  at("hero").dataset.tone = state.tone;
  at("hero").dataset.state = state.key;
  at("mark").setAttribute("href", `#mark-${state.mark}`);
  at("name").hidden = !several;
  say(at("name"), job.job);
  say(at("headline"), headline(job));
  say(at("subline"), subline(job));
  say(at("source"), job.source);
  say(at("replica"), job.replica);
  say(at("index"), job.indexBytes > 0 ? size(job.indexBytes) : "not yet");
  showSuccess();
  showProgress(other);
  tick();
  speak(other);
}

/** Says aloud what has changed, or which job is shown now, and nothing while all stays the same. */
function speak(other) {
  const words = headline(job);
  const mine = JSON.stringify([job.job, words]);
  if (mine !== spoken) {
    say(at("spoken"), spoken == null ? "" : other ? `${job.job}: ${words}` : words);
    spoken = mine;
  }
}

function showSuccess() {
  if (job.inSync && job.phase === "idle") {
    say(at("success"), "now");
  } else {
    say(at("success"), job.lastSuccess ? moment(new Date(job.lastSuccess)) : "not since the start");
  }
}

/** What changes with the clock: called every second. */
export function tick() {
  if (!job) {
    return;
  }
  say(at("last"), lastWords());
  say(at("next"), nextWords());
  const { last, next, paused, phase } = job;
  if (isMoving(job)) {
    shine(null);
    walkTo(part(job.progress));
    return;
  }
  const from = last && Date.parse(last.started);
  const to = next && Date.parse(next);
  shine(phase === "idle" && !paused && from && to > from ? (now() - from) / (to - from) : null);
  walkTo(job.last && ["synced", "problems"].includes(job.last.result) ? 1 : 0);
}

function lastWords() {
  if (!job.last) {
    return "none yet";
  }
  const ended = Date.parse(job.last.started) + job.last.seconds * 1000;
  const ago = Math.max(0, (now() - ended) / 1000);
  const when = ago < 3600 ? `${ticking(ago)} ago` : toTheSecond(new Date(ended));
  const { result, problems } = job.last;
  const done = deeds(job.last) + (problems > 0 ? `, ${many(problems, "problem")}` : "");
  const what = ["failed", "refused"].includes(result) ? result : done;
  return `${when}: ${what}, in ${length(job.last.seconds)}`;
}

function nextWords() {
  if (job.phase !== "idle") {
    const since = job.progress?.started;
    return since ? `under way for ${ticking(Math.max(0, (now() - Date.parse(since)) / 1000))}` : "comparing now";
  } else if (job.paused) {
    return "paused";
  } else if (!job.next) {
    return "when something asks for it";
  }
  const left = (Date.parse(job.next) - now()) / 1000;
  return left < 0.5 ? "due now" : left < 3600 ? `in ${ticking(left)}` : toTheSecond(new Date(job.next));
}

/** How much of a pass is done, from 0 to 1: by bytes, because those take the time, and by files where there are none. */
function part(progress) {
  const [done, planned] =
    progress.bytesPlanned > 0 ? [progress.bytes, progress.bytesPlanned] : [progress.files, progress.filesPlanned];
  return planned > 0 ? Math.min(1, done / planned) : 0;
}

function showProgress(other) {
  const progress = job.progress;
  at("progress").hidden = !isMoving(job);
  if (!isMoving(job)) {
    pace = null;
    return;
  }
  const percent = Math.floor(part(progress) * 100);
  at("fill").style.width = `${percent}%`;
  at("track").setAttribute("aria-valuenow", percent);
  const words = [
    `${percent} %`,
    `${count(progress.files)} of ${many(Math.max(progress.files, progress.filesPlanned), "file")}`,
  ];
  if (progress.bytesPlanned > 0) {
    words.push(`${size(progress.bytes)} of ${size(Math.max(progress.bytes, progress.bytesPlanned))}`);
  }
  at("progress-words").replaceChildren(words.concat(speed(progress, other)).join(" · "));
  at("large").hidden = progress.file == null;
  if (progress.file != null) {
    say(at("large"), `${progress.file}: ${size(progress.fileBytes)} of ${size(progress.fileSize)}`);
  }
}

/** The rate of the last seconds, smoothed, and what is left at it. */
function speed(progress, other) {
  const time = now();
  const before = other || pace?.started !== progress.started ? null : pace;
  pace = before ?? { started: progress.started, time: Date.parse(progress.started), bytes: 0, files: 0, rate: null, fileRate: null };
  const seconds = (time - pace.time) / 1000;
  if (seconds >= 0.5) {
    const smooth = (old, fresh) => (old == null ? fresh : old * 0.7 + fresh * 0.3);
    pace.rate = smooth(pace.rate, (progress.bytes - pace.bytes) / seconds);
    pace.fileRate = smooth(pace.fileRate, (progress.files - pace.files) / seconds);
    Object.assign(pace, { time, bytes: progress.bytes, files: progress.files });
  }
  const byBytes = progress.bytesPlanned > 0;
  const rate = byBytes ? pace.rate : pace.fileRate;
  if (!(rate > 0)) {
    return [];
  }
  const left = byBytes ? progress.bytesPlanned - progress.bytes : progress.filesPlanned - progress.files;
  return [
    byBytes ? `${size(rate)}/s` : `${count(Math.round(rate))} files/s`,
    ...(left > 0 ? [`${length(Math.ceil(left / rate))} left`] : []),
  ];
}
