// Small helpers: elements, numbers as people write them.

/** An HTML element. Text is only ever set as text, so that nothing in the data becomes markup. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

export function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key.startsWith("--")) node.style.setProperty(key, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

export const NBSP = "\u00a0";

export const integer = (value) => Math.round(value).toLocaleString("en-US");
export const fixed = (value, decimals = 1) => value.toFixed(decimals);
export const signed = (value) => {
  const text = fixed(Math.abs(value));
  return Number(text) === 0 ? text : (value < 0 ? "−" : "+") + text;
};
export const share = (value) => `${Math.round(100 * value)}${NBSP}%`;

/** A score: whole percents, but no certainty that is none. */
export function score(value) {
  if (value > 0.995 && value < 1) return `>99${NBSP}%`;
  if (value > 0 && value < 0.005) return `<1${NBSP}%`;
  return share(value);
}

export function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${NBSP}s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)}${NBSP}min` + (rest ? ` ${rest}${NBSP}s` : "");
}

/** Goes through the buttons of a container with the arrow keys, Home and End; unless told otherwise, chooses them. */
export function arrowKeys(container, choose = true) {
  container.addEventListener("keydown", (event) => {
    const items = [...container.querySelectorAll("button")];
    const now = items.indexOf(document.activeElement);
    const [before, after, last] = [now - 1, now + 1, items.length - 1];
    const to = { ArrowUp: before, ArrowLeft: before, ArrowDown: after, ArrowRight: after, Home: 0, End: last }[event.key];
    if (now < 0 || to === undefined) return;
    event.preventDefault();
    const item = items[Math.max(0, Math.min(last, to))];
    item.focus();
    if (choose) item.click();
  });
}
