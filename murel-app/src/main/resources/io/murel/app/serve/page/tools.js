// Copying the link, and choosing light or dark.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { notice } from "./notice.js";

const THEMES = [["", "auto", "Colours of the system"], ["light", "sun", "Light"], ["dark", "moon", "Dark"]];

/** @param noteOf says what the copied link does */
export function tools(noteOf) {
  const toast = h("div", { class: "toast", role: "status" });
  const copy = h("button", { type: "button", class: "quiet", "aria-label": "Copy link", onclick: async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      notice(toast, noteOf(), { kind: "fine" });
    } catch {
      notice(toast, "The browser does not let the page copy. The link is the one in the address bar.", { kind: "fine" });
    }
    clearTimeout(copy.timer);
    copy.timer = setTimeout(() => toast.replaceChildren(), 8000);
  } }, icon("link"), h("span", {}, "Copy link"));
  const theme = h("button", { type: "button", class: "quiet round", onclick: () => {
    const now = THEMES.findIndex(([name]) => name === (document.documentElement.dataset.theme ?? ""));
    use(THEMES[(now + 1) % THEMES.length]);
  } });
  const use = ([name, sign, title]) => {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    try {
      if (name) localStorage.setItem("murel.theme", name);
      else localStorage.removeItem("murel.theme");
    } catch {
      // it lasts as long as the page
    }
    theme.replaceChildren(icon(sign));
    theme.setAttribute("aria-label", `Colours: ${title.toLowerCase()}`);
    theme.title = title;
  };
  use(THEMES.find(([name]) => name === (document.documentElement.dataset.theme ?? "")));
  return [copy, theme, toast];
}
