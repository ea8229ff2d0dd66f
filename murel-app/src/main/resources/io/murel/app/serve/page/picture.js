// A picture with its regions, and over it what one network made of them:
//   {kind: "objects"}
//   {kind: "pairs", contributions: [...], partners: [[[region, share], ...], ...]}
//   {kind: "heat", contributions: [...]}

import { s, share } from "./dom.js";
import { bentArrow } from "./arrow.js";

const WIDE = 480; // width of the drawing in its own units
const CROWD = 24; // more regions are drawn thinner and without numbers, and most of them faint
const BRIGHT = 10; // regions of a crowd that are not faint
const FAINTEST = 0.08; // of the strongest pair
let pictures = 0;

export class ScenePicture {
  /** @param example {picture (null: none), width, height, boxes: [[x1, y1, x2, y2], ...] in fractions, question} */
  constructor(example, small) {
    this.small = small;
    this.unit = 1;
    this.high = (WIDE * example.height) / example.width;
    this.boxes = example.boxes.map(([x1, y1, x2, y2]) => ({
      x: x1 * WIDE, y: y1 * this.high, w: (x2 - x1) * WIDE, h: (y2 - y1) * this.high,
      cx: ((x1 + x2) / 2) * WIDE, cy: ((y1 + y2) / 2) * this.high,
    }));
    this.crowded = this.boxes.length > CROWD;
    const id = `veil${pictures++}`;
    this.holes = this.boxes.map((b) => s("rect", { ...frame(b, 5), rx: 10, class: "hole" }));
    this.frames = this.boxes.map((b) => s("rect", { ...frame(b, 3), rx: 7, class: "region" }));
    this.veil = s("rect", { class: "veil", width: WIDE, height: this.high, mask: `url(#${id})` });
    this.links = s("g");
    this.labels = s("g");
    this.root = s("svg", { class: this.crowded ? "scene crowded" : "scene", role: "img", "aria-label": example.question, viewBox: `0 0 ${WIDE} ${this.high}` },
      s("mask", { id, maskUnits: "userSpaceOnUse", x: 0, y: 0, width: WIDE, height: this.high },
        s("rect", { width: WIDE, height: this.high, fill: "#fff" }), ...this.holes),
      example.picture
        ? s("image", { href: example.picture, width: WIDE, height: this.high, preserveAspectRatio: "none" })
        : s("rect", { class: "blank", width: WIDE, height: this.high }),
      this.veil, ...this.frames, this.links, this.labels);
  }

  /** Keeps text and arrows readable when the picture is drawn that many pixels wide. */
  fit(pixels) {
    const unit = Math.max(0.55, Math.min(1.7, WIDE / Math.max(1, pixels)));
    if (Math.abs(unit - this.unit) < 0.02) return;
    this.unit = unit;
    if (this.shown) this.show(...this.shown);
  }

  /** Draws a view; with a focus, that region's partners; with a pair, only its link. */
  show(view, focus = null, pair = null) {
    this.shown = [view, focus, pair];
    this.root.setAttribute("data-kind", view.kind);
    this.root.classList.toggle("focused", focus !== null);
    const weights = this.weights(view, focus);
    const most = Math.max(...weights, 1e-6);
    const faintBelow = this.crowded && view.kind !== "objects" ? [...weights].sort((a, b) => b - a)[BRIGHT - 1] : 0;
    this.boxes.forEach((box, i) => {
      const named = i === focus || (pair !== null && (i === pair.from || i === pair.to));
      const strength = view.kind === "objects" ? 1 : (weights[i] / most) * (weights[i] < faintBelow ? 0.15 : 1);
      const lit = named ? 1 : strength;
      this.holes[i].style.opacity = this.crowded ? lit : Math.sqrt(lit);
      this.frames[i].style.setProperty("--strength", lit.toFixed(3));
      this.frames[i].classList.toggle("focus", i === focus);
      this.frames[i].classList.toggle("named", named);
    });
    const pairs = pair ? [pair] : view.kind === "pairs" ? strongestPairs(view, focus, this.small ? 4 : 6) : [];
    this.links.replaceChildren(...pairs.filter((p) => p.from !== p.to).reverse().map((p) => this.link(p)));
    this.labels.replaceChildren(...(this.small ? [] : this.tags(view, weights, focus)));
  }

  /** What decides how bright a region is: its contribution, or its share in the focused region. */
  weights(view, focus) {
    if (view.kind === "objects") return this.boxes.map(() => 1);
    if (focus === null || view.kind === "heat") return view.contributions;
    const weights = this.boxes.map(() => 0);
    for (const [j, part] of view.partners[focus]) weights[j] = part;
    return weights;
  }

  /** The smallest region under a point of the screen, or null. */
  regionAt(clientX, clientY) {
    const on = this.root.getBoundingClientRect();
    const x = ((clientX - on.left) / on.width) * WIDE;
    const y = ((clientY - on.top) / on.height) * this.high;
    const inside = (b) => x >= b.x - 4 && x <= b.x + b.w + 4 && y >= b.y - 4 && y <= b.y + b.h + 4;
    const hits = this.boxes.map((b, i) => [i, b]).filter(([, b]) => inside(b));
    return hits.length ? hits.sort(([, a], [, b]) => a.w * a.h - b.w * b.h)[0][0] : null;
  }

  /** Labels at the boxes: numbers of regions, or shares that can be seen. The largest ones are placed first. */
  tags(view, weights, focus) {
    const objects = view.kind === "objects";
    if (objects && this.crowded) return [];
    const taken = [];
    const order = this.boxes.map((box, i) => i).sort((a, b) => weights[b] - weights[a]);
    return order.flatMap((i, rank) => {
      const seen = objects || weights[i] >= 0.045 || (this.crowded && rank < 3 && weights[i] > 0);
      return seen ? this.tag(this.boxes[i], objects ? String(i + 1) : share(weights[i]), i === focus && view.kind === "pairs", taken) : [];
    });
  }

  /** A label above its box, or below, or inside: where no other one is. */
  tag(box, text, own, taken) {
    const size = this.unit;
    const [width, height] = [(12 + text.length * 8.2) * size, 21 * size];
    const x = Math.max(2, Math.min(WIDE - width - 2, box.x - 3));
    const places = [box.y - height - 2, box.y + box.h + 3, box.y + 3].map((y) => Math.max(2, Math.min(this.high - height - 2, y)));
    const free = (y) => taken.every((t) => x > t.x + t.width || t.x > x + width || y > t.y + height || t.y > y + height);
    const y = places.find(free);
    if (y === undefined) return [];
    taken.push({ x, y, width });
    return [s("g", { class: own ? "tag own" : "tag", transform: `translate(${x} ${y}) scale(${size})` },
      s("rect", { width: width / size, height: 21, rx: 10.5 }),
      s("text", { x: width / size / 2, y: 15.5, "text-anchor": "middle" }, text))];
  }

  /** A bent arrow from a region to a partner it draws on. */
  link({ from, to, part }) {
    const size = this.small ? 1.35 : this.unit;
    const { body, tip, width } = bentArrow(this.boxes[from], this.boxes[to], part, size);
    return s("g", { class: "link", "--part": Math.min(1, 0.45 + part).toFixed(2), "data-from": from, "data-to": to },
      s("path", { class: "casing", d: body, "stroke-width": width + 3.5 * size }),
      s("path", { class: "casing tip", d: tip }),
      s("path", { class: "body", d: body, "stroke-width": width }),
      s("path", { class: "tip", d: tip }),
      s("path", { class: "reach", d: body, "stroke-width": width + 10 * size }));
  }
}

function frame(b, margin) {
  return { x: b.x - margin, y: b.y - margin, width: b.w + 2 * margin, height: b.h + 2 * margin };
}

/**
 * The pairs worth showing: partners of the focused region; without one, those with the largest
 * product of the region's contribution and the partner's share. None much weaker than the strongest.
 */
export function strongestPairs(view, focus, most = 6) {
  const pairs = [];
  view.partners.forEach((partners, from) => {
    if (focus !== null && from !== focus) return;
    for (const [to, part] of partners) {
      pairs.push({ from, to, part, weight: focus === null ? view.contributions[from] * part : part });
    }
  });
  const between = pairs.filter((p) => focus !== null || p.from !== p.to).sort((p, q) => q.weight - p.weight);
  const least = (between[0]?.weight ?? 0) * FAINTEST;
  return between.filter((p) => p.weight >= least && p.weight > 0).slice(0, focus === null ? most : 8);
}

/** One region cut out of its picture. */
export function crop(example, i) {
  const [x1, y1, x2, y2] = example.boxes[i];
  const side = Math.max((x2 - x1) * example.width, (y2 - y1) * example.height) * 1.15;
  const [cx, cy] = [((x1 + x2) / 2) * example.width, ((y1 + y2) / 2) * example.height];
  const whole = { width: example.width, height: example.height };
  return s("svg", { class: "crop", viewBox: `${cx - side / 2} ${cy - side / 2} ${side} ${side}`, role: "img", "aria-label": `region ${i + 1}` },
    example.picture ? s("image", { href: example.picture, ...whole, preserveAspectRatio: "none" }) : s("rect", { class: "blank", ...whole }));
}
