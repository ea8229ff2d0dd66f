// What to show of the reasoning: one small picture a view, chosen by pointer or arrow keys, or played.

import { arrowKeys, h } from "./dom.js";
import { icon } from "./icons.js";
import { ScenePicture } from "./picture.js";
import { modelColor } from "./views.js";

const BEAT = 1400; // milliseconds a step is shown when played

const LEGENDS = {
  objects: "What the networks are given.",
  pairs: "Bright regions count. An arrow points at the partner that a region draws on.",
  heat: "The more a region weighs, the brighter it is.",
};

export class Steps {
  /** @param on {choose(view), compare(yes)} */
  constructor(on) {
    this.on = on;
    this.strip = h("div", { class: "strip", role: "radiogroup", "aria-label": "What to show" });
    arrowKeys(this.strip);
    this.play = h("button", { type: "button", class: "quiet", onclick: () => (this.timer ? this.stop() : this.start()) });
    this.both = h("button", { type: "button", class: "quiet", onclick: () => this.on.compare(this.both.getAttribute("aria-pressed") !== "true") },
      icon("compare"), "Side by side");
    this.legend = h("p", { class: "legend soft small" });
    this.root = h("div", { class: "steps", hidden: true }, h("div", { class: "controls" }, this.play, this.both, this.legend), this.strip);
    this.label();
  }

  open(views) {
    this.stop();
    this.views = views;
    this.root.hidden = views.length < 2;
    this.played = views.filter((view) => view.model === views.at(1)?.model || view.kind === "objects");
    this.play.hidden = this.played.length < 3;
    this.both.hidden = !(views.some((view) => view.kind === "pairs") && views.some((view) => view.kind === "heat"));
    this.strip.replaceChildren(...(views.length < 2 ? [] : views.map((view) => this.still(view))));
  }

  still(view) {
    const picture = new ScenePicture(view.scene, true);
    picture.show(view);
    picture.root.setAttribute("aria-hidden", "true");
    return h("button", { type: "button", role: "radio", "--color": modelColor(view.model), onclick: () => {
      this.stop();
      this.on.choose(view);
    } }, picture.root, h("span", {}, view.name));
  }

  mark(view, compared) {
    [...this.strip.children].forEach((button, k) => {
      const chosen = this.views[k] === view;
      button.setAttribute("aria-checked", chosen);
      button.tabIndex = chosen ? 0 : -1;
    });
    this.both.setAttribute("aria-pressed", compared);
    this.legend.textContent = LEGENDS[view.kind];
  }

  /** From the regions to the last step, again and again until something is chosen. */
  start() {
    let k = 0;
    const beat = () => {
      this.on.choose(this.played[k]);
      k = (k + 1) % this.played.length;
    };
    this.timer = setInterval(beat, BEAT);
    beat();
    this.label();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.label();
  }

  label() {
    this.play.replaceChildren(icon(this.timer ? "pause" : "play"), this.timer ? "Pause" : "Play the steps");
  }
}
