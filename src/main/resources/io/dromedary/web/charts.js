// What the last passes did, as three charts and a strip that tells how they ended.

/* global uPlot */

import { at, el } from "./dom.js";
import { count, length, many, size, span, tick } from "./words.js";

/** Seconds that one bar stands for, by the hours shown: sixty to a hundred bars. */
const BAR = { 1: 60, 24: 900, 168: 7200, 2160: 86400 };
const WORST = ["synced", "stopped", "problems", "refused", "failed"];

const CHARTS = [
  { key: "files", title: "Files", words: (v) => many(v, "file"), axis: count, total: (slots) => many(sum(slots, "files"), "file"), least: 1 },
  { key: "bytes", title: "Content written", words: size, axis: size, total: (slots) => size(sum(slots, "bytes")), base: 1024 },
  { key: "longest", title: "Longest pass", words: length, axis: length, total: (slots) => length(Math.max(0, ...slots.map((s) => s.longest ?? 0))) },
];

const sum = (slots, key) => slots.reduce((all, slot) => all + (slot[key] ?? 0), 0);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

let shown = null;
let plots = [];

/** Charts are drawn anew when the colours change, and when they get another width. */
export function startCharts() {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new ResizeObserver(fit).observe(at("charts"));
}

function fit() {
  for (const { plot, box } of plots) {
    if (box.clientWidth > 0 && box.clientWidth !== plot.width) {
      plot.setSize({ width: box.clientWidth, height: plot.height });
    }
  }
}

export function showCharts(past, hours, now) {
  shown = { slots: slotsOf(past, hours, now), hours };
  draw();
}

const spanOf = (slot, hours) => span(new Date(slot.start * 1000), new Date((slot.start + slot.width) * 1000), hours);

/** The buckets put together to bars, with an empty one for each time without passes. */
function slotsOf(past, hours, now) {
  const width = BAR[hours];
  // Days begin at the person's midnight.
  const shift = width === 86400 ? new Date().getTimezoneOffset() * 60 : 0;
  const slotOf = (seconds) => Math.floor((seconds - shift) / width) * width + shift;
  const last = slotOf(now / 1000);
  const first = slotOf(now / 1000 - hours * 3600);
  const slots = [];
  const byStart = new Map();
  for (let start = first; start <= last; start += width) {
    const slot = { start, width, passes: 0, files: 0, bytes: 0, longest: null, worst: null };
    slots.push(slot);
    byStart.set(start, slot);
  }
  for (const bucket of past.buckets) {
    const slot = byStart.get(slotOf(Date.parse(bucket.start) / 1000));
    if (slot) {
      slot.passes += bucket.passes;
      slot.files += bucket.files;
      slot.bytes += bucket.bytes;
      slot.longest = Math.max(slot.longest ?? 0, bucket.longest);
      slot.worst = WORST[Math.max(WORST.indexOf(slot.worst), WORST.indexOf(bucket.worst))];
    }
  }
  return slots;
}

/** One sentence that says what the charts show. */
export function inWords(slots) {
  const passes = sum(slots, "passes");
  if (!passes) {
    return "No pass in this time.";
  }
  const bad = slots.filter((slot) => slot.worst && slot.worst !== "synced").length;
  const parts = CHARTS.map((chart, i) => (i === 2 ? `longest pass ${chart.total(slots)}` : chart.total(slots)));
  return `${many(passes, "pass", "passes")}: ${parts.join(", ")}${bad ? "" : ", all in sync"}.`;
}

function draw() {
  if (!shown) {
    return;
  }
  const { slots, hours } = shown;
  plots.forEach(({ plot }) => plot.destroy());
  at("history-words").textContent = inWords(slots);
  const figures = CHARTS.map((chart) => figure(chart, slots));
  at("charts").replaceChildren(strip(slots, hours), ...figures.map(({ node }) => node));
  plots = figures.map(({ box, value, chart }) => ({ box, plot: plot(box, value, chart, slots, hours) }));
}

/** How the passes ended, one cell for each bar: a line in the colour of the worst of them. */
function strip(slots, hours) {
  const bad = slots.filter((slot) => slot.worst && slot.worst !== "synced");
  const words = bad.length ? `Last time not in sync: ${spanOf(bad.at(-1), hours)}` : "In sync all the time";
  return el(
    "figure",
    { class: "strip" },
    el("figcaption", {}, el("span", {}, "How passes ended"), el("span", { class: "value" }, sum(slots, "passes") ? words : "")),
    el(
      "div",
      { class: "cells", "aria-hidden": "true" },
      ...slots.map((slot) => el("span", {
        "data-worst": slot.worst ?? "none",
        title: `${spanOf(slot, hours)}: ${slot.passes ? `${many(slot.passes, "pass", "passes")}, ${slot.worst}` : "no pass"}`,
      })),
    ),
  );
}

function figure(chart, slots) {
  const value = el("span", { class: "value" }, chart.total(slots));
  const empty = !slots.some((slot) => slot[chart.key] > 0);
  const box = el("div", { class: "plot", role: "img", "aria-label": `${chart.title}: ${chart.total(slots)} in this time` });
  const node = el("figure", { class: empty ? "empty" : "" }, el("figcaption", {}, el("span", {}, chart.title), value), box);
  return { node, box, value, chart };
}

function plot(box, value, chart, slots, hours) {
  const data = [slots.map((slot) => slot.start + slot.width / 2), slots.map((slot) => slot[chart.key] || null)];
  const muted = style("--muted");
  const font = `11px ${style("--sans")}`;
  const axis = { stroke: muted, font, grid: { stroke: style("--line"), width: 1 }, ticks: { show: false } };
  const most = Math.max(0, ...data[1].map((v) => v ?? 0));
  return new uPlot(
    {
      width: Math.max(box.clientWidth, 200),
      height: 132,
      legend: { show: false },
      padding: [8, 6, 0, 0],
      cursor: {
        sync: { key: "passes" },
        drag: { x: false, y: false },
        points: { show: false },
        y: false,
      },
      scales: {
        x: { time: true, range: [slots[0].start, slots.at(-1).start + slots[0].width] },
        y: { range: [0, most > 0 ? most * 1.1 : 1] },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 24, space: 64, values: (u, at) => at.map((s) => tick(new Date(s * 1000), hours)) },
        { ...axis, size: 62, space: 34, splits: () => splits(most, chart), values: (u, at) => at.map(chart.axis) },
      ],
      series: [
        {},
        {
          fill: style(`--chart-${chart.key}`),
          stroke: style(`--chart-${chart.key}`),
          width: 0,
          points: { show: false },
          paths: uPlot.paths.bars({ size: [0.78, 24], radius: 0.2 }),
        },
      ],
      hooks: {
        setCursor: [
          (u) => {
            const i = u.cursor.idx;
            const slot = i == null ? null : slots[i];
            value.textContent = slot
              ? `${spanOf(slot, hours)}: ${chart.words(slot[chart.key] ?? 0)}`
              : chart.total(slots);
          },
        ],
      },
    },
    data,
    box,
  );
}

/** Two or three round figures up to the highest bar. */
function splits(most, { base, least = 0 }) {
  if (!(most > 0)) {
    return [0];
  }
  const unit = base === 1024 ? 1024 ** Math.floor(Math.log(most) / Math.log(1024)) : 1;
  const rough = most / unit / 2;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(least, [5, 2, 1].find((m) => m * power <= rough) * power * unit);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}
