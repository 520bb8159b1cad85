// @ts-check
/** A message's text with its entities as elements. Offsets count UTF-16 units, as JavaScript's strings do. */

import { el, languageOf } from "../dom.js";
import { icon } from "../icons.js";
import { resolve } from "../links.js";
import { t } from "../words.js";

/** @typedef {import("../state.js").Entity} Entity */
/**
 * @typedef {{bot: string, start: (payload: string) => void, command: (text: string) => void,
 *   mention: () => void}} Follow
 */

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const ADDRESSES = { email: "mailto:", phone_number: "tel:", url: "" };

/**
 * Render a text. Entities may nest, overlap, or lie outside the text: each stretch gets just those that cover it.
 * @param {string} text
 * @param {Entity[]} entities
 * @param {Follow} follow what the text's links, commands and mentions do
 * @returns {HTMLElement}
 */
export function renderText(text, entities, follow) {
  const language = languageOf(text);
  const root = el("div", { class: "text", dir: "auto", lang: language });
  /** @type {{entity: Entity, node: HTMLElement, inside: HTMLElement}[]} */
  let stack = [];
  let afterBlock = false;
  for (const { start, end, active } of stretches(text, entities)) {
    const shared = stack.findIndex(({ entity }, depth) => entity !== active[depth]);
    if (shared !== -1) {
      afterBlock = stack.slice(shared).some(({ entity }) => BLOCKS.has(entity.type));
      stack = stack.slice(0, shared);
    }
    for (const entity of active.slice(stack.length)) {
      const opened = open(entity, text.slice(entity.offset, entity.offset + entity.length), follow);
      (stack.at(-1)?.inside ?? root).append(opened.node);
      stack.push({ entity, ...opened });
    }
    // A block ends its line by itself: the line break that follows it in the text would be a second one.
    const from = afterBlock && text[start] === "\n" ? start + 1 : start;
    afterBlock = false;
    const stretch = text.slice(from, end);
    const exact = active.some(({ type }) => type === "pre" || type === "code");
    const nodes = exact ? [stretch] : leaves(stretch, language, text[from - 1] !== "\n");
    (stack.at(-1)?.inside ?? root).append(...nodes);
  }
  return root;
}

/**
 * Cut the text where any entity begins or ends.
 * @param {string} text
 * @param {Entity[]} entities
 */
function stretches(text, entities) {
  const ordered = [...entities].sort(
    (a, b) =>
      Number(BLOCKS.has(b.type)) - Number(BLOCKS.has(a.type)) || a.offset - b.offset || b.length - a.length,
  );
  const bounds = new Set([0, text.length]);
  for (const { offset, length } of ordered) {
    for (const bound of [offset, offset + length]) if (bound > 0 && bound < text.length) bounds.add(bound);
  }
  const cuts = [...bounds].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => ({
    start: cuts[index],
    end,
    active: ordered.filter(({ offset, length }) => offset <= cuts[index] && offset + length >= end),
  }));
}

/**
 * Give the plain nodes of a stretch. A line in the other language says so, for screen readers and fonts; an empty line
 * is a gap, lower than a line of text.
 * @param {string} text
 * @param {string | null} around
 * @param {boolean} inLine whether the stretch begins within a line
 */
function leaves(text, around, inLine) {
  return text.split(/(?<=\n)/).map((line, index) => {
    if (line === "\n" && (index || !inLine)) return el("span", { class: "gap" }, line);
    const language = languageOf(line);
    return language && language !== around ? el("span", { lang: language }, line) : line;
  });
}

/**
 * @param {Entity} entity
 * @param {string} covered
 * @param {Follow} follow
 * @returns {{node: HTMLElement, inside: HTMLElement}}
 */
function open(entity, covered, follow) {
  const node = element(entity, covered, follow);
  const inside = /** @type {HTMLElement | null} */ (node.querySelector("[data-inside]"));
  return { node, inside: inside ?? node };
}

/**
 * @param {Entity} entity
 * @param {string} covered
 * @param {Follow} follow
 */
function element(entity, covered, follow) {
  const { type } = entity;
  if (type in TAGS) return el(TAGS[/** @type {keyof typeof TAGS} */ (type)]);
  if (type === "text_link") return link(entity.url ?? "", follow);
  if (type in ADDRESSES) return link(ADDRESSES[/** @type {keyof typeof ADDRESSES} */ (type)] + covered, follow);
  if (type === "pre") return el("pre", {}, el("code", { "data-inside": true, "data-language": entity.language }));
  if (type === "blockquote") return el("blockquote");
  if (type === "expandable_blockquote") return expandable();
  if (type === "spoiler") return spoiler();
  if (type === "bot_command") return inlineButton("command", () => follow.command(covered));
  if (type === "mention" && covered.toLowerCase() === `@${follow.bot}`.toLowerCase()) {
    return inlineButton("mention", follow.mention);
  }
  return el("span", { "data-entity": type });
}

/**
 * @param {string} address
 * @param {Follow} follow
 */
function link(address, follow) {
  const target = resolve(address, follow.bot);
  if (!target) return el("span", { "data-entity": "dead-link" });
  if ("start" in target) return inlineButton("start", () => follow.start(target.start));
  return el("a", { href: target.href, target: "_blank", rel: "noopener noreferrer" });
}

/**
 * @param {string} name
 * @param {() => void} press
 */
function inlineButton(name, press) {
  return el("button", { type: "button", class: "link", "data-entity": name, onclick: press });
}

function expandable() {
  const body = el("div", { class: "clamped", "data-inside": true });
  const words = el("span", {}, t("more"));
  const attributes = { type: "button", class: "link more", "aria-expanded": "false", hidden: true };
  const toggle = el("button", attributes, words, icon("down"));
  toggle.addEventListener("click", () => {
    const shown = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(shown));
    body.classList.toggle("clamped", !shown);
    words.textContent = t(shown ? "less" : "more");
  });
  // Only the laid-out text tells whether anything is cut off, and a turned phone changes that.
  new ResizeObserver(() => {
    if (body.classList.contains("clamped")) toggle.hidden = body.scrollHeight <= body.clientHeight + 1;
  }).observe(body);
  return el("blockquote", {}, body, toggle);
}

function spoiler() {
  const inside = el("span", { "data-inside": true, "aria-hidden": "true", inert: true });
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") }, inside);
  const reveal = (/** @type {Event} */ event) => {
    event.preventDefault();
    for (const name of ["class", "role", "tabindex", "aria-label"]) node.removeAttribute(name);
    for (const name of ["aria-hidden", "inert"]) inside.removeAttribute(name);
  };
  node.addEventListener("click", reveal, { once: true });
  node.addEventListener("keydown", (event) => {
    if (node.hasAttribute("role") && (event.key === "Enter" || event.key === " ")) reveal(event);
  });
  return node;
}
