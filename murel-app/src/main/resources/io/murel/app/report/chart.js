// A line chart: one line a series, values at the pointer shown in the legend.
// series: [{name, detail, color, dashed, points: [[x, y], ...]}]

class LineChart {
  constructor(title, series, format) {
    this.series = series;
    this.format = format;
    this.plot = h("div", { class: "plot", tabindex: "0", role: "img" });
    this.legend = h("ul", { class: "legend", "aria-live": "polite" });
    this.at = h("span", { class: "at" });
    this.root = h("figure", { class: "card chart" },
      h("figcaption", {}, h("h3", {}, title), this.at), this.legend, this.plot);
    this.title = title;
    this.plot.addEventListener("pointermove", (event) => this.point(event));
    this.plot.addEventListener("pointerdown", (event) => this.point(event));
    this.plot.addEventListener("pointerleave", () => this.mark(null));
    this.plot.addEventListener("blur", () => this.mark(null));
    this.plot.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  /** Shows the points over another axis: "seconds" or "epochs". */
  over(axis) {
    this.axis = axis;
    for (const line of this.series) {
      line.visible = line.points.map((p) => [p[axis === "epochs" ? 0 : 1], p[2]]).filter((p) => p[1] !== null);
    }
    this.xs = [...new Set(this.series.flatMap((line) => line.visible.map((p) => p[0])))].sort((a, b) => a - b);
    this.draw();
  }

  draw() {
    const width = this.plot.clientWidth || 480;
    const height = 260;
    const box = { left: 44, right: width - 12, top: 12, bottom: height - 28 };
    const ys = this.series.flatMap((line) => line.visible.map((p) => p[1]));
    if (ys.length === 0) {
      this.plot.replaceChildren(h("p", { class: "soft" }, "Nothing was measured."));
      return;
    }
    const xTicks = ticks(0, this.xs.at(-1), Math.max(3, width / 90), this.axis === "seconds");
    const yTicks = ticks(Math.min(...ys), Math.max(...ys), 5, false);
    const [y0, y1] = [Math.min(yTicks[0], ...ys), Math.max(yTicks.at(-1), ...ys)];
    this.x = (v) => box.left + (v / (this.xs.at(-1) || 1)) * (box.right - box.left);
    this.y = (v) => box.bottom - ((v - y0) / (y1 - y0 || 1)) * (box.bottom - box.top);
    this.box = box;
    const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    for (const v of yTicks) {
      svg.append(s("line", { class: "grid", x1: box.left, x2: box.right, y1: this.y(v), y2: this.y(v) }),
        s("text", { x: box.left - 8, y: this.y(v) + 4, "text-anchor": "end" }, this.tick(v)));
    }
    for (const v of xTicks) {
      const end = this.x(v) > box.right - 24;
      svg.append(s("text", { x: end ? box.right : this.x(v), y: height - 8, "text-anchor": end ? "end" : "middle" },
        this.xName(v)));
    }
    for (const line of this.series) {
      const path = line.visible.map((p, i) => `${i ? "L" : "M"}${this.x(p[0]).toFixed(1)} ${this.y(p[1]).toFixed(1)}`);
      svg.append(s("path", { class: line.dashed ? "line dashed" : "line", d: path.join(""), "--color": line.color }));
      const last = line.visible.at(-1);
      if (last && !line.dashed) {
        svg.append(s("circle", { class: "end", cx: this.x(last[0]), cy: this.y(last[1]), r: 4, "--color": line.color }));
      }
    }
    this.marks = s("g");
    svg.append(this.marks);
    this.plot.replaceChildren(svg);
    this.plot.setAttribute("aria-label", this.description());
    this.mark(null);
  }

  description() {
    const last = this.series.map((line) => `${line.name} ${line.detail} ${this.value(line.visible.at(-1))}`);
    return `${this.title}. At the end: ${last.join(", ")}. Arrow keys read values.`;
  }

  tick(v) {
    return String(Number(v.toPrecision(3)));
  }

  xName(v) {
    if (this.axis === "epochs") return v === 0 ? "0" : `${this.tick(v)}${v === 1 ? " epoch" : ""}`;
    const minutes = this.xs.at(-1) >= 120;
    if (!minutes) return `${this.tick(v)}${NBSP}s`;
    return `${Math.floor(v / 60)}:${String(Math.round(v % 60)).padStart(2, "0")}`;
  }

  value(point) {
    return point ? this.format(point[1]) : "–";
  }

  point(event) {
    if (!this.x) return;
    const pixel = event.clientX - this.plot.getBoundingClientRect().left;
    this.mark(this.xs.reduce((best, v) => (Math.abs(this.x(v) - pixel) < Math.abs(this.x(best) - pixel) ? v : best)));
  }

  key(event) {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const now = this.marked === null ? this.xs.length : this.xs.indexOf(this.marked);
    this.mark(this.xs[Math.max(0, Math.min(this.xs.length - 1, now + direction))]);
  }

  /** The values at one place in the legend; without a place the last ones. */
  mark(at) {
    this.marked = at;
    this.marks.replaceChildren();
    const end = this.xs.at(-1);
    this.at.textContent = at === null ? `after ${this.long(end)}` : `at ${this.long(at)}`;
    if (at !== null) {
      this.marks.append(s("line", { class: "rule", x1: this.x(at), x2: this.x(at), y1: this.box.top, y2: this.box.bottom }));
    }
    this.legend.replaceChildren(...this.series.map((line) => {
      const point = at === null ? line.visible.at(-1) : lastUpTo(line.visible, at);
      if (point && at !== null) {
        this.marks.append(s("circle", { class: "end", cx: this.x(point[0]), cy: this.y(point[1]), r: 4.5, "--color": line.color }));
      }
      return h("li", { "--color": line.color },
        h("i", { class: line.dashed ? "dashed" : "" }), `${line.name} `, h("small", {}, line.detail),
        h("b", {}, this.value(point)));
    }));
  }

  long(v) {
    return this.axis === "epochs" ? `${this.tick(v)} epochs` : duration(v);
  }
}

/** The last point at or before a place: what was known there. */
function lastUpTo(points, at) {
  return points.filter((p) => p[0] <= at + 1e-9).at(-1);
}

/** Round values from low to high, about "count" of them; of seconds also quarters of minutes. */
function ticks(low, high, count, seconds) {
  const rough = (high - low || 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = seconds && rough > 5 ? [10, 15, 30, 60, 120, 300, 600, 1800, 3600] : [1, 2, 5, 10].map((k) => k * power);
  const step = steps.find((k) => k >= rough * 0.999) ?? steps.at(-1);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i * step);
  return found.length ? found : [low];
}
