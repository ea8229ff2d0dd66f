// A scene with its regions, and over it what one network made of them:
//   {kind: "objects"}
//   {kind: "pairs", contributions: [...], partners: [[[region, share], ...], ...]}
//   {kind: "heat", contributions: [...]}

const WIDE = 480; // width of the drawing in its own units
let pictures = 0;

class ScenePicture {
  constructor(example, small) {
    this.small = small;
    this.high = (WIDE * example.height) / example.width;
    this.boxes = example.boxes.map(([x1, y1, x2, y2]) => ({
      x: x1 * WIDE, y: y1 * this.high, w: (x2 - x1) * WIDE, h: (y2 - y1) * this.high,
      cx: ((x1 + x2) / 2) * WIDE, cy: ((y1 + y2) / 2) * this.high,
    }));
    const id = `veil${pictures++}`;
    this.holes = this.boxes.map((b) => s("rect", { ...frame(b, 5), rx: 10, class: "hole" }));
    this.frames = this.boxes.map((b) => s("rect", { ...frame(b, 3), rx: 7, class: "region" }));
    this.veil = s("rect", { class: "veil", width: WIDE, height: this.high, mask: `url(#${id})` });
    this.links = s("g");
    this.labels = s("g");
    this.root = s("svg", { class: "scene", role: "img", "aria-label": example.question, viewBox: `0 0 ${WIDE} ${this.high}` },
      s("mask", { id, maskUnits: "userSpaceOnUse", x: 0, y: 0, width: WIDE, height: this.high },
        s("rect", { width: WIDE, height: this.high, fill: "#fff" }), ...this.holes),
      s("image", { href: example.picture, width: WIDE, height: this.high, preserveAspectRatio: "none" }),
      this.veil, ...this.frames, this.links, this.labels);
  }

  /** Draws a view; with a focus, that region's partners. */
  show(view, focus = null) {
    this.root.setAttribute("data-kind", view.kind);
    this.root.classList.toggle("focused", focus !== null);
    const weights = this.weights(view, focus);
    const most = Math.max(...weights, 1e-6);
    this.boxes.forEach((box, i) => {
      const strength = view.kind === "objects" ? 1 : weights[i] / most;
      const lit = i === focus ? 1 : strength;
      this.holes[i].style.opacity = Math.sqrt(lit);
      this.frames[i].style.setProperty("--strength", lit.toFixed(3));
      this.frames[i].classList.toggle("focus", i === focus);
    });
    const pairs = view.kind === "pairs" ? strongestPairs(view, focus, this.small ? 4 : 6) : [];
    this.links.replaceChildren(...pairs.filter((p) => p.from !== p.to).reverse().flatMap((p) => this.link(p, focus)));
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

  /** Labels at the boxes: numbers of regions, or shares that can be seen. */
  tags(view, weights, focus) {
    if (view.kind === "objects" && this.boxes.length > 24) return [];
    return this.boxes.flatMap((box, i) => {
      const text = view.kind === "objects" ? String(i + 1) : share(weights[i]);
      if (view.kind !== "objects" && weights[i] < 0.045) return [];
      const width = 12 + text.length * 8.2;
      const x = Math.max(2, Math.min(WIDE - width - 2, box.x - 3));
      const y = Math.max(2, box.y - 23);
      const own = i === focus && view.kind === "pairs" ? " own" : "";
      return [s("g", { class: "tag" + own, transform: `translate(${x} ${y})` },
        s("rect", { width, height: 21, rx: 10.5 }),
        s("text", { x: width / 2, y: 15.5, "text-anchor": "middle" }, text))];
    });
  }

  /** A bent arrow from a region to a partner it draws on. */
  link({ from, to, part }, focus) {
    const [a, b] = [this.boxes[from], this.boxes[to]];
    const [dx, dy] = [b.cx - a.cx, b.cy - a.cy];
    const bend = 0.16;
    const control = { x: (a.cx + b.cx) / 2 - dy * bend, y: (a.cy + b.cy) / 2 + dx * bend };
    const at = (t) => ({
      x: (1 - t) ** 2 * a.cx + 2 * t * (1 - t) * control.x + t * t * b.cx,
      y: (1 - t) ** 2 * a.cy + 2 * t * (1 - t) * control.y + t * t * b.cy,
    });
    const width = (this.small ? 5 : 2.5) + (this.small ? 14 : 11) * part;
    const head = width * 1.1 + (this.small ? 10 : 7);
    const start = firstOutside(at, a, 0.3, false);
    const tip = firstOutside(at, b, 0.3, true);
    const steps = 18;
    const points = [];
    for (let k = 0; k <= steps; k++) points.push(at(start + ((tip - start) * k) / steps));
    const end = points.at(-1);
    const body = points.filter((p) => Math.hypot(p.x - end.x, p.y - end.y) > head * 0.8);
    if (body.length < 2) body.splice(0, body.length, points[0], points[0]);
    const neck = body.at(-1);
    const long = Math.hypot(end.x - neck.x, end.y - neck.y) || 1;
    const [ux, uy] = [(end.x - neck.x) / long, (end.y - neck.y) / long];
    const wing = head * 0.62;
    const base = { x: end.x - ux * head, y: end.y - uy * head };
    const arrow = `M${xy(end)}L${base.x - uy * wing} ${base.y + ux * wing}L${base.x + uy * wing} ${base.y - ux * wing}Z`;
    const path = body.map((p, i) => (i ? "L" : "M") + xy(p)).join("");
    return [s("g", { class: "link", "--part": Math.min(1, 0.45 + part).toFixed(2) },
      s("title", {}, `Region ${from + 1} draws on region ${to + 1}: ${share(part)}`),
      s("path", { class: "casing", d: path, "stroke-width": width + 3.5 }),
      s("path", { class: "casing tip", d: arrow }),
      s("path", { class: "body", d: path, "stroke-width": width }),
      s("path", { class: "tip", d: arrow }))];
  }
}

const xy = (p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;

function frame(b, margin) {
  return { x: b.x - margin, y: b.y - margin, width: b.w + 2 * margin, height: b.h + 2 * margin };
}

/** Where a curve leaves a box shrunk to a share of its size, from its start or its end. */
function firstOutside(at, box, part, fromEnd) {
  for (let k = 0; k <= 40; k++) {
    const t = fromEnd ? 1 - k / 40 : k / 40;
    const p = at(t);
    if (Math.abs(p.x - box.cx) > box.w * part || Math.abs(p.y - box.cy) > box.h * part) return t;
  }
  return fromEnd ? 0.6 : 0.4;
}

/**
 * The pairs worth showing: all partners of the focused region; without one, those with the largest
 * product of the region's contribution and the partner's share.
 */
function strongestPairs(view, focus, most = 6) {
  const pairs = [];
  view.partners.forEach((partners, from) => {
    if (focus !== null && from !== focus) return;
    for (const [to, part] of partners) {
      pairs.push({ from, to, part, weight: focus === null ? view.contributions[from] * part : part });
    }
  });
  const useful = pairs.filter((p) => (focus === null ? p.from !== p.to && p.weight > 0.01 : p.part >= 0.02));
  return useful.sort((p, q) => q.weight - p.weight).slice(0, focus === null ? most : 8);
}
