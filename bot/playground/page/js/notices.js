// @ts-check
/** Short notices, alerts, and the question where to share something. */

import { PlayError } from "./api.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

const SHOWN = 6000;
const MOST = 3;

/**
 * Show a notice for a while; it is read out politely.
 * @param {string} text
 */
export function notice(text) {
  const box = byId("notices");
  const close = el("button", { type: "button", class: "icon-button", "aria-label": t("ok"), title: t("ok") }, icon("close"));
  const node = el("div", { class: "notice" }, el("p", { dir: "auto" }, text), close);
  const end = () => node.remove();
  close.addEventListener("click", end);
  box.append(node);
  while (box.children.length > MOST) box.firstElementChild.remove();
  setTimeout(end, SHOWN);
}

/**
 * Say of a failed call what to do; what the reader cancelled says nothing.
 * @param {unknown} error
 */
export function failed(error) {
  if (!(error instanceof PlayError)) throw error;
  notice(error.kind === "refused" ? t("refused", { error: error.message }) : t(error.kind));
}

/** @param {string} text a read-only name for a screen reader, e.g. how many results there are */
export function announce(text) {
  byId("announce").textContent = text;
}

/** @param {string} text shown until the reader confirms it */
export function alertDialog(text) {
  const ok = el("button", { type: "button", class: "solid", autofocus: true }, t("ok"));
  openDialog(text, el("div", { class: "dialog-buttons" }, ok));
  ok.addEventListener("click", () => byId("dialog").close());
}

/**
 * Let the reader choose one of several; cancelling chooses none.
 * @param {string} question
 * @param {{name: string, choose: () => void}[]} choices
 */
export function chooseDialog(question, choices) {
  const dialog = byId("dialog");
  const buttons = choices.map(({ name, choose }) =>
    el("button", { type: "button", class: "choice", onclick: () => (dialog.close(), choose()) }, name),
  );
  const cancel = el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, t("cancel"));
  openDialog(question, el("div", { class: "choices" }, buttons), el("div", { class: "dialog-buttons" }, cancel));
}

/**
 * @param {string} text
 * @param {...Node} rest
 */
function openDialog(text, ...rest) {
  const dialog = byId("dialog");
  if (dialog.open) dialog.close();
  dialog.replaceChildren(el("p", { id: "dialog-text", dir: "auto" }, text), ...rest);
  dialog.showModal();
}
