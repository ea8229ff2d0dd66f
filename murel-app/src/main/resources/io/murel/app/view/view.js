const run = JSON.parse(document.getElementById("run").textContent);
document.getElementById("title").textContent = run.title;
document.title = `${run.title}: learning curves`;

const epochs = new Set(run.charts.filter((c) => c.x === "epoch").flatMap((c) => c.series.flatMap((s) => s.x)));
document.getElementById("summary").textContent =
  epochs.size === 0 ? "no epoch finished yet" : epochs.size === 1 ? "1 epoch" : `${epochs.size} epochs`;

const charts = document.getElementById("charts");
run.charts.forEach((chart) => charts.append(lineChart(chart)));

const options = document.getElementById("options");
options.hidden = run.options === "";
options.querySelector("pre").textContent = run.options;

document.getElementById("theme").onclick = () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
};
