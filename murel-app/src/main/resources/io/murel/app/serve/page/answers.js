// The answers of each model as bars.

import { h, score } from "./dom.js";
import { modelColor, modelName } from "./views.js";

/**
 * @param explanations of the models that have answered
 * @param awaited names of those that have not
 * @param truth the right answer, or null
 */
export function answerPanels(explanations, awaited, truth) {
  return [...explanations.map((explanation) => panel(explanation, truth)),
    ...awaited.map((model) => h("section", { class: "answers waiting", "--color": modelColor(model) },
      heading(model), h("ol", { "aria-hidden": "true" }, ...[0.8, 0.5, 0.35, 0.2, 0.12].map((part) =>
        h("li", {}, h("span", { class: "bar" }, h("i", { "--part": part })))))))];
}

const heading = (model, ...more) => h("h3", {}, h("i", { class: "dot" }), `${modelName(model)} says`, ...more);

function panel({ model, answers }, truth) {
  const good = truth !== null && answers[0]?.answer === truth;
  const mark = truth === null ? [] : [h("span", { class: good ? "mark good" : "mark bad" }, good ? "✓ right" : "✗ wrong")];
  return h("section", { class: "answers", "--color": modelColor(model) }, heading(model, ...mark),
    h("ol", {}, ...answers.map(({ answer, score: value }, k) =>
      h("li", { class: [k === 0 ? "best" : "", answer === truth ? "truth" : ""].join(" ").trim() || null },
        h("span", { class: "word" }, answer), h("span", { class: "bar" }, h("i", { "--part": value })),
        h("span", { class: "number" }, score(value))))));
}

/** What a screen reader says when the answers are there. */
export function spoken(explanations, truth) {
  const said = explanations.map(({ model, answers }) =>
    answers.length ? `${modelName(model)}: ${answers[0].answer}, ${score(answers[0].score)}.` : `${modelName(model)}: no answer.`);
  return [...said, truth === null ? "" : `Right answer: ${truth}.`].join(" ").trim();
}
