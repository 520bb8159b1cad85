// @ts-check
/** The page's two settings: its theme and its language. */

import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { language, onLanguage, setLanguage, t } from "./words.js";

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

function draw() {
  const other = language() === "bn" ? "en" : "bn";
  byId("language").replaceChildren(icon("language"), el("span", { lang: other }, t("otherLanguage")));
  byId("theme").replaceChildren(icon(isDark() ? "sun" : "moon"), el("span", {}, t(isDark() ? "light" : "dark")));
}

export function startSettings() {
  byId("language").addEventListener("click", () => setLanguage(language() === "bn" ? "en" : "bn"));
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("barta-theme", root.dataset.theme);
    draw();
  });
  system.addEventListener("change", draw);
  onLanguage(draw);
  draw();
}
