// The answers of each model as bars.

import { h, score } from "./dom.js";
import { modelColor, modelName } from "./views.js";

/** One panel a model, and the right answer where it is known. */
export function answerPanels(asking) {
  const { models, found, failed, awaited, truth } = asking;
  const panels = models.map((model) => {
    const content = found.has(model) ? answered(found.get(model), truth)
      : failed.has(model) ? [heading(model), h("p", { class: "soft" }, failed.get(model).message)] : [heading(model), bones()];
    return h("section", { class: awaited.includes(model) ? "answers waiting" : "answers", "--color": modelColor(model) }, ...content);
  });
  if (truth !== null && found.size > 0) panels.push(h("p", { class: "truth-line soft" }, "Right answer: ", h("b", {}, truth)));
  return panels;
}

/** Before the first question. */
export const lesson = () => h("div", { class: "empty" }, h("h2", {}, "Answers appear here"),
  h("p", { class: "soft" }, "With each answer comes the way to it: which regions of the picture count, and which partners they draw on, step by step."));

/** Where bars will be. */
const bones = () => h("ol", { "aria-hidden": "true" }, ...[0.8, 0.5, 0.35, 0.2, 0.12].map((part) =>
  h("li", {}, h("span", { class: "bar" }, h("i", { "--part": part })))));

const heading = (model, ...more) => h("h3", {}, h("i", { class: "dot" }), `${modelName(model)} says`, ...more);

function answered({ model, answers }, truth) {
  const good = truth !== null && answers[0]?.answer === truth;
  const mark = truth === null ? [] : [h("span", { class: good ? "mark good" : "mark bad" }, good ? "✓ right" : "✗ wrong")];
  return [heading(model, ...mark),
    h("ol", {}, ...answers.map(({ answer, score: value }, k) =>
      h("li", { class: [k === 0 ? "best" : "", answer === truth ? "truth" : ""].join(" ").trim() || null },
        h("span", { class: "word" }, answer), h("span", { class: "bar" }, h("i", { "--part": value })),
        h("span", { class: "number" }, score(value)))))];
}

/** What a screen reader says when the answers are there. */
export function spoken({ explanations, truth }) {
  const said = explanations.map(({ model, answers }) =>
    answers.length ? `${modelName(model)}: ${answers[0].answer}, ${score(answers[0].score)}.` : `${modelName(model)}: no answer.`);
  return [...said, truth === null ? "" : `Right answer: ${truth}.`].join(" ").trim();
}
