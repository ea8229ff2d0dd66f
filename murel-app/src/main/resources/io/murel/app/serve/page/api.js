// The server's HTTP interface. Every failure becomes a Trouble that can be shown as it is.

export class Trouble extends Error {
  /** @param status of the response; 0 where there was none */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const BASE = "api/v1";

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(`${BASE}/${path}`, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble(0, "The server does not answer. Is ./murel serve still running?");
  }
  if (response.ok) return response.json();
  throw new Trouble(response.status, await detailOf(response));
}

/** What a problem document says; servers in between may send something else. */
async function detailOf(response) {
  try {
    const problem = await response.json();
    const text = problem.detail ?? problem.title;
    if (text) return text;
  } catch {
    // not a problem document
  }
  return `The server answered ${response.status} ${response.statusText}`.trim() + ".";
}

const json = (body, signal) => ({
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal,
});

const of = (name) => `images/${encodeURIComponent(name)}`;

export const models = () => call("models");
export const images = (offset, limit) => call(`images?offset=${offset}&limit=${limit}`);
export const regions = (name) => call(`${of(name)}/regions`);
export const questions = (name) => call(`${of(name)}/questions`);
export const pictureOf = (name) => `${BASE}/${of(name)}`;
export const drawScene = () => call("scenes", json({}));

export function upload(file) {
  const form = new FormData();
  form.append("image", file, file.name || "picture");
  return call("images", { method: "POST", body: form });
}

/** Answers with the reasoning behind them. */
export const explain = (image, question, model, signal) =>
  call(`answers?trace=true&top_k=5&model=${encodeURIComponent(model)}`, json({ image, question, model }, signal));

/** The best answer to each of several questions. */
export const bestAnswers = async (image, questions, model) =>
  (await call("answers?top_k=1", json({ image, questions, model }))).map((answers) => answers[0]?.answer ?? "");
