// The picture, or two side by side, with regions that can be pointed at, tapped, or reached by keys.

import { h, share } from "./dom.js";
import { ScenePicture } from "./picture.js";
import { headingOf, modelColor, ranked } from "./views.js";

export class Stage {
  /** @param on {look(region), pin(region)}: what to do when a region is pointed at (null: no more), or chosen */
  constructor(on) {
    this.on = on;
    this.root = h("div", { class: "stage" });
    this.panes = [];
  }

  clear() {
    this.panes = [];
    this.root.replaceChildren();
  }

  /** Instead of a picture. */
  say(...content) {
    this.panes = [];
    this.root.replaceChildren(h("div", { class: "empty-stage" }, ...content));
  }

  busy(text) {
    this.root.querySelector(".wait")?.remove();
    if (text) this.root.append(h("div", { class: "wait" }, h("i", { class: "spinner" }), text));
    this.root.setAttribute("aria-busy", Boolean(text));
  }

  /** @param views one, or two to compare */
  show(views, focus, pair) {
    if (this.panes.length !== views.length || views.some((view, k) => this.panes[k].example !== view.scene)) {
      this.panes = views.map((view, k) => new Pane(view.scene, k, this.on));
      this.root.replaceChildren(...this.panes.map((pane) => pane.root));
      this.root.classList.toggle("two", views.length === 2);
    }
    views.forEach((view, k) => this.panes[k].show(view, focus, pair, views.length === 2));
  }
}

/** One picture with a layer of regions over it. */
class Pane {
  constructor(example, number, on) {
    this.example = example;
    this.on = on;
    this.picture = new ScenePicture(example, false);
    this.picture.root.setAttribute("aria-hidden", "true");
    this.bubble = h("div", { class: "bubble", hidden: true });
    const area = ([x1, y1, x2, y2]) => (x2 - x1) * (y2 - y1);
    const order = example.boxes.map((box, i) => i).sort((a, b) => area(example.boxes[b]) - area(example.boxes[a]));
    this.options = example.boxes.map((box, i) => this.option(box, `pane${number}-region${i + 1}`, order.indexOf(i)));
    this.list = h("div", { class: "reach-layer", role: "listbox", tabindex: 0 }, ...this.options);
    this.frame = h("div", { class: "frame", "--ratio": example.width / example.height }, this.picture.root, this.list, this.bubble);
    this.caption = h("figcaption", {});
    this.root = h("figure", { class: "pane" }, this.frame, this.caption);
    new ResizeObserver(() => this.picture.fit(this.frame.clientWidth)).observe(this.frame);
    this.watch();
  }

  option([x1, y1, x2, y2], id, level) {
    const percent = (value) => `${(100 * value).toFixed(3)}%`;
    const node = h("div", { role: "option", id, "aria-selected": "false" });
    Object.assign(node.style, { left: percent(x1), top: percent(y1), width: percent(x2 - x1), height: percent(y2 - y1), zIndex: level });
    return node;
  }

  watch() {
    const { list } = this;
    list.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.point(event));
    list.addEventListener("pointerleave", () => this.look(null));
    list.addEventListener("click", (event) => {
      const link = this.linkUnder(event);
      const i = this.options.indexOf(event.target);
      this.at = link || i < 0 ? null : i;
      if (!link) this.on.pin(this.at);
      this.explain(this.at, link);
    });
    list.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("blur", () => this.look(null));
  }

  point(event) {
    const link = this.linkUnder(event);
    const i = this.options.indexOf(event.target);
    this.look(i < 0 || link ? null : i, link);
  }

  /** The arrow under the pointer, which lies below the layer of regions. */
  linkUnder({ clientX, clientY }) {
    const node = document.elementsFromPoint(clientX, clientY).find((element) => element.classList.contains("reach"));
    return node && this.picture.root.contains(node) ? node.parentNode : null;
  }

  look(i, link = null) {
    this.at = i;
    if (this.looked !== i) {
      this.looked = i;
      this.on.look(i);
    }
    this.explain(i, link);
  }

  /** Arrow keys go to the nearest region in their direction; Enter keeps its partners shown. */
  key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) this.look(this.next(way));
    else if (event.key === "Enter" || event.key === " ") this.on.pin(this.at ?? null);
    else if (event.key === "Escape") {
      this.look(null);
      this.on.pin(null);
    } else return;
    event.preventDefault();
  }

  next([dx, dy]) {
    if (this.options.length === 0) return null;
    if (this.at === null || this.at === undefined) return this.view.kind === "objects" ? 0 : ranked(this.view)[0][0];
    const centre = (i) => {
      const [x1, y1, x2, y2] = this.example.boxes[i];
      return [((x1 + x2) / 2) * this.example.width, ((y1 + y2) / 2) * this.example.height];
    };
    const [x, y] = centre(this.at);
    const ahead = this.options.map((option, i) => i).filter((i) => i !== this.at).map((i) => {
      const [cx, cy] = centre(i);
      const along = (cx - x) * dx + (cy - y) * dy;
      const aside = Math.abs((cx - x) * dy) + Math.abs((cy - y) * dx);
      return { i, along, cost: along + 2 * aside };
    }).filter(({ along }) => along > 0);
    return ahead.length ? ahead.reduce((best, one) => (one.cost < best.cost ? one : best)).i : this.at;
  }

  show(view, focus, pair, titled) {
    this.view = view;
    this.focus = focus = focus < this.options.length ? focus : null;
    this.picture.show(view, view.kind === "pairs" ? focus : null, view.kind === "pairs" ? pair : null);
    this.picture.frames.forEach((frame, i) => frame.classList.toggle("pointed", view.kind !== "pairs" && i === focus));
    this.options.forEach((option, i) => {
      option.setAttribute("aria-label", this.words(i));
      option.setAttribute("aria-selected", i === focus);
    });
    this.list.setAttribute("aria-label", `${headingOf(view, this.options.length)}. Arrow keys go from region to region.`);
    if (!titled) this.caption.replaceChildren();
    else this.caption.replaceChildren(h("i", { class: "dot", "--color": modelColor(view.model) }), headingOf(view, this.options.length));
  }

  words(i) {
    const { view, focus } = this;
    const name = `Region ${i + 1}`;
    if (view.kind === "objects") return name;
    if (view.kind === "pairs" && focus !== null && focus !== i) {
      const part = view.partners[focus].find(([j]) => j === i)?.[1] ?? 0;
      return `Region ${focus + 1} takes ${share(part)} from region ${i + 1}`;
    }
    const part = share(view.contributions[i]);
    return `${name}: ${part} of the ${view.kind === "heat" ? "weight" : "scene"}`;
  }

  /** The small text at a region or an arrow. */
  explain(i, link) {
    const active = i ?? null;
    this.list.toggleAttribute("data-link", link !== null);
    if (active === null) this.list.removeAttribute("aria-activedescendant");
    else this.list.setAttribute("aria-activedescendant", this.options[active].id);
    this.bubble.hidden = active === null && link === null;
    if (this.bubble.hidden) return;
    let x, y;
    if (link) {
      const [from, to] = [Number(link.dataset.from), Number(link.dataset.to)];
      const part = this.view.partners[from].find(([j]) => j === to)?.[1] ?? 0;
      this.bubble.textContent = `Region ${from + 1} takes ${share(part)} from region ${to + 1}`;
      const [a, b] = [this.example.boxes[from], this.example.boxes[to]];
      [x, y] = [(a[0] + a[2] + b[0] + b[2]) / 4, (a[1] + a[3] + b[1] + b[3]) / 4];
    } else {
      this.bubble.textContent = this.words(active);
      const box = this.example.boxes[active];
      [x, y] = [(box[0] + box[2]) / 2, box[3] > 0.86 ? box[1] : box[3]];
      this.bubble.classList.toggle("above", box[3] > 0.86);
    }
    this.bubble.style.setProperty("--x", Math.max(0.16, Math.min(0.84, x)));
    this.bubble.style.setProperty("--y", y);
  }
}
