// What can be shown of a picture: its regions, each step of a network, the weights of attention.

const LEAST_SHARE = 0.005; // smaller ones are not seen

const NAMES = { murel: "MuRel", attention: "Attention" };
export const modelName = (name) => NAMES[name] ?? name.charAt(0).toUpperCase() + name.slice(1);

const COLORS = { murel: "var(--murel)", attention: "var(--attention)" };
export const modelColor = (name) => COLORS[name] ?? "var(--other)";

/** The regions, and one view a step of each explanation, in their order. Each knows the scene it is drawn over. */
export function viewsOf(explanations, scene) {
  return [{ key: "regions", name: "Regions", kind: "objects", scene },
    ...explanations.flatMap(({ model, trace, regions }) => trace.steps.map((step, k) => {
      const relates = step.partners.length > 0;
      const of = trace.steps.length;
      return {
        key: `${model}/${k + 1}`,
        name: relates || of > 1 ? `Step ${k + 1}` : modelName(model),
        kind: relates ? "pairs" : "heat",
        scene: seenBy(scene, regions),
        model, step: k + 1, of,
        contributions: step.contributions,
        partners: step.partners.map(sparse),
      };
    }))];
}

/** Models may see different regions of one picture. */
function seenBy(scene, regions) {
  const boxes = regions.map(({ box }) => box);
  return JSON.stringify(boxes) === JSON.stringify(scene.boxes) ? scene : { ...scene, boxes };
}

/** [[region, share], ...], the largest share first. */
function sparse(shares) {
  return shares.map((part, j) => [j, part]).filter(([, part]) => part >= LEAST_SHARE).sort((a, b) => b[1] - a[1]);
}

/** The view to begin with: the last step that relates regions. */
export const firstView = (views) => views.findLast((view) => view.kind === "pairs") ?? views.at(-1);

/** A step beside the weights of attention, in this order; alone where there is nothing to compare with. */
export function comparedWith(view, views) {
  const step = view.kind === "heat" ? views.findLast((one) => one.kind === "pairs") : view;
  const heat = view.kind === "heat" ? view : views.find((one) => one.kind === "heat");
  return step && heat ? [step, heat] : [view];
}

export function headingOf(view, regions) {
  if (view.kind === "objects") return regions === 1 ? "1 region" : `${regions} regions`;
  return view.of > 1 ? `${modelName(view.model)}, step ${view.step} of ${view.of}` : `${modelName(view.model)}, one look`;
}

/** Regions by what they contribute, most first: [[region, share], ...]. */
export const ranked = (view) => view.contributions.map((part, i) => [i, part]).sort((a, b) => b[1] - a[1]);
