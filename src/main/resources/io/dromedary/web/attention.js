// What stands in the way of a job, and what to do about it, in words for somebody who is tired.

import { at, el, mark } from "./dom.js";
import { advice, couldNot, reason } from "./states.js";
import { many, moment, toTheSecond } from "./words.js";

const FIRST = 5;
let drawn = null;

/** @param openPlan shows the plan that was refused */
export function showAttention(job, readOnly, openPlan) {
  const mine = JSON.stringify([job.job, job.last?.result, job.last?.message, job.refused, job.problems, job.problemCount, job.rotten, job.overdue, readOnly]);
  if (mine === drawn) {
    return;
  }
  drawn = mine;
  const focused = document.activeElement?.id;
  const open = at("attention").querySelector("details")?.open;
  const rotten = job.problems.filter((problem) => problem.rot);
  const others = job.problems.filter((problem) => !problem.rot);
  const cards = [
    job.last?.result === "failed" ? failed(job) : null,
    job.refused || job.last?.result === "refused" ? refused(job, readOnly, openPlan) : null,
    rotten.length || job.rotten > 0 ? rot(job, rotten) : null,
    job.overdue && !job.paused ? overdue(job) : null,
    others.length ? problems(job, others, open) : null,
  ];
  at("attention").replaceChildren(...cards.filter((card) => card != null));
  at("attention").hidden = !at("attention").children.length;
  at(focused)?.focus();
}

function card(tone, symbol, title, ...content) {
  return el("section", { class: "card notice", "data-tone": tone }, el("h3", {}, mark(symbol), title), ...content);
}

function failed(job) {
  return card(
    "bad",
    "stop",
    "The last pass could not run",
    el("p", { class: "why" }, reason(job.last.message)),
    el("p", {}, "Nothing was touched: what cannot be seen is never taken for deleted. Is the disk mounted, and the folder where it was? The next pass tries again by itself."),
  );
}

function refused(job, readOnly, openPlan) {
  const plan = job.refused?.plan;
  const why = job.refused?.why ?? job.last.message;
  const todo = plan
    ? "This looked like an accident, so nothing was touched. Look at the plan. If it is what you want, confirm it, and the next pass carries it out. If it is not, bring the source back in order: the replica still has everything."
    : "This looked like an accident, so nothing was touched, and it cannot be confirmed. Bring the source back in order, and the next pass goes on by itself.";
  return card(
    "bad",
    "stop",
    "The plan was refused",
    el("p", { class: "why" }, reason(why)),
    el("p", {}, todo),
    plan ? el("p", { class: "buttons" }, el("button", { class: "primary", type: "button", id: "show-plan", onclick: openPlan }, `Show plan ${plan}`)) : null,
    plan && readOnly ? el("p", { class: "quiet" }, "This page is read-only. In a terminal: ", el("code", {}, `dromedary --confirm ${plan}`)) : null,
  );
}

function rot(job, rotten) {
  const n = Math.max(job.rotten, rotten.length);
  return card(
    "bad",
    "problem",
    `${many(n, "file")} of the source ${n === 1 ? "has" : "have"} rotted`,
    el("p", {}, "The content changed, and nobody wrote it: a failing disk does this. The replica still has the good copy, and keeps it."),
    el(
      "ul",
      { class: "paths" },
      ...rotten.map((problem) => el("li", {}, el("span", { class: "path" }, problem.path), el("span", { class: "quiet" }, `found ${moment(new Date(problem.time))}`))),
    ),
    el("ol", {}, el("li", {}, "Copy the file back from ", el("span", { class: "path" }, job.replica), "."), el("li", {}, "Look at the health of the source's disk."), el("li", {}, "If the source is right after all, touch the file, or start once with ", el("code", {}, "--accept PATH"), ".")),
  );
}

function overdue(job) {
  return card(
    "warn",
    "problem",
    job.phase === "idle" ? "No pass has begun for too long" : "The pass under way does not come forward",
    el("p", {}, job.phase === "idle"
      ? "A pass should have begun long ago. Has the computer slept? Are the routes below started?"
      : "Nothing has happened for a long time. A disk or a network folder that does not answer is the usual cause."),
    job.next ? el("p", { class: "quiet" }, `It was due at ${toTheSecond(new Date(job.next))}.`) : null,
  );
}

/** Problems by what could not be done and why: a hundred unreadable files have one cause. */
function problems(job, standing, open) {
  const groups = new Map();
  for (const problem of standing) {
    const [could, why] = couldNot(problem);
    const key = could == null ? why : `could not be ${could}${why ? `: ${why}` : ""}`;
    if (!groups.has(key)) {
      groups.set(key, { why: why || key, paths: [] });
    }
    groups.get(key).paths.push(problem);
  }
  const more = job.problemCount - job.problems.length;
  return card(
    "warn",
    "problem",
    many(job.problemCount - job.problems.length + standing.length, "problem"),
    ...[...groups].flatMap(([key, { why, paths }]) => [
      el("p", { class: "why" }, `${paths.length > 1 ? `${paths.length}\u00d7 ` : ""}${key}`),
      el("ul", { class: "paths" }, ...paths.slice(0, FIRST).map(path)),
      paths.length > FIRST
        ? el("details", { open }, el("summary", {}, `${paths.length - FIRST} more`), el("ul", { class: "paths" }, ...paths.slice(FIRST).map(path)))
        : null,
      el("p", {}, advice(why)),
    ]),
    more > 0 ? el("p", { class: "quiet" }, `And ${many(more, "problem")} more: search the log for WARN.`) : null,
    el("p", { class: "quiet" }, "All else is in sync. The replica keeps what it has of these."),
  );
}

function path(problem) {
  return el("li", {}, el("span", { class: "path" }, problem.path), el("span", { class: "quiet" }, `since ${moment(new Date(problem.time))}`));
}

