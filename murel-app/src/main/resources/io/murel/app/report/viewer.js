// The example scenes: a list to choose from, and one scene with answers and reasoning.

const COLOR = { MuRel: "var(--murel)", attention: "var(--attention)" };
const color = (name) => COLOR[name] ?? "var(--soft)";
const MOST_ROWS = 5; // of regions and of pairs beside the picture
const right = (example, model) => model.answers.length > 0 && model.answers[0][0] === example.answer;

/** What can be shown of an example: its objects, each step of MuRel, the attention weights. */
function viewsOf(example) {
  const views = [{ name: "Objects", kind: "objects" }];
  for (const model of example.models) {
    const relates = model.steps.some((step) => step.partners.length > 0);
    model.steps.forEach((step, k) => views.push({
      model: model.name,
      name: relates ? `Step ${k + 1}` : capital(model.name),
      kind: relates ? "pairs" : "heat",
      of: model.steps.length,
      step: k + 1,
      ...step,
    }));
  }
  return views;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The view to begin with: MuRel's last step. */
const firstView = (views) => Math.max(0, views.findLastIndex((view) => view.kind === "pairs"));

/** A network's answers as bars. */
function answers(example, model) {
  const good = right(example, model);
  const known = model.answers.some(([text]) => text === example.answer);
  return h("section", { class: "answers", "--color": color(model.name) },
    h("h4", {}, h("i"), `${capital(model.name)} says`,
      h("span", { class: good ? "mark good" : "mark bad" }, good ? "✓ right" : "✗ wrong")),
    h("ol", {}, ...model.answers.map(([text, p]) =>
      h("li", { class: text === example.answer ? "truth" : "" },
        h("span", { class: "word", title: text === example.answer ? "the right answer" : null }, text),
        h("span", { class: "bar" }, h("i", { "--part": p })),
        h("span", { class: "number" }, score(p))))),
    known ? null : h("p", { class: "soft" }, `“${example.answer}” is not among its first five.`));
}

class Viewer {
  constructor(examples) {
    this.examples = examples;
    this.list = h("div", { class: "list", role: "group", "aria-label": "Example scenes" });
    this.detail = h("article", { class: "card detail" });
    this.root = h("div", { class: "viewer" }, this.list, this.detail);
    let type = null;
    examples.forEach((example, k) => {
      if (example.type !== type) this.list.append(h("h3", {}, (type = example.type)));
      this.list.append(this.item(example, k));
    });
    arrowKeys(this.list);
  }

  item(example, k) {
    return h("button", { type: "button", class: "item", onclick: () => this.open(k) },
      h("img", { src: example.picture, alt: "", width: 72, height: Math.round((72 * example.height) / example.width) }),
      h("span", {}, h("span", { class: "asked" }, example.question),
        h("span", { class: "marks" }, ...example.models.map((model) =>
          h("span", { class: right(example, model) ? "good" : "bad" }, `${capital(model.name)} ${right(example, model) ? "✓" : "✗"}`)))));
  }

  /** Shows one example; its view "at", else the first worth seeing. */
  open(k, at) {
    this.now = k;
    this.example = this.examples[k];
    this.views = viewsOf(this.example);
    this.list.querySelectorAll("button").forEach((button, i) => {
      button.setAttribute("aria-current", i === k);
      button.tabIndex = i === k ? 0 : -1;
      if (i === k) this.reveal(button);
    });
    this.picture = new ScenePicture(this.example, false);
    this.pinned = null;
    this.watch();
    this.strip = h("div", { class: "strip", role: "radiogroup", "aria-label": "What to show" },
      ...this.views.map((view, i) => this.frame(view, i)));
    arrowKeys(this.strip);
    this.inspector = h("div", { class: "inspector" });
    const { example } = this;
    this.detail.replaceChildren(
      h("header", {},
        h("div", { class: "where" }, h("span", { class: "chip" }, example.type), h("span", { class: "soft" }, `${k + 1} of ${this.examples.length}`),
          this.turn("Previous scene", "‹", -1), this.turn("Next scene", "›", 1)),
        h("h3", { class: "question" }, example.question),
        h("p", { class: "truth-line" }, "Right answer: ", h("b", {}, example.answer))),
      h("div", { class: "stage" }, this.picture.root, this.strip),
      this.inspector,
      h("div", { class: "both" }, ...example.models.map((model) => answers(example, model))));
    this.choose(at ?? firstView(this.views));
  }

  turn(label, text, by) {
    const to = (this.now + by + this.examples.length) % this.examples.length;
    return h("button", { type: "button", class: "turn", "aria-label": label, onclick: () => {
      this.open(to);
      this.detail.querySelector(`[aria-label="${label}"]`).focus();
    } }, text);
  }

  /** Scrolls the list, never the page. */
  reveal(button) {
    const { list } = this;
    const [down, across] = [button.offsetTop - list.offsetTop, button.offsetLeft - list.offsetLeft];
    if (down < list.scrollTop || down + button.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = down - list.clientHeight / 3;
    }
    list.scrollLeft = across - (list.clientWidth - button.offsetWidth) / 2;
  }

  /** One small picture of the strip. */
  frame(view, i) {
    const picture = new ScenePicture(this.example, true);
    picture.show(view);
    return h("button", { type: "button", role: "radio", onclick: () => this.choose(i), "--color": color(view.model) },
      picture.root, h("span", {}, view.name));
  }

  choose(i) {
    this.at = i;
    this.pinned = null;
    [...this.strip.children].forEach((button, k) => {
      button.setAttribute("aria-checked", k === i);
      button.tabIndex = k === i ? 0 : -1;
    });
    this.refresh(null);
  }

  /** Pointing at a region shows its partners; a tap keeps them. */
  watch() {
    const under = (event) => this.picture.regionAt(event.clientX, event.clientY);
    this.picture.root.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") this.look(under(event));
    });
    this.picture.root.addEventListener("pointerleave", () => this.look(null));
    this.picture.root.addEventListener("click", (event) => this.pin(under(event)));
  }

  /** Pointing at, or tabbing to, a region shows its partners while it lasts. */
  look(i) {
    if (this.looked !== i) this.refresh(i);
  }

  pin(i) {
    this.pinned = this.pinned === i ? null : i;
    this.refresh(null);
  }

  refresh(looked) {
    this.looked = looked;
    const view = this.views[this.at];
    const focus = view.kind === "pairs" ? looked ?? this.pinned : null;
    this.picture.show(view, focus);
    this.picture.root.setAttribute("aria-label", this.describe(view));
    this.inspect(view, focus);
  }

  /** The text beside the picture. The list of regions stays, so that the focus is not lost. */
  inspect(view, focus) {
    if (this.inspected !== view) {
      this.inspected = view;
      this.regions = view.kind === "objects" ? this.objects() : this.contributions(view);
      this.pairs = h("div", { class: "pairs" });
      this.inspector.replaceChildren(h("h4", {}, this.heading(view)), h("p", { class: "soft" }, this.meaning(view)),
        this.regions, this.pairs);
    }
    this.regions.querySelectorAll("button").forEach((button) =>
      button.setAttribute("aria-pressed", Number(button.dataset.region) === this.pinned));
    this.pairs.replaceChildren(...(view.kind === "pairs" ? this.partners(view, focus) : []));
  }

  /** The picture in words. */
  describe(view) {
    if (view.kind === "objects") return `The scene with its ${this.example.boxes.length} regions`;
    const order = view.contributions.map((part, i) => [i, part]).sort((a, b) => b[1] - a[1]).slice(0, 3);
    return `${this.heading(view)}: ${order.map(([i, part]) => `region ${i + 1} ${share(part)}`).join(", ")}`;
  }

  heading(view) {
    if (view.kind === "objects") return `${this.example.boxes.length} regions`;
    if (view.kind === "heat") return `${capital(view.model)}: one look`;
    return `${view.model}, step ${view.step} of ${view.of}`;
  }

  meaning(view) {
    if (view.kind === "objects") return "What both networks are given: these boxes, and numbers computed from the pixels inside. Not what the objects are.";
    if (view.kind === "heat") return "The weight of each region. There are no pairs here.";
    return "Regions by the share of the scene vector they win.";
  }

  objects() {
    return h("div", { class: "objects" }, ...this.example.boxes.map((box, i) => h("div", {}, crop(this.example, i), String(i + 1))));
  }

  /** The regions that count, as buttons that show their partners. */
  contributions(view) {
    const order = view.contributions.map((part, i) => [i, part]).sort((a, b) => b[1] - a[1]);
    const shown = order.slice(0, MOST_ROWS);
    const rest = order.slice(MOST_ROWS).reduce((sum, [, part]) => sum + part, 0);
    const most = Math.max(order[0][1], 1e-6);
    const list = h("div", { class: "regions", "--color": color(view.model) }, ...shown.map(([i, part]) => {
      const cells = [crop(this.example, i), h("span", { class: "bar" }, h("i", { "--part": part / most })), h("span", { class: "number" }, share(part))];
      if (view.kind !== "pairs") return h("div", { class: "row" }, ...cells);
      return h("button", { type: "button", class: "row", "data-region": i, "aria-label": `Region ${i + 1}, ${share(part)}: show its partners`,
        onclick: () => this.pin(i), onpointerenter: (event) => event.pointerType === "mouse" && this.look(i), onpointerleave: () => this.look(null),
        onfocus: () => this.look(i), onblur: () => this.look(null) }, ...cells);
    }));
    if (order.length > MOST_ROWS) list.append(h("p", { class: "soft" }, `${order.length - MOST_ROWS} more: ${share(rest)}`));
    return list;
  }

  partners(view, focus) {
    const pairs = strongestPairs(view, focus).slice(0, MOST_ROWS);
    const title = focus === null ? "Strongest pairs" : `Region ${focus + 1} draws on`;
    if (pairs.length === 0) return [h("h5", {}, title), h("p", { class: "soft" }, "Each region draws mostly on itself.")];
    return [h("h5", {}, title), ...pairs.map(({ from, to, part }) =>
      h("div", { class: "pair" }, crop(this.example, from), h("span", { class: "arrow", "aria-label": "draws on" }, from === to ? "↻" : "→"), crop(this.example, to),
        h("span", { class: "bar" }, h("i", { "--part": part })), h("span", { class: "number" }, share(part)))),
      h("p", { class: "hint soft" }, focus === null ? "Point at a region, or tap it, to see its partners." : "Shares of what the region takes in.")];
  }
}
