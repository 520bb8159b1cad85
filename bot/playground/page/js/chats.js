// @ts-check
/** The list of chats, each with its newest message; a forum's topics stand under it. */

import { short } from "./dates.js";
import { byId, el, fill, languageOf } from "./dom.js";
import { faceOf, nameOf } from "./head.js";
import { isForum, isMine, isOpen, messagesIn, on, open, placeKey, placesOf, state } from "./state.js";
import { number, onLanguage, t } from "./words.js";

/** @typedef {import("./state.js").Chat} Chat */
/** @typedef {import("./state.js").Place} Place */

function draw() {
  fill(byId("chats"), state.chats.map(item));
}

/** @param {Chat} chat */
function item(chat) {
  const places = placesOf(chat);
  const newest = places
    .flatMap(({ place }) => messagesIn(place).slice(-1))
    .sort((a, b) => a.date - b.date || a.message_id - b.message_id)
    .at(-1);
  const general = places[0].place;
  const current = !isForum(chat) && isOpen(general) ? "page" : null;
  const words = el(
    "span",
    { class: "chat-words" },
    el("b", { lang: languageOf(nameOf(chat)) }, nameOf(chat)),
    newest && el("time", {}, short(newest.date)),
    newest && el("span", { class: "preview", lang: languageOf(newest.text), dir: "auto" }, preview(newest)),
    !isForum(chat) && badge(general),
  );
  const attributes = { type: "button", class: "chat", "aria-current": current, onclick: () => open(general) };
  return el("li", {}, el("button", attributes, faceOf(chat), words), isForum(chat) && el("ul", { class: "chat-topics" }, places.map(topic)));
}

/** @param {{place: Place, name: string | null}} entry */
function topic({ place, name }) {
  const label = name ?? t("general");
  const current = isOpen(place) ? "page" : null;
  const attributes = { type: "button", class: "chat-topic", "aria-current": current, onclick: () => open(place) };
  return el("li", {}, el("button", attributes, el("span", { lang: languageOf(label) }, label), badge(place)));
}

/** @param {import("./state.js").Message} message */
function preview(message) {
  if (message.service) return message.service;
  const text = veiled(message).replaceAll(/\s+/g, " ");
  return isMine(message) ? `${t("you")}: ${text}` : text;
}

/** Give a message's text without what its spoilers hide. @param {import("./state.js").Message} message */
function veiled({ text, entities = [] }) {
  const spoilers = entities.filter(({ type }) => type === "spoiler");
  const veil = (/** @type {string} */ shown, /** @type {{offset: number, length: number}} */ { offset, length }) =>
    shown.slice(0, offset) + "▒".repeat(length) + shown.slice(offset + length);
  return spoilers.reduce(veil, text);
}

/** @param {Place} place */
function badge(place) {
  const count = state.unread.get(placeKey(place));
  return count ? el("span", { class: "badge", "aria-label": t("unread", { count }), role: "img" }, number(count)) : null;
}

export function startChats() {
  for (const type of ["open", "reset", "message", "edit", "delete"]) on(type, draw);
  onLanguage(draw);
}
