// The way from the source to the replica, over one hump. The camel stands at the replica when it has brought everything,
// and at the source when it may not go; the sun goes over from the last pass to the next.

import { at } from "./dom.js";

const LOW = 158;
const HIGH = 108;
const EDGE = 48;
const NARROW = 620;

let wide = 1000;
let way = 0;
let part = null;

const height = (x) => LOW - HIGH * Math.exp(-(((x - wide / 2) / (wide * 0.128)) ** 2) / 2);
const within = (value) => Math.max(0, Math.min(1, value));

/** Draws the ground, and again where the screen is so narrow that the camel would be too small to be seen. */
export function startDune() {
  new ResizeObserver(() => draw(at("way").clientWidth < NARROW ? NARROW : 1000)).observe(at("way"));
  draw(wide);
}

function draw(width) {
  wide = width;
  at("dune").setAttribute("viewBox", `0 0 ${wide} 176`);
  const line = Array.from({ length: 101 }, (_, i) => `${(i * wide) / 100} ${height((i * wide) / 100).toFixed(1)}`).join("L");
  for (const id of ["edge", "edge-covered"]) {
    at(id).setAttribute("d", `M${line}`);
  }
  for (const id of ["ground", "covered"]) {
    at(id).setAttribute("d", `M${line}V176H0Z`);
  }
  walkTo(way);
  shine(part);
}

/**
 * Puts the camel somewhere on its way.
 *
 * @param to from 0, at the source, to 1, at the replica
 */
export function walkTo(to) {
  way = within(to);
  const x = EDGE + way * (wide - 2 * EDGE);
  const lean = Math.atan((height(x + 18) - height(x - 18)) / 36) * (180 / Math.PI);
  at("walker").style.transform = `translate(${x.toFixed(1)}px, ${height(x).toFixed(1)}px) rotate(${lean.toFixed(1)}deg)`;
  at("done-box").setAttribute("width", way === 1 ? wide : x.toFixed(1));
}

/** @param {number|null} to from 0, at the last pass, to 1, at the next; null hides the sun */
export function shine(to) {
  part = to;
  at("sun").classList.toggle("set", to == null);
  if (to != null) {
    const gone = within(to);
    const x = wide * (0.09 + gone * 0.82);
    at("sun").style.transform = `translate(${x.toFixed(1)}px, ${(118 - 94 * Math.sin(Math.PI * gone)).toFixed(1)}px)`;
  }
}
