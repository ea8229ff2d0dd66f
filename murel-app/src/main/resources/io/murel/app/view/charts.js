// Line charts in SVG: hover values, legend, zoom by dragging. No library, so that the page stays
// small and works offline. Used as: lineChart(data) -> element, where data is
// {title, x: "epoch", series: [{name, key, best, each, x: [...], y: [...]}]}; best is "low", "high"
// or null; each: how many values a point is the mean of.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { left: 58, right: 14, top: 12, bottom: 40 };
const COLORS = 6;

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function svg(name, attributes = {}, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/** Four significant digits, as people write them. */
function format(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
  return String(Number(value.toPrecision(size >= 1000 ? 6 : 4)));
}

/** Round numbers between two values, about "count" of them; whole ones where asked. */
function ticks(low, high, count, whole) {
  const rough = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= rough * 0.999);
  if (whole) step = Math.max(1, Math.round(step));
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i * step);
  return found;
}

function powersOfTen(low, high) {
  const found = [];
  for (let p = Math.floor(Math.log10(low)); 10 ** p <= high * 1.001; p++)
    for (const k of high / low > 100 ? [1] : [1, 2, 5]) found.push(k * 10 ** p);
  return found.filter((v) => v >= low * 0.999 && v <= high * 1.001);
}

class LineChart {
  constructor(data) {
    this.data = data;
    this.series = data.series.map((s, i) => ({
      ...s,
      color: `var(--c${i % COLORS})`,
      shown: true,
      points: s.x.map((x, k) => [x, s.y[k]]),
    }));
    this.log = false;
    this.window = null; // [from, to] on the x axis; null: everything
    this.root = element("section", { class: "chart" });
    this.plot = element("div", { class: "plot", tabindex: "0", role: "img" });
    this.plot.setAttribute("aria-label", this.description());
    this.tip = element("div", { class: "tip", hidden: "" });
    this.logButton = element("button", { type: "button", "aria-pressed": "false" }, "log");
    this.logButton.title = "Logarithmic values";
    this.logButton.onclick = () => {
      this.log = !this.log;
      this.logButton.setAttribute("aria-pressed", this.log);
      this.draw();
    };
    const title = element("h2", {}, data.title.replaceAll("_", " "));
    this.root.append(element("div", { class: "top" }, title, this.logButton), this.legend(), this.plot);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  description() {
    const last = this.series.map((s) => `${s.name} ${format(s.y.at(-1))}`);
    return `${this.data.title} by ${this.data.x}; last: ${last.join(", ")}`;
  }

  legend() {
    const list = element("ul", { class: "legend" });
    for (const s of this.series) {
      const button = element("button", { type: "button", "aria-pressed": "true", title: s.key });
      button.style.setProperty("--color", s.color);
      button.append(element("i"), s.name);
      if (s.y.length) button.append(element("b", {}, format(s.y.at(-1))));
      const best = this.best(s);
      if (best) {
        button.append(element("small", {}, `best ${format(best[1])} at ${format(best[0])}`));
      }
      button.onclick = () => {
        s.shown = !s.shown;
        button.setAttribute("aria-pressed", s.shown);
        this.draw();
      };
      list.append(element("li", {}, button));
    }
    return list;
  }

  best(s) {
    if (!s.best) return null;
    const valid = s.points.filter(([, y]) => y !== null);
    const better = s.best === "low" ? (a, b) => a < b : (a, b) => a > b;
    return valid.reduce((top, p) => (top === null || better(p[1], top[1]) ? p : top), null);
  }

  /** Visible points of a series, by the window and the scale. */
  visible(s) {
    const [from, to] = this.window ?? [-Infinity, Infinity];
    return s.points.filter(([x, y]) => y !== null && x >= from && x <= to && (!this.log || y > 0));
  }

  scales() {
    const points = this.series.filter((s) => s.shown).flatMap((s) => this.visible(s));
    if (points.length === 0) return null;
    const range = (k) => points.reduce(([l, h], p) => [Math.min(l, p[k]), Math.max(h, p[k])], [Infinity, -Infinity]);
    let [x0, x1] = range(0);
    let [y0, y1] = range(1);
    if (x0 === x1) [x0, x1] = [x0 - 0.5, x1 + 0.5];
    if (this.log) [y0, y1] = [y0 / 1.1, y1 * 1.1];
    else {
      const pad = (y1 - y0) * 0.06 || Math.abs(y1) * 0.1 || 1;
      [y0, y1] = [y0 >= 0 ? Math.max(0, y0 - pad) : y0 - pad, y1 + pad];
    }
    const bend = this.log ? Math.log : (v) => v;
    const { width, height } = this.size;
    const inner = width - MARGIN.left - MARGIN.right;
    return {
      x0, x1, y0, y1,
      x: (v) => MARGIN.left + ((v - x0) / (x1 - x0)) * inner,
      y: (v) => height - MARGIN.bottom -
        ((bend(v) - bend(y0)) / (bend(y1) - bend(y0))) * (height - MARGIN.top - MARGIN.bottom),
      xAt: (pixel) => x0 + ((pixel - MARGIN.left) / inner) * (x1 - x0),
    };
  }

  draw() {
    this.size = { width: this.plot.clientWidth || 600, height: 300 };
    const { width, height } = this.size;
    this.canvas = svg("svg", { viewBox: `0 0 ${width} ${height}` });
    this.scale = this.scales();
    if (this.scale) {
      this.axes();
      this.series.filter((s) => s.shown).forEach((s) => this.curve(s));
    } else {
      const text = this.series.some((s) => s.points.length) ? "nothing to show" : "no values yet";
      this.canvas.append(
        svg("text", { class: "empty", x: width / 2, y: height / 2, "text-anchor": "middle" }, text));
    }
    this.marks = svg("g");
    this.canvas.append(this.marks);
    this.plot.replaceChildren(this.canvas, this.tip);
    this.tip.hidden = true;
  }

  axes() {
    const { x0, x1, y0, y1, x, y } = this.scale;
    const { width, height } = this.size;
    const low = height - MARGIN.bottom;
    const values = this.log ? powersOfTen(y0, y1) : ticks(y0, y1, 6);
    for (const v of values) {
      this.canvas.append(svg("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(v), y2: y(v) }));
      this.canvas.append(svg("text", { class: "tick", x: MARGIN.left - 8, y: y(v) + 4, "text-anchor": "end" }, format(v)));
    }
    for (const v of ticks(x0, x1, Math.max(2, width / 90), true)) {
      this.canvas.append(svg("text", { class: "tick", x: x(v), y: low + 18, "text-anchor": "middle" }, format(v)));
    }
    const middle = (MARGIN.left + width - MARGIN.right) / 2;
    this.canvas.append(svg("text", { class: "tick", x: middle, y: height - 4, "text-anchor": "middle" }, this.data.x));
  }

  curve(s) {
    const { x, y } = this.scale;
    const points = this.visible(s);
    const path = points.map(([px, py], i) => `${i ? "L" : "M"}${x(px).toFixed(1)} ${y(py).toFixed(1)}`);
    const curve = svg("path", { class: "curve", d: path.join("") });
    curve.style.setProperty("--color", s.color);
    this.canvas.append(curve);
    if (points.length <= 40) points.forEach((p) => this.canvas.append(this.dot(s, p, 3)));
  }

  dot(s, [px, py], radius) {
    const dot = svg("circle", { class: "dot", cx: this.scale.x(px), cy: this.scale.y(py), r: radius });
    dot.style.setProperty("--color", s.color);
    return dot;
  }

  listen() {
    let from = null; // where a drag began, in pixels
    const pixel = (event) => event.clientX - this.plot.getBoundingClientRect().left;
    this.plot.addEventListener("pointerdown", (event) => {
      if (!this.scale || event.button !== 0) return;
      from = pixel(event);
      this.plot.setPointerCapture(event.pointerId);
    });
    this.plot.addEventListener("pointermove", (event) => {
      if (!this.scale) return;
      if (from !== null && Math.abs(pixel(event) - from) > 5) this.showRange(from, pixel(event));
      else this.showValues(this.scale.xAt(pixel(event)));
    });
    this.plot.addEventListener("pointerup", (event) => {
      const to = pixel(event);
      if (from !== null && Math.abs(to - from) > 5) this.zoom(from, to);
      from = null;
    });
    this.plot.addEventListener("pointercancel", () => { from = null; this.clear(); });
    this.plot.addEventListener("pointerleave", () => { if (from === null) this.clear(); });
    this.plot.addEventListener("dblclick", () => { this.window = null; this.draw(); });
    this.plot.addEventListener("keydown", (event) => {
      const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!direction || !this.scale) return;
      event.preventDefault();
      const all = [...new Set(this.series.flatMap((s) => this.visible(s).map((p) => p[0])))].sort((a, b) => a - b);
      const now = all.indexOf(this.at);
      this.showValues(all[Math.min(all.length - 1, Math.max(0, now + direction))]);
    });
  }

  zoom(a, b) {
    const [from, to] = [this.scale.xAt(Math.min(a, b)), this.scale.xAt(Math.max(a, b))];
    const inside = this.series.some((s) => s.points.some(([x]) => x >= from && x <= to));
    if (inside) this.window = [from, to];
    this.draw();
  }

  showRange(a, b) {
    this.tip.hidden = true;
    const left = Math.max(MARGIN.left, Math.min(a, b));
    const width = Math.max(0, Math.min(this.size.width - MARGIN.right, Math.max(a, b)) - left);
    const height = this.size.height - MARGIN.top - MARGIN.bottom;
    this.marks.replaceChildren(svg("rect", { class: "range", x: left, y: MARGIN.top, width, height }));
  }

  showValues(near) {
    const shown = this.series.filter((s) => s.shown).map((s) => [s, this.visible(s)]);
    const xs = shown.flatMap(([, points]) => points.map((p) => p[0]));
    if (xs.length === 0) return this.clear();
    const at = xs.reduce((best, x) => (Math.abs(x - near) < Math.abs(best - near) ? x : best));
    this.at = at;
    const px = this.scale.x(at);
    this.marks.replaceChildren(
      svg("line", { class: "rule", x1: px, x2: px, y1: MARGIN.top, y2: this.size.height - MARGIN.bottom }));
    this.tip.replaceChildren(element("div", {}, `${this.data.x} ${format(at)}`));
    for (const [s, points] of shown) {
      const point = points.find((p) => p[0] === at);
      if (!point) continue;
      this.marks.append(this.dot(s, point, 5));
      const row = element("div", {}, element("i"), s.name, element("b", {}, format(point[1])));
      row.style.setProperty("--color", s.color);
      this.tip.append(row);
      if (s.each > 1) row.title = `mean of ${s.each}`;
    }
    this.tip.hidden = false;
    const width = this.tip.offsetWidth;
    this.tip.style.left = `${px + 14 + width > this.size.width ? px - 14 - width : px + 14}px`;
  }

  clear() {
    this.marks.replaceChildren();
    this.tip.hidden = true;
  }
}

function lineChart(data) {
  return new LineChart(data).root;
}
