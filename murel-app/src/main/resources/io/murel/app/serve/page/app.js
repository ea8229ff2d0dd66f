// Puts the page together: one picture, one question, what each model makes of them.

import * as api from "./api.js";
import { answerPanels, spoken } from "./answers.js";
import { Ask } from "./ask.js";
import { Asked } from "./asked.js";
import { h, integer } from "./dom.js";
import { Inspector } from "./inspector.js";
import { fleeting, readLink, writeLink } from "./link.js";
import { notice } from "./notice.js";
import { Gallery, sourceButtons, watchFiles } from "./pictures.js";
import { Stage } from "./stage.js";
import { Steps } from "./steps.js";
import { tools } from "./tools.js";
import { REGIONS_VIEW, firstView, modelName, viewsOf } from "./views.js";

const place = (id) => document.getElementById(id);
const announce = (text) => (place("announce").textContent = text);

class Page {
  constructor() {
    this.models = [];
    this.scene = null;
    this.asked = "";
    this.explanations = new Map();
    this.compared = false;
    const reach = { look: (i) => this.look(i), pin: (i) => this.pin(i), pair: (pair) => this.point(pair) };
    this.stage = new Stage(reach);
    this.inspector = new Inspector(reach);
    this.steps = new Steps({ choose: (view) => this.choose(view), compare: (yes) => this.compare(yes) });
    this.ask = new Ask({ ask: (question) => this.question(question) });
    this.gallery = new Gallery(place("pictures"), { open: (name) => this.open(name, { focus: true }) });
    this.history = new Asked(place("history"), { open: (image, question) => this.open(image, { question, focus: true }) });
    const sources = { draw: () => this.draw(), file: (file) => this.upload(file) };
    place("sources").append(...sourceButtons(sources));
    watchFiles(place("drop"), sources.file);
    place("tools").append(...tools(() => this.linkNote()));
    for (const [id, part] of [["stage", this.stage], ["steps", this.steps], ["inspector", this.inspector], ["ask", this.ask]]) {
      place(id).replaceChildren(part.root);
    }
    place("tries").replaceChildren(this.ask.tries);
    const narrow = matchMedia("(max-width: 900px)");
    narrow.addEventListener("change", () => arrange(narrow.matches));
    arrange(narrow.matches);
    addEventListener("popstate", () => this.restore());
    this.teach();
  }

  async start() {
    try {
      const { models, default: first } = await api.models();
      this.models = models.map((model) => model.name).sort((a, b) => (b === first) - (a === first));
      this.about(models);
    } catch (trouble) {
      this.pictureTrouble(trouble, () => this.start());
      return;
    }
    this.gallery.start().catch(() => {}); // without a store there is nothing to list
    await this.restore();
    document.documentElement.dataset.ready = "true";
  }

  about(models) {
    place("about").replaceChildren(...models.map(({ name, parameters, accuracy }) => h("span", {}, h("b", {}, modelName(name)), " ",
      [parameters ? `${integer(parameters)} parameters` : null, accuracy ? `${Math.round(accuracy * 1000) / 10} % right on its test questions` : null].filter(Boolean).join(", "))),
    h("span", {}, h("a", { href: "openapi.json" }, "HTTP interface")));
  }

  /** Shows what the address says; without a picture in it, a new scene. */
  async restore() {
    const { image, question, view, compare } = readLink();
    this.compared = compare;
    if (!image) {
      if (question) this.ask.question = question;
      await this.draw(true);
    } else if (this.scene?.name === image) {
      if (question && question !== this.asked) await this.question(question, view, true);
      else this.choose(this.views.find((one) => one.key === view) ?? this.views.at(-1));
    } else await this.open(image, { question, view, restored: true });
  }

  async draw(first = false) {
    await this.take(() => api.drawScene(), { waiting: "Drawing a scene …", restored: first, otherwise: first ? () => this.anyImage() : null });
  }

  /** Where no scenes are drawn: the first picture of the store. */
  async anyImage() {
    const { images } = await api.images(0, 1);
    if (images.length) await this.open(images[0].name, { restored: true });
    else this.stage.say(h("p", {}, h("b", {}, "No picture yet")), h("p", { class: "soft" }, "Upload one, drop it here, or paste it."));
  }

  async upload(file) {
    if (!file) return;
    await this.take(() => api.upload(file), { waiting: "Finding regions …", question: this.ask.question, hold: true });
  }

  async open(name, { question = "", view = null, restored = false, focus = false } = {}) {
    if (focus) place("main").scrollIntoView({ block: "start" });
    const load = async () => {
      const [found, questions] = await Promise.all([api.regions(name), api.questions(name).catch(() => ({ questions: [] }))]);
      return { name, ...found.image, regions: found.regions, questions: questions.questions };
    };
    await this.take(load, { waiting: "Opening the picture …", question, view, restored });
  }

  /** Loads a picture and shows it; one that fails leaves everything as it was. */
  async take(load, { waiting, question = "", view = null, restored = false, otherwise = null, hold = false }) {
    const turn = (this.turn = {});
    this.stage.busy(waiting);
    notice(place("picture-notice"), null);
    try {
      const scene = await load();
      const picture = await picturePath(scene.name);
      if (this.turn !== turn) return;
      this.cancel();
      this.scene = { name: scene.name, width: scene.width, height: scene.height, boxes: scene.regions.map(({ box }) => box), questions: scene.questions ?? [], picture, question: scene.name };
    } catch (trouble) {
      if (this.turn !== turn) return;
      this.stage.busy(null);
      if (otherwise && trouble.status >= 400 && trouble.status < 500) {
        await otherwise().catch((other) => this.pictureTrouble(other, null));
        return;
      }
      if (question) this.ask.question = question;
      this.pictureTrouble(trouble, null);
      if (!this.scene) this.stage.say(h("p", {}, h("b", {}, "No picture yet")), h("p", { class: "soft" }, "Draw a new scene, or upload a picture."));
      return;
    }
    this.stage.busy(null);
    this.asked = "";
    this.explanations.clear();
    this.pinned = null;
    place("stage-title").textContent = titleOf(this.scene.name);
    this.stage.open(this.scene);
    this.gallery.mark(this.scene.name);
    this.ask.suggest(this.scene.questions);
    notice(this.ask.notices, null);
    this.ask.question = question || (restored ? this.ask.question : "");
    this.teach();
    this.views = [REGIONS_VIEW];
    this.steps.open(this.scene, this.views);
    this.choose(REGIONS_VIEW, !restored);
    announce(`${titleOf(this.scene.name)}: ${this.scene.boxes.length} regions.`);
    if (question && !hold) await this.question(question, view, restored);
  }

  pictureTrouble(trouble, again) {
    const lost = trouble.status === 404 && fleeting(readLink().image ?? "") && !this.scene;
    notice(place("picture-notice"), lost
      ? "This picture was uploaded, and the server no longer has it. Upload the file again; the question is kept."
      : trouble.message, { again: again ?? (trouble.status === 0 ? () => (this.scene ? notice(place("picture-notice"), null) : this.start()) : undefined) });
  }

  cancel() {
    this.pending?.abort();
    this.pending = null;
    this.ask.busy(false);
  }

  /** Asks every model; each answer is shown as it comes. */
  async question(question, view = null, restored = false) {
    if (!this.scene) {
      notice(this.ask.notices, "Choose a picture first.");
      return;
    }
    this.cancel();
    const pending = (this.pending = new AbortController());
    const { scene } = this;
    const truth = scene.questions.find((one) => one.question === question)?.answer ?? null;
    this.ask.question = question;
    notice(this.ask.notices, null);
    this.ask.busy(true);
    const found = new Map();
    const draw = () => {
      const missing = this.models.filter((model) => !found.has(model));
      place("answers").replaceChildren(...answerPanels(this.models.map((model) => found.get(model)).filter(Boolean), missing, truth), truthLine(truth, found.size));
    };
    draw();
    try {
      await Promise.all(this.models.map(async (model) => {
        const explanation = await api.explain(scene.name, question, model, pending.signal);
        if (this.pending !== pending) return;
        found.set(model, { ...explanation, model });
        draw();
      }));
    } catch (trouble) {
      if (this.pending !== pending) return;
      this.cancel();
      notice(this.ask.notices, trouble.message, { again: trouble.status === 503 || trouble.status === 0 ? () => this.question(question, view, restored) : undefined });
      this.showAnswers();
      return;
    }
    if (this.pending !== pending) return;
    this.pending = null;
    this.ask.busy(false);
    this.asked = question;
    this.truth = truth;
    this.explanations = found;
    const explanations = this.ordered();
    this.views = viewsOf(explanations);
    this.pinned = null;
    this.steps.open(scene, this.views);
    const good = truth === null ? null : explanations[0].answers[0]?.answer === truth;
    if (good !== null) this.ask.mark(question, good);
    this.history.add({ image: scene.name, question, answer: explanations[0].answers[0]?.answer ?? "", good });
    this.showAnswers();
    announce(spoken(explanations, truth));
    const wanted = this.views.find((one) => one.key === view) ?? this.views.find((one) => one.key === firstView(this.views));
    this.choose(wanted, !restored);
  }

  ordered() {
    return this.models.map((model) => this.explanations.get(model)).filter(Boolean);
  }

  showAnswers() {
    if (this.explanations.size === 0) this.teach();
    else place("answers").replaceChildren(...answerPanels(this.ordered(), [], this.truth), truthLine(this.truth, this.explanations.size));
  }

  /** Before the first question. */
  teach() {
    place("answers").replaceChildren(h("div", { class: "empty" }, h("h2", {}, "Answers appear here"),
      h("p", { class: "soft" }, "With each answer comes the way to it: which regions of the picture count, and which partners they draw on, step by step.")));
  }

  choose(view, step = false) {
    this.view = view;
    this.pair = null;
    this.steps.mark(view, this.compared);
    this.refresh();
    writeLink({ image: this.scene.name, question: this.asked, view: view.key, compare: this.compared }, step);
  }

  compare(yes) {
    this.compared = yes;
    this.choose(this.view);
  }

  look(i) {
    if (this.looked === i) return;
    this.looked = i;
    this.refresh();
  }

  pin(i) {
    this.pinned = this.pinned === i ? null : i;
    this.refresh();
  }

  point(pair) {
    this.pair = pair;
    this.refresh();
  }

  refresh() {
    const focus = this.pinned ?? this.looked ?? null;
    this.stage.show(this.shownViews(), focus, this.pair);
    this.inspector.show(this.scene, this.view, focus);
  }

  /** Side by side: the chosen view, and the one it is compared with. */
  shownViews() {
    if (!this.compared || this.views.length < 2) return [this.view];
    const other = this.view.kind === "heat" ? this.views.findLast((view) => view.kind === "pairs") : this.views.find((view) => view.kind === "heat");
    if (!other) return [this.view];
    return this.view.kind === "heat" ? [other, this.view] : [this.view, other];
  }

  linkNote() {
    return this.scene && fleeting(this.scene.name)
      ? "Link copied. The uploaded picture is only in this server's memory: when it has been forgotten, the link asks for the file again."
      : "Link copied: it opens this picture, question and step.";
  }
}

/** In one column the answers come before the details. */
const arrange = (narrow) => (narrow ? place("answers").after(place("inspector")) : place("seen").append(place("inspector")));

const truthLine = (truth, answered) =>
  truth !== null && answered > 0 ? h("p", { class: "truth-line soft" }, "Right answer: ", h("b", {}, truth)) : "";

/** Where the picture lies; null where the server has only regions of it. */
async function picturePath(name) {
  const image = new Image();
  image.src = api.pictureOf(name);
  try {
    await image.decode();
    return image.src;
  } catch {
    return null;
  }
}

const titleOf = (name) => (fleeting(name) ? "Your picture" : name.replace(/^scene-(\d+)$/, "Scene $1"));

new Page().start();
