// The regions that count and the pairs they form, as lists beside the picture.

import { arrowKeys, h, share } from "./dom.js";
import { crop, strongestPairs } from "./picture.js";
import { headingOf, modelColor, ranked } from "./views.js";

const FEW = 6;

export class Inspector {
  /** @param on {look(region), pin(region), pair(pair)} */
  constructor(on) {
    this.on = on;
    this.root = h("div", { class: "card inspector", hidden: true });
    this.all = false;
  }

  show(view, focus) {
    this.root.hidden = false;
    const example = view.scene;
    if (this.view !== view) {
      Object.assign(this, { example, view, focus: undefined });
      this.regions = h("div", { class: "regions", "--color": modelColor(view.model) });
      arrowKeys(this.regions, false);
      this.pairs = h("div", { class: "pairs" });
      arrowKeys(this.pairs, false);
      this.root.replaceChildren(
        h("div", { class: "part" }, h("h3", {}, headingOf(view, example.boxes.length)), h("p", { class: "soft" }, meaningOf(view)), this.regions),
        view.kind === "pairs" ? h("div", { class: "part" }, this.pairs) : "");
      this.list();
    }
    if (view.kind === "pairs" && this.focus !== focus) this.partners(focus);
    this.focus = focus;
    this.mark();
  }

  mark() {
    this.regions.querySelectorAll("button.row").forEach((button) =>
      button.setAttribute("aria-pressed", Number(button.dataset.region) === this.focus));
  }

  list() {
    const { view, example } = this;
    if (view.kind === "objects") {
      this.regions.classList.add("crops");
      const shown = example.boxes.slice(0, this.all ? example.boxes.length : 36);
      this.regions.replaceChildren(...shown.map((box, i) =>
        this.row(i, `Region ${i + 1}`, crop(example, i), h("span", { class: "number" }, String(i + 1)))), this.more(example.boxes.length, 36));
      return;
    }
    const order = ranked(view);
    const most = Math.max(order[0]?.[1] ?? 0, 1e-6);
    const shown = order.slice(0, this.all ? order.length : FEW);
    this.regions.replaceChildren(...shown.map(([i, part]) => this.row(i, `Region ${i + 1}, ${share(part)}`,
      crop(example, i), h("span", { class: "index" }, String(i + 1)), h("span", { class: "bar" }, h("i", { "--part": part / most })), h("span", { class: "number" }, share(part)))),
    this.more(order.length, FEW));
  }

  row(i, label, ...cells) {
    const mouse = (event) => event.pointerType === "mouse";
    return h("button", { type: "button", class: "row", "data-region": i, "aria-label": label, onclick: () => this.on.pin(i),
      onpointerenter: (event) => mouse(event) && this.on.look(i), onpointerleave: () => this.on.look(null),
      onfocus: () => this.on.look(i), onblur: () => this.on.look(null) }, ...cells);
  }

  /** Opens and closes the rest of a long list. */
  more(count, few) {
    if (count <= few) return "";
    return h("button", { type: "button", class: "quiet more", onclick: () => {
      this.all = !this.all;
      this.list();
      this.mark();
      this.regions.querySelector(".more").focus();
    } }, this.all ? "Show fewer" : `Show all ${count}`);
  }

  partners(focus) {
    const pairs = strongestPairs(this.view, focus).slice(0, FEW).sort((a, b) => b.part - a.part);
    const title = h("h3", {}, focus === null ? "Strongest pairs" : `Region ${focus + 1} draws on`);
    const text = pairs.length === 0 ? "Each region draws mostly on itself."
      : focus === null ? "Choose a region to see all its partners." : "Shares of what it takes in.";
    this.pairs.replaceChildren(title, h("p", { class: "soft" }, text), ...pairs.map((pair) => this.pair(pair)));
  }

  pair(pair) {
    const { from, to, part } = pair;
    const show = () => this.on.pair(pair);
    const end = () => this.on.pair(null);
    return h("button", { type: "button", class: "pair", "aria-label": `Region ${from + 1} takes ${share(part)} from region ${to + 1}`,
      onclick: show, onfocus: show, onblur: end, onpointerenter: (event) => event.pointerType === "mouse" && show(), onpointerleave: end },
    crop(this.example, from), h("span", { class: "arrow" }, from === to ? "↻" : "→"), crop(this.example, to),
    h("span", { class: "bar" }, h("i", { "--part": part })), h("span", { class: "number" }, share(part)));
  }
}

function meaningOf(view) {
  if (view.kind === "objects" && !view.scene.picture) return "The server has no picture of this image, only its regions.";
  if (view.kind === "objects") return "What the networks are given: these boxes, and numbers computed from the pixels inside.";
  if (view.kind === "heat") return "The weight of each region. This network looks at regions one by one: there are no pairs.";
  return "Regions by the share of the scene's summary they win.";
}
