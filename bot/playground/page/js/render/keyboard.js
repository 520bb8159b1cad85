// @ts-check
/** The rows of buttons under a message. */

import { el, languageOf } from "../dom.js";
import { icon } from "../icons.js";
import { resolve } from "../links.js";
import { state } from "../state.js";
import { t } from "../words.js";

/** @typedef {import("../state.js").Button} Button */
/** @typedef {import("../state.js").Message} Message */

/**
 * @param {Message} message
 * @param {(message: Message, button: Button) => Promise<void>} press settles when the bot has answered, or will not
 * @returns {HTMLElement | null}
 */
export function renderKeyboard(message, press) {
  const rows = message.reply_markup?.inline_keyboard ?? message.reply_markup?.keyboard ?? [];
  if (!rows.length) return null;
  return el(
    "div",
    { class: "keyboard", role: "group", "aria-label": t("buttons") },
    rows.map((row) => el("div", { class: "keyboard-row" }, row.map((button) => renderButton(message, button, press)))),
  );
}

/**
 * @param {Message} message
 * @param {Button} button
 * @param {(message: Message, button: Button) => Promise<void>} press
 */
function renderButton(message, button, press) {
  const attributes = { class: "key", "data-style": button.style, lang: languageOf(button.text) };
  const label = el("span", { class: "key-label" }, button.text);
  const out = button.url ? resolve(button.url, state.bot.username ?? "") : null;
  if (out && "href" in out) {
    const tab = { href: out.href, target: "_blank", rel: "noopener noreferrer" };
    return el("a", { ...attributes, ...tab }, label, icon("arrow"), el("span", { class: "hidden" }, `, ${t("opensTab")}`));
  }
  const node = el("button", { type: "button", ...attributes }, label, mark(button));
  node.addEventListener("click", () => wait(node, () => press(message, button)));
  return node;
}

/** @param {Button} button */
function mark(button) {
  if (button.copy_text) return icon("copy");
  if (Object.keys(button).some((name) => name.startsWith("switch_inline_query"))) return icon("inline");
  return null;
}

/**
 * Show that the button waits; however the press ends, it comes back.
 * @param {HTMLElement} node
 * @param {() => Promise<void>} work
 */
async function wait(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  const spinner = el("span", { class: "spinner" }, el("span", { class: "hidden" }, `, ${t("waiting")}`));
  node.append(spinner);
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
    spinner.remove();
  }
}

/**
 * Tell which button of a message has the focus, by row and column.
 * @param {HTMLElement} entry
 * @returns {[number, number] | null}
 */
export function focusedButton(entry) {
  const key = document.activeElement?.closest(".key");
  if (!key || !entry.contains(key)) return null;
  const row = /** @type {HTMLElement} */ (key.parentElement);
  const rows = [.../** @type {HTMLElement} */ (row.parentElement).children];
  return [rows.indexOf(row), [...row.children].indexOf(key)];
}

/**
 * Focus the button at that place, or the nearest one, of a message whose keyboard was replaced.
 * @param {HTMLElement} entry
 * @param {[number, number]} place
 */
export function focusButton(entry, [row, column]) {
  const rows = [...entry.querySelectorAll(".keyboard-row")];
  const keys = /** @type {HTMLElement[]} */ ([...(rows[Math.min(row, rows.length - 1)]?.children ?? [])]);
  const target = keys[Math.min(column, keys.length - 1)] ?? entry.querySelector(".bubble");
  target?.focus({ preventScroll: true });
}
