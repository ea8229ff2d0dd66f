// One question to all models at once.

import { explain } from "./api.js";

/**
 * What came of a question: explanations and troubles by model, and who is still awaited.
 * Told after each answer; gives true at the end, false if the signal came before.
 */
export class Asking {
  constructor(scene, question, models) {
    Object.assign(this, { scene, question, models });
    this.truth = scene.questions.find((one) => one.question === question)?.answer ?? null;
    this.found = new Map();
    this.failed = new Map();
  }

  get awaited() {
    return this.models.filter((model) => !this.found.has(model) && !this.failed.has(model));
  }

  /** In the order of the models. */
  get explanations() {
    return this.models.map((model) => this.found.get(model)).filter(Boolean);
  }

  /** The first model's first answer; none if it knows nothing. */
  get answer() {
    return this.explanations[0].answers[0]?.answer ?? "";
  }

  /** Whether that is right; null where nobody knows. */
  get good() {
    return this.truth === null ? null : this.answer === this.truth;
  }

  async run(signal, told) {
    await Promise.all(this.models.map(async (model) => {
      try {
        this.found.set(model, { ...(await explain(this.scene.name, this.question, model, signal)), model });
      } catch (trouble) {
        this.failed.set(model, trouble);
      }
      if (!signal.aborted) told();
    }));
    return !signal.aborted;
  }
}
