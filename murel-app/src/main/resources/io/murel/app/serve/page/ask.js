// The question, and questions to try.

import { h } from "./dom.js";
import { modelColor, modelName } from "./views.js";

const FEW = 6;

export class Ask {
  /** @param on {ask(question), all(questions)} */
  constructor(on) {
    this.on = on;
    this.input = h("textarea", { id: "question", name: "question", rows: 1, autocomplete: "off", spellcheck: "true", enterkeyhint: "go",
      placeholder: "What is left of …?", onkeydown: (event) => this.key(event), oninput: () => this.grow() });
    this.button = h("button", { type: "submit", class: "primary" }, "Ask");
    this.notices = h("div", { class: "notices", role: "alert" });
    this.tries = h("div", { class: "card tries", hidden: true });
    this.tally = h("p", { class: "tally", role: "status" });
    this.every = h("button", { type: "button", class: "quiet", "data-key": "every", onclick: () => this.every.ariaDisabled === "true" || this.on.all(this.questions) }, "Ask all");
    this.root = h("form", { class: "ask", onsubmit: (event) => {
      event.preventDefault();
      this.submit();
    } },
    h("label", { for: "question" }, h("h2", {}, "Your question")),
    h("div", { class: "field" }, this.input, this.button), this.notices);
    this.marks = new Map();
  }

  get question() {
    return this.input.value.trim();
  }

  set question(text) {
    this.input.value = text;
    this.grow();
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    if (!this.question) {
      this.input.focus();
      return;
    }
    if (matchMedia("(pointer: coarse)").matches) this.input.blur(); // a phone's keyboard hides the answers
    this.on.ask(this.question);
  }

  /** As high as its text. */
  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  busy(yes) {
    this.root.setAttribute("aria-busy", yes);
    this.button.replaceChildren(...(yes ? [h("i", { class: "spinner" }), "Asking"] : ["Ask"]));
  }

  /** Questions that go with the picture: [{question, type, answer}]. */
  suggest(questions) {
    this.questions = questions;
    this.all = false;
    this.marks.clear();
    this.tally.replaceChildren();
    this.draw();
  }

  /** Notes beside a suggestion whether it was answered rightly. */
  mark(question, good) {
    this.marks.set(question, good);
    this.draw();
  }

  /** While all are asked. The button keeps the focus. */
  counting(yes) {
    this.every.ariaDisabled = yes;
    this.every.textContent = yes ? "Asking all …" : "Ask all";
  }

  /** Says how many of the suggestions each model gets right: [[model, number], ...]. */
  count(models) {
    const { length } = this.questions;
    this.tally.replaceChildren(...models.map(([model, number]) => h("span", { class: "scored", "--color": modelColor(model) },
      h("i", { class: "dot" }), `${modelName(model)}: ${number} of ${length} right`)));
  }

  draw() {
    const focused = this.tries.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const { questions } = this;
    this.tries.hidden = !questions?.length;
    if (this.tries.hidden) return;
    this.every.hidden = questions.some(({ answer }) => !answer);
    const shown = this.all ? questions : variety(questions, FEW);
    this.tries.replaceChildren(h("header", { class: "bar-row" }, h("h2", {}, "Questions to try"), this.every), this.tally, h("ul", {}, ...shown.map((one) => h("li", {}, this.chip(one)))),
      questions.length > FEW ? h("button", { type: "button", class: "quiet more", "data-key": "more", onclick: () => {
        this.all = !this.all;
        this.draw();
      } }, this.all ? "Show fewer" : `Show all ${questions.length}`) : "");
    if (focused) [...this.tries.querySelectorAll("button")].find((button) => button.dataset.key === focused)?.focus();
  }

  chip({ question, type }) {
    const good = this.marks.get(question);
    return h("button", { type: "button", class: "try", "data-key": question, onclick: () => {
      this.question = question;
      this.on.ask(question);
    } }, h("span", {}, question),
    h("span", { class: "kind" }, good === undefined ? type ?? "" : good ? h("b", { class: "good" }, "✓ right") : h("b", { class: "bad" }, "✗ wrong")));
  }
}

/** Some questions, of as many types as there are. */
function variety(questions, most) {
  const seen = new Set();
  const first = questions.filter(({ type }) => !seen.has(type) && seen.add(type));
  const rest = questions.filter((one) => !first.includes(one));
  const chosen = [...first.reverse(), ...rest].slice(0, most);
  return chosen;
}
