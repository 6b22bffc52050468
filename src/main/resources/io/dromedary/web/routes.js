// The routes that run, and what has gone through them: asked for while somebody looks.

import * as api from "./api.js";
import { at, el } from "./dom.js";
import { count, length } from "./words.js";

const EVERY = 5_000;
let timer = 0;

export function startRoutes() {
  at("routes").addEventListener("toggle", load);
}

async function load() {
  clearTimeout(timer);
  if (!at("routes").open) {
    return;
  }
  if (!document.hidden) {
    try {
      at("routes-table").replaceChildren(table(await api.routes()));
    } catch (e) {
      if (e instanceof api.Refused) {
        at("routes-table").replaceChildren(el("p", {}, `The routes could not be read: ${e.message}`));
      }
    }
  }
  timer = setTimeout(load, EVERY);
}

function table(routes) {
  const head = ["Route", "State", "Messages", "Failed", "Under way", "Mean"];
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, ...head.map((title, i) => el("th", { scope: "col", class: i > 1 ? "figure" : null }, title)))),
    el(
      "tbody",
      {},
      ...routes.map((route) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, el("span", { class: "route-id" }, route.id), el("span", { class: "quiet" }, route.description ?? "")),
          el("td", {}, route.status),
          el("td", { class: "figure" }, count(route.exchanges)),
          el("td", { class: route.failed > 0 ? "figure failed" : "figure" }, count(route.failed)),
          el("td", { class: "figure" }, count(route.inflight)),
          el("td", { class: "figure" }, route.exchanges ? millis(route.meanMillis) : "–"),
        ),
      ),
    ),
  );
}

const millis = (ms) => (ms < 1000 ? `${count(Math.round(ms * 10) / 10)} ms` : length(ms / 1000));
