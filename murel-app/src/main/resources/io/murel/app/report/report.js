// Puts the page together from the data.

const data = JSON.parse(document.getElementById("data").textContent);
const section = (id) => document.getElementById(id);
const SERIES = [["chance", "Chance"], ["questionOnly", "Question only"], ["attention", "Attention"], ["murel", "MuRel"]];
const ASKS = {
  exist: "Is there a …?",
  count: "How many …?",
  query: "What color is …?",
  compare: "More … than …?",
  spatial: "left of, behind, between",
  nearest: "nearest to, farthest from",
  same: "the same color as",
  "two-hop": "one relation after another",
};

function hero() {
  const rows = [["All questions", data.table.all], ["About relations", data.table.relational],
    ["Spatial", data.table.types.find((row) => row.type === "spatial")]].filter(([, row]) => row);
  section("hero").append(
    h("div", { class: "words" },
      h("p", { class: "kicker" }, "MuRel demo", data.summary.quick ? h("span", { class: "chip warn" }, "quick run") : null),
      h("h1", {}, data.headline), h("p", { class: "lead" }, data.lead)),
    poster(),
    h("div", { class: "figures" }, ...rows.map(([name, row]) => figure(name, row))));
}

function figure(name, row) {
  const clear = Math.abs(row.difference.value) > row.difference.margin;
  return h("div", { class: "card figure" },
    h("h2", {}, name),
    h("p", { class: clear ? "gain" : "gain soft" }, h("b", {}, signed(row.difference.value)), ` points ±${NBSP}${fixed(row.difference.margin)}`),
    ...[["MuRel", row.murel], ["attention", row.attention]].map(([model, part]) =>
      h("div", { class: "row", "--color": color(model) }, h("span", {}, capital(model)),
        h("span", { class: "bar" }, h("i", { "--part": part.value / 100 })), h("b", {}, `${fixed(part.value)}${NBSP}%`))));
}

/** The example to begin with: one about relations that MuRel answers, if there is one. */
function firstExample() {
  const relational = (example) => data.table.relationalTypes.includes(example.type);
  const good = (example) => example.models.length > 0 && right(example, example.models[0]);
  const at = data.examples.findIndex((example) => relational(example) && good(example));
  return Math.max(0, at);
}

function poster() {
  if (data.examples.length === 0) return h("div");
  const example = data.examples[firstExample()];
  const views = viewsOf(example);
  const view = views[firstView(views)];
  const picture = new ScenePicture(example, false);
  picture.show(view);
  const found = example.models[0]?.answers[0]?.[0] ?? "";
  return h("a", { class: "poster", href: "#examples" }, picture.root,
    h("span", {}, example.question, " ", h("b", {}, capital(found)),
      h("small", {}, "Bright boxes count; arrows lead to the regions they draw on. See more scenes below.")));
}

function made() {
  const { summary } = data;
  const split = (name) => `${integer(summary.data[name].questions)} in ${integer(summary.data[name].images)}`;
  const facts = [
    ["Training questions", `${split("train")} pictures`], ["Validation", `${split("val")} pictures`], ["Test", `${split("test")} pictures`],
    ["Answers to choose from", integer(summary.data.answers)], ["Numbers per region", integer(summary.data.features)], ["Seed", String(summary.seed)],
    ["Machine", `${summary.machine.cores} cores, ${summary.machine.os}`], ["Java", summary.machine.jdk], ["Whole run", duration(summary.totalSeconds)],
  ];
  section("made").append(
    summary.quick ? h("p", { class: "note" }, "A quick run: fewer scenes and less training than the full demo, so expect lower figures. Run it without --quick for the real ones.") : "",
    h("div", { class: "networks" }, ...summary.networks.map((network) =>
      h("div", { class: "card", "--color": color(network.name) }, h("h3", {}, h("i"), capital(network.name)),
        h("p", {}, `${integer(network.parameters)} parameters, trained for `, h("b", {}, duration(network.trainSeconds)),
          `: ${integer(network.questionsSeen)} questions, ${fixed(network.epochs)} epochs.`),
        h("p", { class: "soft" }, network.options)))),
    h("dl", { class: "facts" }, ...facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    h("pre", { "aria-label": "Command" }, h("code", {}, summary.command)),
    h("p", { class: "soft" }, `Finished ${summary.finished.replace("T", " ").replace("Z", " UTC")}.`));
}

function types() {
  const { table } = data;
  const pooled = [];
  if (table.relational) pooled.push(row(table.relational, table.relationalTypes.join(", ")));
  pooled.push(row(table.all, "every question"));
  section("types").append(
    h("ul", { class: "reading" }, ...data.reading.map((sentence) => h("li", {}, sentence))),
    h("div", { class: "card" }, h("table", {},
      h("caption", {}, "Right answers on the test pictures, in percent"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Type"), ...SERIES.map(([, name]) => h("th", { scope: "col" }, name)),
        h("th", { scope: "col" }, "MuRel − attention"), h("th", { scope: "col" }, "Questions"))),
      h("tbody", {}, ...table.types.map((r) => row(r, ASKS[r.type] ?? ""))),
      h("tfoot", {}, ...pooled))),
    h("p", { class: "soft small" }, "± is half of a 95 % interval; for the difference it compares the two networks question by question. Chance: always the most common training answer of the type. Question only: a guess that never sees the picture."));
}

function row(r, asks) {
  const scale = Math.max(10, ...data.table.types.map((t) => Math.abs(t.difference.value)));
  const { value, margin } = r.difference;
  const state = value > margin ? "up" : -value > margin ? "down" : "even";
  return h("tr", { class: `${state}-row` },
    h("th", { scope: "row" }, r.type, h("small", {}, asks)),
    ...SERIES.map(([key, name]) => h("td", { class: key, "data-name": name },
      h("span", { class: "value" }, fixed(r[key].value), h("small", {}, ` ±${fixed(r[key].margin)}`)),
      h("span", { class: "bar" }, h("i", { "--part": r[key].value / 100 })))),
    h("td", { class: `difference ${state}${value < 0 ? " negative" : ""}`, "data-name": "Difference" },
      h("span", { class: "value" }, signed(value), h("small", {}, ` ±${fixed(margin)}`)),
      h("span", { class: "bar" }, h("i", { "--part": Math.abs(value) / scale }))),
    h("td", { class: "questions", "data-name": "Questions" }, integer(r.questions)));
}

function curves() {
  const metrics = [["accuracy", "Accuracy, percent", (v) => `${fixed(v)}${NBSP}%`], ["loss", "Loss", (v) => fixed(v, 3)]];
  const SPLIT = { train: "training", val: "validation" };
  const charts = metrics.map(([metric, title, format]) => new LineChart(title,
    data.curves.filter((curve) => curve.metric === metric && curve.points.length > 0).map((curve) => ({
      name: capital(curve.network), detail: SPLIT[curve.split] ?? curve.split, color: color(curve.network),
      dashed: curve.split === "train", points: curve.points,
    })), format)).filter((chart) => chart.series.length > 0);
  if (charts.length === 0) {
    section("curves").append(h("p", { class: "soft" }, "No learning curves were recorded."));
    return;
  }
  const buttons = [["seconds", "by training time"], ["epochs", "by epochs"]].map(([axis, name]) =>
    h("button", { type: "button", onclick: () => over(axis) }, name));
  const over = (axis) => {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", (i === 0) === (axis === "seconds")));
    charts.forEach((chart) => chart.over(axis));
  };
  section("curves").append(h("div", { class: "switch", role: "group", "aria-label": "Horizontal axis" }, ...buttons),
    h("div", { class: "charts" }, ...charts.map((chart) => chart.root)));
  over("seconds");
}

function examples() {
  const { agreement } = data.table.all;
  const mix = Object.entries(agreement).map(([name, percent]) => `${name} ${fixed(percent)}${NBSP}%`).join(", ");
  section("examples").append(
    h("p", { class: "intro" }, "MuRel looks several times. In each step every region takes in what it needs from its partners; a bright box is a region that ends up in the scene vector, an arrow points at the partner a region draws on. Attention looks once, and only weighs."),
    h("p", { class: "soft small" }, `${data.exampleRule} Among all test questions: ${mix}.`));
  if (data.examples.length === 0) return;
  const viewer = new Viewer(data.examples);
  section("examples").append(viewer.root);
  viewer.open(firstExample());
  const paper = h("div", { class: "paper" });
  section("examples").append(paper);
  window.addEventListener("beforeprint", () => paper.replaceChildren(...data.examples.map(onPaper)));
  window.addEventListener("afterprint", () => paper.replaceChildren());
}

/** An example for print: MuRel's last step beside attention. */
function onPaper(example) {
  const views = viewsOf(example);
  const shown = [views[firstView(views)], views.find((view) => view.kind === "heat")].filter(Boolean);
  return h("article", { class: "card" },
    h("h3", {}, `${example.question} `, h("small", {}, `${example.type}; right answer: ${example.answer}`)),
    h("div", { class: "stills" }, ...shown.map((view) => {
      const picture = new ScenePicture(example, false);
      picture.show(view);
      return h("figure", {}, picture.root, h("figcaption", {}, view.kind === "pairs" ? `${view.model}, ${view.name.toLowerCase()}` : view.name));
    })),
    h("div", { class: "both" }, ...example.models.map((model) => answers(example, model))));
}

[hero, made, types, curves, examples].forEach((draw) => draw());
document.documentElement.dataset.ready = "true";
