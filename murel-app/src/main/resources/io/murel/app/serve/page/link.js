// The address of what is shown: #image=scene-42&question=...&view=murel/2

export function readLink() {
  const fields = new URLSearchParams(location.hash.slice(1));
  return {
    image: fields.get("image") || null,
    question: fields.get("question") || "",
    view: fields.get("view") || null,
    compare: fields.get("compare") === "yes",
  };
}

/** @param step whether going back should lead to what was shown before */
export function writeLink({ image, question, view, compare }, step) {
  const fields = new URLSearchParams();
  if (image) fields.set("image", image);
  if (question) fields.set("question", question);
  if (question && view) fields.set("view", view);
  if (question && compare) fields.set("compare", "yes");
  const hash = `#${String(fields).replaceAll("%2F", "/")}`;
  if (hash === location.hash) return;
  history[step ? "pushState" : "replaceState"](null, "", hash);
}

/** Whether only the server's memory holds the picture. */
export const fleeting = (image) => image.startsWith("upload-");

/** A picture's name as people read it. */
export const titleOf = (name) => (fleeting(name) ? "Your picture" : name.replace(/^scene-(\d+)(?:-\d+)?$/, "Scene $1"));
