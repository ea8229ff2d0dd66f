// Messages that stay until they are dealt with.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** Puts a message into a place; without a text, clears it. @param again what "Try again" does, if it makes sense */
export function notice(place, text, { kind = "trouble", again } = {}) {
  if (!text) {
    place.replaceChildren();
    return;
  }
  place.replaceChildren(h("div", { class: `notice ${kind}` }, h("p", {}, text),
    again ? h("button", { type: "button", class: "quiet", onclick: again }, "Try again") : null,
    h("button", { type: "button", class: "quiet round", "aria-label": "Close this message", onclick: () => place.replaceChildren() }, icon("close"))));
}
