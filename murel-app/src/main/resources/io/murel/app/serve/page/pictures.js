// Where pictures come from: a drawn scene, a file chosen, dropped or pasted, or the server's store.

import { h, integer } from "./dom.js";
import { icon } from "./icons.js";
import { images, pictureOf } from "./api.js";
import { titleOf } from "./link.js";

const PAGE = matchMedia("(max-width: 900px)").matches ? 12 : 16; // fills whole rows

/** Buttons for a new picture. @param on {draw(), file(file)} */
export function sourceButtons(on) {
  const input = h("input", { type: "file", accept: "image/*", class: "unseen", tabindex: -1, "aria-label": "Picture file", onchange: () => {
    if (input.files.length) on.file(input.files[0]);
    input.value = "";
  } });
  return [
    h("button", { type: "button", class: "quiet", id: "draw", onclick: on.draw }, icon("dice"), "New scene"),
    h("button", { type: "button", class: "quiet", id: "upload", onclick: () => input.click() }, icon("upload"), "Upload"),
    input,
  ];
}

/** Takes files that are dropped on the page or pasted into it. */
export function watchFiles(zone, take) {
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  const cover = (by) => {
    depth = Math.max(0, depth + by);
    zone.hidden = depth === 0;
  };
  addEventListener("dragenter", (event) => carries(event) && cover(1));
  addEventListener("dragleave", (event) => carries(event) && cover(-1));
  addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth = 0;
    zone.hidden = true;
    take(event.dataTransfer.files[0]);
  });
  addEventListener("paste", (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}

/** The store's pictures, a page at a time. */
export class Gallery {
  /** @param on {open(name)} */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    this.tiles = h("ul", { class: "tiles" });
    this.more = h("button", { type: "button", class: "quiet more", onclick: () => this.load() }, "Show more");
    this.name = h("input", { type: "text", id: "image-name", placeholder: "Name", autocomplete: "off", spellcheck: "false" });
    this.shown = 0;
  }

  async start() {
    const { total, images: first } = await images(0, PAGE);
    this.drawn = total === 0;
    this.root.replaceChildren(
      h("header", { class: "bar-row" }, h("h2", { id: "pictures-title" }, "Pictures"),
        h("span", { class: "soft" }, this.drawn ? "drawn scenes" : `${integer(total)} on the server`),
        h("form", { class: "by-name", onsubmit: (event) => {
          event.preventDefault();
          if (this.name.value.trim()) this.on.open(this.name.value.trim());
        } }, h("label", { for: "image-name" }, "Open by name"), this.name, h("button", { type: "submit", class: "quiet" }, "Open"))),
      this.tiles, this.more);
    if (this.drawn) this.scenes();
    else this.add(first, total);
  }

  /** Without a store there are still scenes: each seed draws one. */
  scenes() {
    this.add(Array.from({ length: PAGE }, (_, k) => ({ name: `scene-${this.shown + k + 1}`, picture: true })), Infinity);
  }

  async load() {
    if (this.drawn) {
      this.scenes();
      return;
    }
    try {
      const { total, images: next } = await images(this.shown, PAGE);
      this.add(next, total);
      this.more.textContent = "Show more";
    } catch (trouble) {
      this.more.textContent = `${trouble.message} Try again`;
    }
  }

  add(list, total) {
    this.tiles.append(...list.map(({ name, picture }) => h("li", {}, this.tile(name, picture))));
    this.shown += list.length;
    this.more.hidden = this.shown >= total || list.length === 0;
    this.mark(this.current);
  }

  tile(name, picture) {
    return h("button", { type: "button", class: "tile", "data-name": name, title: name, onclick: () => this.on.open(name) },
      picture ? h("img", { src: pictureOf(name), alt: "", loading: "lazy" }) : h("span", { class: "no-picture" }, icon("pictures")), h("span", { class: "label" }, titleOf(name)));
  }

  mark(name) {
    this.current = name;
    this.tiles.querySelectorAll(".tile").forEach((tile) => tile.setAttribute("aria-current", tile.dataset.name === name));
  }
}
