// @ts-check
/** On a phone the list of chats is a drawer. */

import { byId } from "./dom.js";
import { icon } from "./icons.js";
import { on } from "./state.js";

export function startDrawer() {
  const phone = matchMedia("(max-width: 720px)");
  const [sidebar, button, scrim] = [byId("sidebar"), byId("drawer"), byId("scrim")];
  button.append(icon("menu"));
  const show = (/** @type {boolean} */ shown) => {
    sidebar.classList.toggle("open", shown);
    sidebar.inert = phone.matches && !shown;
    scrim.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    for (const id of ["conversation", "samples", "composer"]) byId(id).inert = shown;
  };
  const close = () => {
    if (!sidebar.classList.contains("open")) return;
    show(false);
    button.focus();
  };
  button.addEventListener("click", () => {
    show(true);
    (sidebar.querySelector("[aria-current]") ?? sidebar.querySelector("button")).focus();
  });
  scrim.addEventListener("click", close);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  phone.addEventListener("change", () => show(false));
  on("open", close);
  show(false);
}
