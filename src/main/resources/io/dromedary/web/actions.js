// What a person may ask for: a pass now, a pause, its end, and a refused plan, after having seen it.

import * as api from "./api.js";
import { at, el, say } from "./dom.js";
import { reason } from "./states.js";
import { count, many, size } from "./words.js";

let job = null;
let readOnly = false;
let asked = () => {};
let plan = null;
let looking = null;

/** @param after called when the server has taken up something, so that the page looks at once */
export function startActions(after) {
  asked = after;
  at("now").addEventListener("click", () => ask("now", at("now")));
  at("pause").addEventListener("click", () => ask(job.paused ? "resume" : "pause", at("pause")));
  at("plan-close").addEventListener("click", () => at("plan").close());
  at("plan-confirm").addEventListener("click", confirm);
  at("plan").addEventListener("close", () => looking?.abort());
}

export function showActions(shown, locked) {
  if (job?.job !== shown.job) {
    say(at("answer"), "");
  }
  job = shown;
  readOnly = locked;
  at("buttons").hidden = readOnly;
  say(at("pause"), job.paused ? "Resume" : "Pause");
}

async function ask(what, button) {
  const { job: name } = job;
  button.setAttribute("aria-disabled", "true");
  try {
    const { answer } = await api.tell(what, { job: name });
    say(at("answer"), answer);
  } catch (e) {
    say(at("answer"), failure(e));
  } finally {
    button.removeAttribute("aria-disabled");
    asked();
  }
}

const failure = (e) => (e instanceof api.Refused ? e.message : "The server did not answer. Nothing may have happened: look at the state, then try again.");

/** Shows the plan as it is now. What is shown, and nothing else, can be confirmed. */
export async function openPlan() {
  const name = job.job;
  const refused = job.refused;
  plan = null;
  looking?.abort();
  looking = new AbortController();
  const { signal } = looking;
  at("plan-confirm").hidden = true;
  at("plan-wrong").hidden = true;
  at("plan-body").replaceChildren(el("p", { class: "making" }, "Making the plan anew. Where there is much to compare, this takes as long as a pass."));
  at("plan").showModal();
  at("plan-close").focus();
  try {
    const made = await api.plan(name, signal);
    if (signal.aborted) {
      return;
    }
    plan = { job: name, id: made.plan };
    at("plan-body").replaceChildren(...content(made, refused));
    at("plan-confirm").hidden = readOnly || made.plan == null || made.plan !== refused?.plan;
    say(at("plan-confirm"), `Confirm: ${gravest(made.totals)}`);
  } catch (e) {
    if (!signal.aborted) {
      at("plan-body").replaceChildren();
      wrong(failure(e));
    }
  }
}

function content(made, refused) {
  const totals = Object.entries(made.totals).filter(([, n]) => n > 0);
  return [
    made.why ? el("p", { class: "why" }, reason(made.why)) : el("p", { class: "why" }, "The guard would let this plan pass now."),
    made.plan && made.plan !== refused?.plan
      ? el("p", {}, "This is not the plan that was refused any more: something has changed since. Wait for the next pass, and look again.")
      : null,
    el(
      "ul",
      { class: "totals" },
      ...totals.map(([verb, n]) => el("li", { "data-verb": verb }, el("b", {}, count(n)), ` to ${verb}`)),
      made.bytes > 0 ? el("li", {}, el("b", {}, size(made.bytes)), " to write") : null,
      made.plan ? el("li", {}, "plan ", el("code", {}, made.plan)) : null,
    ),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Actions of the plan" },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...["Action", "Path", "Size", "Reason"].map((title) => el("th", { scope: "col" }, title)))),
        el(
          "tbody",
          {},
          ...made.actions.map((action) =>
            el(
              "tr",
              { "data-verb": action.action },
              el("td", {}, `${action.action} ${action.kind}`),
              el("td", { class: "path" }, action.path),
              el("td", { class: "figure" }, action.kind === "file" || action.size > 0 ? size(action.size) : ""),
              el("td", {}, action.reason),
            ),
          ),
        ),
      ),
    ),
    made.left > 0 ? el("p", { class: "quiet" }, `And ${many(made.left, "action")} more, which a dry run shows.`) : null,
  ].filter((node) => node != null);
}

/** What the button says: that which cannot be undone. */
function gravest(totals) {
  const verb = ["remove", "update"].find((word) => totals[word] > 0);
  return verb ? `${verb} ${count(totals[verb])}` : "carry it out";
}

async function confirm() {
  const { job: name, id } = plan;
  at("plan-confirm").setAttribute("aria-disabled", "true");
  try {
    const { answer } = await api.tell("confirm", { job: name, plan: id });
    at("plan").close();
    say(at("answer"), answer);
    at("hero").scrollIntoView({ block: "nearest" });
  } catch (e) {
    wrong(failure(e));
  } finally {
    at("plan-confirm").removeAttribute("aria-disabled");
    asked();
  }
}

function wrong(words) {
  say(at("plan-wrong"), words);
  at("plan-wrong").hidden = false;
}
