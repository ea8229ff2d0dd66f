// A picture to ask about: {name, width, height, boxes, questions, picture (null: only regions are known)}.

import * as api from "./api.js";
import { titleOf } from "./link.js";

/** Where only the regions of an image are known, not its size. */
const UNSEEN = { width: 640, height: 480, unseen: true };

/** A new drawn scene. */
export const drawnScene = async () => sceneOf(await api.drawScene());

/** The picture in a file, which the server keeps for a while. */
export const uploadedScene = async (file) => sceneOf(await api.upload(file));

/** What the server has under a name; a drawn scene is drawn again. */
export async function namedScene(name) {
  const none = { questions: [] };
  const [found, asked] = await Promise.all([api.regions(name), api.questions(name).catch(() => none)]);
  return sceneOf({ name, ...(found.image ?? UNSEEN), regions: found.regions, questions: asked.questions });
}

async function sceneOf({ name, width, height, regions, questions = [], unseen = false }) {
  const boxes = regions.map(({ box }) => box);
  return { name, width, height, boxes, questions, question: titleOf(name), picture: unseen ? null : await picturePath(name) };
}

/** Where the picture lies, once it is loaded. */
async function picturePath(name) {
  const image = new Image();
  image.src = api.pictureOf(name);
  try {
    await image.decode();
    return image.src;
  } catch {
    return null;
  }
}
