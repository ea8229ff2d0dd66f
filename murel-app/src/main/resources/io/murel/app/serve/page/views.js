// What can be shown of a picture: its regions, each step of a network, the weights of attention.

const LEAST_SHARE = 0.005; // smaller ones are not seen

const NAMES = { murel: "MuRel", attention: "Attention" };
export const modelName = (name) => NAMES[name] ?? name.charAt(0).toUpperCase() + name.slice(1);

const COLORS = { murel: "var(--murel)", attention: "var(--attention)" };
export const modelColor = (name) => COLORS[name] ?? "var(--other)";

export const REGIONS_VIEW = { key: "regions", name: "Regions", kind: "objects" };

/** One view a step of each explanation, in the order of the models. */
export function viewsOf(explanations) {
  return [REGIONS_VIEW, ...explanations.flatMap(({ model, trace }) => trace.steps.map((step, k) => {
    const relates = step.partners.length > 0;
    const of = trace.steps.length;
    return {
      key: `${model}/${k + 1}`,
      name: relates || of > 1 ? `Step ${k + 1}` : modelName(model),
      kind: relates ? "pairs" : "heat",
      model, step: k + 1, of,
      contributions: step.contributions,
      partners: step.partners.map(sparse),
    };
  }))];
}

/** [[region, share], ...], the largest share first. */
function sparse(shares) {
  return shares.map((part, j) => [j, part]).filter(([, part]) => part >= LEAST_SHARE).sort((a, b) => b[1] - a[1]);
}

/** The view to begin with: the last step that relates regions. */
export function firstView(views) {
  return (views.findLast((view) => view.kind === "pairs") ?? views.at(-1)).key;
}

export function headingOf(view, regions) {
  if (view.kind === "objects") return regions === 1 ? "1 region" : `${regions} regions`;
  return view.of > 1 ? `${modelName(view.model)}, step ${view.step} of ${view.of}` : `${modelName(view.model)}, one look`;
}

/** Regions by what they contribute, most first: [[region, share], ...]. */
export const ranked = (view) => view.contributions.map((part, i) => [i, part]).sort((a, b) => b[1] - a[1]);
