// The shape of an arrow that bends from one box to another.

const xy = (p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;

/**
 * Boxes are {w, h, cx, cy}. The larger the part, the thicker; size scales the strokes.
 * Gives the paths of body and tip, and the width of the body.
 */
export function bentArrow(a, b, part, size) {
  const [dx, dy] = [b.cx - a.cx, b.cy - a.cy];
  const bend = 0.16;
  const control = { x: (a.cx + b.cx) / 2 - dy * bend, y: (a.cy + b.cy) / 2 + dx * bend };
  const at = (t) => ({
    x: (1 - t) ** 2 * a.cx + 2 * t * (1 - t) * control.x + t * t * b.cx,
    y: (1 - t) ** 2 * a.cy + 2 * t * (1 - t) * control.y + t * t * b.cy,
  });
  const width = (2.5 + 11 * part) * size;
  const head = width * 1.1 + 7 * size;
  const start = firstOutside(at, a, 0.3, false);
  const end = firstOutside(at, b, 0.3, true);
  const steps = 18;
  const points = [];
  for (let k = 0; k <= steps; k++) points.push(at(start + ((end - start) * k) / steps));
  const peak = points.at(-1);
  const body = points.filter((p) => Math.hypot(p.x - peak.x, p.y - peak.y) > head * 0.8);
  if (body.length < 2) body.splice(0, body.length, points[0], points[0]);
  const neck = body.at(-1);
  const long = Math.hypot(peak.x - neck.x, peak.y - neck.y) || 1;
  const [ux, uy] = [(peak.x - neck.x) / long, (peak.y - neck.y) / long];
  const wing = head * 0.62;
  const base = { x: peak.x - ux * head, y: peak.y - uy * head };
  const left = { x: base.x - uy * wing, y: base.y + ux * wing };
  const right = { x: base.x + uy * wing, y: base.y - ux * wing };
  return { width, body: body.map((p, i) => (i ? "L" : "M") + xy(p)).join(""), tip: `M${xy(peak)}L${xy(left)}L${xy(right)}Z` };
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
