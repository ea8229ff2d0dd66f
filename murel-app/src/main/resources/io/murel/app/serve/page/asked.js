// The questions asked so far, kept by the browser.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { pictureOf } from "./api.js";
import { fleeting } from "./link.js";
import { keep, lasting, recall } from "./store.js";

const MOST = 50;
const FEW = 8;

export class Asked {
  /** @param on {open(image, question)} */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    const kept = recall("asked", []);
    this.entries = Array.isArray(kept) ? kept.filter((entry) => typeof entry?.image === "string" && typeof entry.question === "string") : [];
    this.draw();
  }

  /** @param entry {image, picture (whether there is one), question, answer, good (null: nobody knows)} */
  add(entry) {
    const same = (other) => other.image === entry.image && other.question === entry.question;
    this.entries = [entry, ...this.entries.filter((other) => !same(other))].slice(0, MOST);
    this.save();
  }

  save() {
    keep("asked", this.entries);
    this.draw();
  }

  draw() {
    const { entries } = this;
    const shown = this.all ? entries : entries.slice(0, FEW);
    this.root.replaceChildren(
      h("header", { class: "bar-row" }, h("h2", { id: "history-title" }, "Asked so far"),
        entries.length ? h("button", { type: "button", class: "quiet", onclick: () => {
          this.entries = [];
          this.save();
        } }, "Forget all") : ""),
      entries.length === 0 ? h("p", { class: "soft" }, "Your questions will be listed here, so that you can return to them.")
        : h("ul", { class: "asked" }, ...shown.map((entry) => h("li", {}, this.entry(entry)))),
      entries.length > FEW ? h("button", { type: "button", class: "quiet more", onclick: () => {
        this.all = !this.all;
        this.draw();
      } }, this.all ? "Show fewer" : `Show all ${entries.length}`) : "",
      lasting || entries.length === 0 ? "" : h("p", { class: "soft small" }, "This browser keeps nothing for the page: the list ends when the page is closed."));
  }

  entry({ image, picture, question, answer, good }) {
    const blank = h("span", { class: "no-picture" }, icon("pictures"));
    const small = picture ? h("img", { src: pictureOf(image), alt: "", loading: "lazy", onerror: () => small.replaceWith(blank) }) : blank;
    return h("button", { type: "button", class: "entry", title: fleeting(image) ? "An uploaded picture" : image, onclick: () => this.on.open(image, question) },
      small, h("span", { class: "words" }, h("span", { class: "asked-question" }, question),
        h("span", { class: "said" }, answer, good === null || good === undefined ? "" : h("b", { class: good ? "good" : "bad" }, good ? " ✓" : " ✗"))));
  }
}
