// Puts the page together: one picture, one question, what each model makes of them.

import * as api from "./api.js";
import { answerPanels, lesson, spoken } from "./answers.js";
import { Ask } from "./ask.js";
import { Asked } from "./asked.js";
import { Asking } from "./asking.js";
import { fixed, h, integer } from "./dom.js";
import { Inspector } from "./inspector.js";
import { fleeting, readLink, titleOf, writeLink } from "./link.js";
import { notice } from "./notice.js";
import { Gallery, sourceButtons, watchFiles } from "./pictures.js";
import { drawnScene, namedScene, uploadedScene } from "./scene.js";
import { Stage } from "./stage.js";
import { Steps } from "./steps.js";
import { tools } from "./tools.js";
import { comparedWith, firstView, modelName, viewsOf } from "./views.js";

const place = (id) => document.getElementById(id);
const announce = (text) => (place("announce").textContent = text);
const passing = (trouble) => trouble.status === 0 || trouble.status === 503; // trying again may help

class Page {
  constructor() {
    this.models = [];
    this.scene = null;
    this.asking = null; // answered; null before the first answer about the picture
    this.compared = false;
    const reach = { look: (i) => this.look(i), pin: (i) => this.pin(i), pair: (pair) => this.point(pair) };
    this.stage = new Stage(reach);
    this.inspector = new Inspector(reach);
    this.steps = new Steps({ choose: (view) => this.choose(view), compare: (yes) => this.compare(yes) });
    this.ask = new Ask({ ask: (question) => this.question(question), all: (questions) => this.everyQuestion(questions) });
    this.gallery = new Gallery(place("pictures"), { open: (name) => this.goTo(name) });
    this.history = new Asked(place("history"), { open: (name, question) => this.goTo(name, question) });
    this.furnish();
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault(); // the address holds the view
      this.ask.input.focus();
    });
    addEventListener("popstate", () => this.restore());
  }

  /** Puts every part into its place. */
  furnish() {
    const sources = { draw: () => this.take(drawnScene, { waiting: "Drawing a scene …" }), file: (file) => this.upload(file) };
    place("sources").append(...sourceButtons(sources));
    watchFiles(place("drop"), sources.file);
    place("tools").append(...tools(() => this.linkNote()));
    place("stage").append(this.stage.root);
    place("steps").append(this.steps.root);
    place("inspector").append(this.inspector.root);
    place("ask").append(this.ask.root);
    place("answers").append(lesson());
    place("tries").append(this.ask.tries);
    const narrow = matchMedia("(max-width: 900px)");
    narrow.addEventListener("change", () => arrange(narrow.matches));
    arrange(narrow.matches);
  }

  async start() {
    notice(place("picture-notice"), null);
    this.known = this.learn();
    try {
      await this.known;
    } catch (trouble) {
      this.trouble(trouble, () => this.start());
      return;
    }
    this.gallery.start().catch(() => {}); // a list that does not come leaves the other ways to a picture
    if (!this.turn) await this.restore(); // unless somebody was faster
    document.documentElement.dataset.ready = "true";
  }

  /** Which models there are. */
  async learn() {
    const { models, default: first } = await api.models();
    this.models = models.map((model) => model.name).sort((a, b) => (b === first) - (a === first));
    place("about").replaceChildren(...about(models));
  }

  /** Shows what the address says; without a picture in it, a new scene. */
  async restore() {
    const { image, question, view, compare } = readLink();
    this.compared = compare;
    if (!image) await this.take(drawnScene, { waiting: "Drawing a scene …", kept: true, otherwise: () => this.anyImage() });
    else if (this.scene?.name !== image || !question) await this.take(() => namedScene(image), { waiting: "Opening the picture …", question, view, kept: true });
    else if (this.asking?.question !== question) await this.question(question, view, true);
    else this.choose(this.views.find((one) => one.key === view) ?? this.views.at(-1));
  }

  /** Where no scenes are drawn: the first picture of the store. */
  async anyImage() {
    const { images } = await api.images(0, 1);
    if (images.length) await this.take(() => namedScene(images[0].name), { waiting: "Opening the picture …", kept: true });
    else this.stage.say(h("b", {}, "No picture yet"), h("p", { class: "soft" }, "Upload one, drop it here, or paste it."));
  }

  goTo(name, question = "") {
    place("main").scrollIntoView({ block: "start" });
    this.take(() => namedScene(name), { waiting: "Opening the picture …", question });
  }

  async upload(file) {
    if (file) await this.take(() => uploadedScene(file), { waiting: "Finding regions …", typed: this.ask.question });
  }

  /**
   * Loads a picture and shows it; one that fails leaves everything as it was.
   *
   * @param question to be asked about it at once; typed: to be left in the field
   * @param kept whether the address stays, because it led here
   * @param otherwise what to do where the server does not offer this
   */
  async take(load, { waiting, question = "", typed = "", view = null, kept = false, otherwise = null }) {
    const turn = (this.turn = {});
    this.stage.busy(waiting);
    notice(place("picture-notice"), null);
    let scene, trouble;
    try {
      await this.known;
      scene = await load();
    } catch (reason) {
      trouble = reason;
    }
    if (this.turn !== turn) return;
    this.stage.busy(null);
    if (trouble) {
      if (question) this.ask.question = question;
      if (otherwise && !passing(trouble)) await otherwise().catch((other) => this.trouble(other));
      else this.trouble(trouble, passing(trouble) ? () => this.take(load, { waiting, question, typed, view, kept, otherwise }) : undefined);
      return;
    }
    this.open(scene);
    this.ask.question = question || typed;
    if (question) await this.question(question, view, kept);
    else this.link(!kept);
  }

  /** Shows a picture that nothing was asked about yet. */
  open(scene) {
    this.cancel();
    this.scene = scene;
    this.asking = null;
    place("stage-title").textContent = titleOf(scene.name);
    this.gallery.mark(scene.name);
    this.ask.suggest(scene.questions);
    notice(this.ask.notices, null);
    place("answers").replaceChildren(lesson());
    this.stage.clear();
    this.reason(viewsOf([], scene));
    this.choose(this.views[0]);
    announce(`${titleOf(scene.name)}: ${scene.boxes.length} regions.`);
  }

  trouble(trouble, again) {
    const lost = trouble.status === 404 && !this.scene && fleeting(readLink().image ?? "");
    notice(place("picture-notice"), lost
      ? "This picture was uploaded, and the server no longer has it. Upload the file again; the question is kept." : trouble.message, { again });
    if (!this.scene) this.stage.say(h("b", {}, "No picture yet"), h("p", { class: "soft" }, "Draw a new scene, or upload a picture."));
  }

  cancel() {
    this.pending?.abort();
    this.pending = null;
    this.ask.busy(false);
  }

  /** Asks every model; each answer is shown as it comes. */
  async question(question, view = null, kept = false) {
    if (!this.scene) {
      notice(this.ask.notices, "Choose a picture first.");
      return;
    }
    this.cancel();
    this.pending = new AbortController();
    this.ask.question = question;
    this.ask.busy(true);
    notice(this.ask.notices, null);
    const asking = new Asking(this.scene, question, this.models);
    const show = (one) => place("answers").replaceChildren(...(one ? answerPanels(one) : [lesson()]));
    show(asking);
    if (!(await asking.run(this.pending.signal, () => show(asking)))) return;
    this.cancel();
    if (asking.found.size === 0) {
      const trouble = asking.failed.get(this.models[0]);
      notice(this.ask.notices, trouble.message, { again: passing(trouble) ? () => this.question(question, view, kept) : undefined });
      show(this.asking);
      return;
    }
    this.asking = asking;
    if (asking.good !== null) this.ask.mark(question, asking.good);
    this.history.add({ image: this.scene.name, picture: this.scene.picture !== null, question, answer: asking.answer, good: asking.good });
    this.reason(viewsOf(asking.explanations, this.scene));
    this.choose(this.views.find((one) => one.key === view) ?? firstView(this.views), !kept);
    announce(spoken(asking));
  }

  /** Asks every model all questions whose answers are known, and counts. */
  async everyQuestion(questions) {
    const { scene, models } = this;
    notice(this.ask.notices, null);
    this.ask.counting(true);
    try {
      const found = await Promise.all(models.map((model) => api.bestAnswers(scene.name, questions.map((one) => one.question), model)));
      if (this.scene !== scene) return;
      const right = found.map((answers) => answers.map((answer, i) => answer === questions[i].answer));
      questions.forEach((one, i) => this.ask.mark(one.question, right[0][i]));
      this.ask.count(models.map((model, k) => [model, right[k].filter(Boolean).length]));
    } catch (trouble) {
      notice(this.ask.notices, trouble.message, { again: passing(trouble) ? () => this.everyQuestion(questions) : undefined });
    } finally {
      this.ask.counting(false);
    }
  }

  /** New views of the picture. */
  reason(views) {
    this.views = views;
    this.pinned = this.looked = null;
    this.steps.open(views);
  }

  /** @param step whether this is a step that the browser's Back undoes */
  choose(view, step = false) {
    this.view = view;
    this.pair = null;
    this.steps.mark(view, this.compared);
    this.refresh();
    if (this.asking) this.link(step);
  }

  link(step) {
    const question = this.asking?.question ?? "";
    document.title = question ? `${question} – MuRel` : `${titleOf(this.scene.name)} – MuRel`;
    writeLink({ image: this.scene.name, question, view: this.view.key, compare: this.compared }, step);
  }

  compare(yes) {
    this.compared = yes;
    this.choose(this.view);
  }

  /** Pointing at a region, as long as it lasts. */
  look(i) {
    if (this.looked === i) return;
    this.looked = i;
    this.refresh();
  }

  /** Choosing a region keeps its partners shown; choosing it again lets it go. */
  pin(i) {
    this.pinned = this.pinned === i ? null : i;
    this.refresh();
  }

  point(pair) {
    this.pair = pair;
    this.refresh();
  }

  refresh() {
    const focus = this.pinned ?? this.looked;
    this.stage.show(this.compared ? comparedWith(this.view, this.views) : [this.view], focus, this.pair);
    this.inspector.show(this.view, focus);
  }

  linkNote() {
    return this.scene && fleeting(this.scene.name)
      ? "Link copied. The uploaded picture is only in this server's memory: when it has been forgotten, the link asks for the file again."
      : "Link copied: it opens this picture, question and step.";
  }
}

/** In one column the answers come before the details. */
const arrange = (narrow) => (narrow ? place("answers").after(place("inspector")) : place("seen").append(place("inspector")));

/** The models in numbers. */
const about = (models) => [...models.map(({ name, parameters, accuracy }) => h("span", {}, h("b", {}, modelName(name)), " ",
  [parameters ? `${integer(parameters)} parameters` : null, accuracy ? `${fixed(accuracy)} % right on its test questions` : null].filter(Boolean).join(", "))),
h("span", {}, h("a", { href: "openapi.json" }, "HTTP interface"))];

new Page().start();
