// What a job's state is called, how bad it is, and what a tired person should do about it.

import { count, many, moment } from "./words.js";

/** The states of a job, the worst first: rank, mark, colour, and the words of the tab's title for one job and for several. */
const STATES = {
  failed: { rank: 0, mark: "stop", tone: "bad", sign: "■", words: "failed", several: "failed" },
  refused: { rank: 1, mark: "stop", tone: "bad", sign: "■", words: "refused", several: "refused" },
  rot: { rank: 2, mark: "problem", tone: "bad", sign: "▲", words: "rot found", several: "with rot" },
  overdue: { rank: 3, mark: "problem", tone: "warn", sign: "▲", words: "overdue", several: "overdue" },
  problems: { rank: 4, mark: "problem", tone: "warn", sign: "▲", words: "problems", several: "with problems" },
  stopped: { rank: 5, mark: "waiting", tone: "calm", sign: "○", words: "stopped", several: "stopped" },
  working: { rank: 6, mark: "working", tone: "busy", sign: "◐", words: "syncing", several: "syncing" },
  waiting: { rank: 7, mark: "waiting", tone: "calm", sign: "○", words: "first pass to come", several: "waiting" },
  paused: { rank: 8, mark: "paused", tone: "calm", sign: "○", words: "paused", several: "paused" },
  synced: { rank: 9, mark: "synced", tone: "good", sign: "●", words: "in sync", several: "in sync" },
};

/** How a job stands: what STATES has, its key, and the words for a list. */
export function stateOf(job) {
  const key = keyOf(job);
  const state = { key, ...STATES[key] };
  if (key === "problems") {
    state.words = many(job.problemCount, "problem");
  }
  return state;
}

function keyOf(job) {
  const result = job.last?.result;
  if (isMoving(job)) {
    return "working";
  } else if (result === "failed") {
    return "failed";
  } else if (job.refused || result === "refused") {
    return "refused";
  } else if (job.rotten > 0 || job.problems.some((problem) => problem.rot)) {
    return "rot";
  } else if (job.overdue && !job.paused) {
    return "overdue";
  } else if (job.problemCount > 0 || result === "problems") {
    return "problems";
  } else if (job.paused) {
    return "paused";
  } else if (!job.last) {
    return job.phase === "idle" ? "waiting" : "working";
  }
  return result === "stopped" ? "stopped" : "synced";
}

/** Whether a pass has something to move, and not only something to compare. */
export function isMoving(job) {
  return job.phase !== "idle" && job.progress != null && job.progress.filesPlanned > 0;
}

/** The sentence that stands above all else. */
export function headline(job) {
  const state = keyOf(job);
  switch (state) {
    case "failed":
      return "Not in sync: the last pass failed";
    case "refused":
      return `Refused: ${gist(job.refused?.why ?? reason(job.last.message))}`;
    case "rot":
      return `Not in sync: ${many(job.rotten || 1, "file")} of the source ${job.rotten > 1 ? "have" : "has"} rotted`;
    case "overdue":
      return job.phase === "idle" ? "Overdue: no pass has begun" : "Overdue: the pass does not come forward";
    case "problems":
      return `Not in sync: ${troubles(job)}`;
    case "stopped":
      return "The last pass was stopped before its end";
    case "working":
      return job.progress == null ? "First look at both folders" : WORK[job.phase] ?? "A pass is under way";
    case "waiting":
      return "Waiting for the first pass";
    case "paused":
      return job.inSync ? "Paused, and in sync when it was" : "Paused";
    default:
      return job.since ? `In sync since ${moment(new Date(job.since))}` : "In sync";
  }
}

const WORK = {
  copying: "Bringing the replica up to date",
  deleting: "Removing what the source no longer has",
  finishing: "Finishing the pass",
};

/** The sentence below it: since when, if the headline does not say so, and whether it is paused. */
export function subline(job) {
  const state = keyOf(job);
  const parts = [];
  if (job.since && !["synced", "working", "waiting", "paused"].includes(state)) {
    parts.push(`Since ${moment(new Date(job.since))}.`);
  }
  if (state === "working" && job.since) {
    parts.push(`${job.inSync ? "It was in sync" : "It was not in sync"} before this pass.`);
  }
  if (state === "failed" || state === "refused") {
    parts.push("Nothing was touched.");
  }
  if (job.paused) {
    parts.push(state === "paused" ? "No pass begins until you resume it." : "Paused: no pass begins until you resume it.");
  }
  if (state === "synced" && job.last) {
    parts.push("The replica has what the source has.");
  }
  return parts.join(" ");
}

/** The beginning of a refusal, up to where examples and advice begin. */
function gist(why) {
  return why.split(/ \(|; |, more than |\. /)[0];
}

/** Why a pass failed or was refused, without what the page says itself. */
export function reason(message) {
  const why = message.replace(/^Pass (failed|refused): /, "").replace(/ Nothing was touched\.$/, "");
  return why.charAt(0).toUpperCase() + why.slice(1);
}

/** What is wrong, in one breath: "3 files could not be read", or "4 problems" where they are of several kinds. */
function troubles(job) {
  const kinds = new Set(job.problems.map((problem) => `${problem.kind} ${couldNot(problem)[0]}`));
  const could = job.problems.length ? couldNot(job.problems[0])[0] : null;
  if (kinds.size !== 1 || could == null || job.problemCount > job.problems.length) {
    return many(job.problemCount, "problem");
  }
  const noun = { file: "file", folder: "folder", link: "link" }[job.problems[0].kind] ?? "path";
  return `${many(job.problemCount, noun)} could not be ${could}`;
}

/** What could not be done with a problem's path, and why: ["read", "permission denied"]. */
export function couldNot(problem) {
  const after = `${problem.path} could not be `;
  const begin = problem.message.indexOf(after);
  if (begin < 0) {
    return [null, problem.message];
  }
  const rest = problem.message.slice(begin + after.length);
  const colon = rest.indexOf(": ");
  return colon < 0 ? [rest.replace(/\.$/, ""), ""] : [rest.slice(0, colon), rest.slice(colon + 2).replace(/\.$/, "")];
}

const ADVICE = [
  [/permission denied|operation not permitted/i, "Give the user that Dromedary runs as the right to it, or leave it out with --exclude."],
  [/no space|disk quota|quota exceeded/i, "Make room on the replica's disk. The next pass goes on where this one left off."],
  [/read-only file system/i, "The replica's file system is mounted read-only, often after an error of its disk. Look at the disk first, then mount it anew."],
  [/input\/output error|i\/o error/i, "The disk does not give back what it holds. Save what matters, and look at its health."],
  [/name too long/i, "The replica's file system does not take a name as long as this. Shorten it in the source, or leave it out with --exclude."],
  [/excluded/i, "What is excluded stands in the way. Remove it from the replica, or change the patterns."],
  [/same name|falls? together|capital|spell/i, "Rename one of the two in the source."],
  [/changed type|no longer|another folder|swapped|outside/i, "Something else stood there when its turn came. The next pass looks again."],
];

/** What to do about a problem. */
export function advice(why) {
  const known = ADVICE.find(([sign]) => sign.test(why));
  return known ? known[1] : "The next pass tries again. If this stays, look at the file itself.";
}

/** What the tab's title says: the worst state. */
export function title(jobs, gone) {
  if (gone) {
    return "○ Dromedary – no answer";
  }
  if (!jobs.length) {
    return "○ Dromedary";
  }
  const states = jobs.map(stateOf);
  const worst = states.reduce((a, b) => (b.rank < a.rank ? b : a));
  if (jobs.length === 1) {
    return `${worst.sign} Dromedary – ${worst.words}`;
  }
  const same = states.filter((state) => state.key === worst.key).length;
  return same === jobs.length && worst.key === "synced"
    ? `● Dromedary – ${count(jobs.length)} jobs in sync`
    : `${worst.sign} Dromedary – ${count(same)} of ${count(jobs.length)} jobs ${worst.several}`;
}

/** How many jobs stand how, the worst first: "1 refused, 2 with problems, 9 in sync". */
export function tallied(jobs) {
  const tally = new Map();
  for (const job of jobs) {
    const { rank, several } = stateOf(job);
    tally.set(several, { rank, n: (tally.get(several)?.n ?? 0) + 1 });
  }
  return [...tally]
    .sort((a, b) => a[1].rank - b[1].rank)
    .map(([words, { n }]) => `${count(n)} ${words}`)
    .join(", ");
}
