// @ts-check
/** One message of the conversation: its day where a new one begins, its sender, its bubble, its buttons. */

import { clock, day, dayKey, iso } from "../dates.js";
import { el, languageOf } from "../dom.js";
import { icon } from "../icons.js";
import { chatOf, isMine, meIn, state } from "../state.js";
import { t } from "../words.js";
import { renderText } from "./entities.js";
import { renderKeyboard } from "./keyboard.js";

/** @typedef {import("../state.js").Message} Message */
/** @typedef {import("./entities.js").Follow} Follow */
/**
 * @typedef {{follow: Follow, press: (message: Message, button: import("../state.js").Button) => Promise<void>,
 *   reply: (message: Message) => void, copy: (text: string) => void, jump: (message: Message) => void,
 *   names: boolean}} Actions `names`: whether senders are named, as in groups
 */

const TOGETHER = 300; // seconds within which a sender's messages stand as one group
const HUES = 6;
const LONG_PRESS = 450;
/** @type {Record<string, "photo" | "sticker" | "voice" | "place">} */
const MEDIA = { photo: "photo", sticker: "sticker", voice: "voice", location: "place" };

/**
 * @param {Message} message
 * @param {Message | undefined} previous the one above it
 * @param {Actions} actions
 * @returns {HTMLElement}
 */
export function renderMessage(message, previous, actions) {
  const newDay = !previous || dayKey(previous.date) !== dayKey(message.date);
  const entry = el("div", { class: "entry", "data-key": `${message.chat_id}:${message.message_id}` });
  if (newDay) entry.append(el("p", { class: "day" }, el("time", { datetime: iso(message.date) }, day(message.date))));
  if (message.service) {
    entry.append(el("p", { class: "service", lang: languageOf(message.service) }, message.service));
    return entry;
  }
  const joined = !newDay && isJoined(message, previous);
  entry.append(article(message, joined, actions));
  entry.classList.toggle("joined", joined);
  return entry;
}

/**
 * @param {Message} message
 * @param {Message} previous
 */
function isJoined(message, previous) {
  return !previous.service && previous.from.id === message.from.id && message.date - previous.date < TOGETHER;
}

/** A person's colour; the bot has its own. @param {import("../state.js").Person} person */
const colour = ({ id, is_bot }) => (is_bot ? { "data-bot": true } : { "data-hue": Math.abs(id) % HUES });

/** @param {import("../state.js").Person} person */
export function avatar(person) {
  const first = [...new Intl.Segmenter().segment(person.first_name.trim())][0]?.segment ?? "?";
  return el("span", { class: "avatar", "aria-hidden": "true", lang: languageOf(first), ...colour(person) }, first);
}

/**
 * @param {Message} message
 * @param {boolean} joined
 * @param {Actions} actions
 */
function article(message, joined, actions) {
  const mine = isMine(message);
  const name = mine ? t("you") : message.from.first_name;
  const named = actions.names && !mine && !joined;
  const bubble = el(
    "div",
    { class: "bubble", tabindex: "-1" },
    el("span", { class: named ? "sender" : "hidden", ...colour(message.from) }, name),
    replied(message, actions),
    message.media && el("p", { class: "media" }, t(MEDIA[message.media] ?? "attachment")),
    renderText(message.text, message.entities ?? [], actions.follow),
    meta(message),
  );
  const face = named ? avatar(message.from) : actions.names && !mine && el("span", { class: "avatar-gap" });
  const line = el("div", { class: "line" }, bubble, tools(message, actions));
  const body = el("div", { class: "body" }, line, renderKeyboard(message, actions.press));
  const node = el("article", { class: "message", "data-mine": mine }, face, body);
  onLongPress(bubble, () => showTools(node));
  return node;
}

/**
 * @param {Message} message
 * @param {Actions} actions
 */
function replied(message, actions) {
  const reply = message.reply_to;
  if (!reply) return null;
  const sender = reply.from ?? { id: message.chat_id, first_name: chatOf(message.chat_id)?.title ?? "" };
  const name = sender.id === meIn(message.chat_id) ? t("you") : sender.first_name;
  return el(
    "button",
    { type: "button", class: "replied", "aria-label": t("goToReplied", { name }), onclick: () => actions.jump(message) },
    el("b", { lang: languageOf(name) }, name),
    el("span", { lang: languageOf(reply.text), dir: "auto" }, reply.text),
  );
}

/** @param {Message} message */
function meta(message) {
  return el(
    "footer",
    { class: "meta" },
    message.via_bot && el("span", { class: "via" }, t("via", { bot: state.bot.username ?? "" })),
    message.edit_date && el("span", { class: "edited" }, t("edited")),
    el("time", { datetime: iso(message.date) }, clock(message.date)),
  );
}

/**
 * @param {Message} message
 * @param {Actions} actions
 */
function tools(message, actions) {
  const button = { type: "button", class: "icon-button" };
  const tool = (/** @type {"reply" | "copy"} */ name, /** @type {() => void} */ press) =>
    el("button", { ...button, "aria-label": t(name), title: t(name), onclick: press }, icon(name));
  return el(
    "div",
    { class: "tools" },
    tool("reply", () => actions.reply(message)),
    tool("copy", () => actions.copy(message.text)),
  );
}

/** @param {HTMLElement} node the message whose tools to show, until something else is touched */
function showTools(node) {
  document.querySelector(".message.held")?.classList.remove("held");
  node.classList.add("held");
  const hide = (/** @type {Event} */ event) => {
    if (event.target instanceof Node && node.querySelector(".tools")?.contains(event.target)) return;
    node.classList.remove("held");
    document.removeEventListener("pointerdown", hide, true);
  };
  document.addEventListener("pointerdown", hide, true);
}

/**
 * @param {HTMLElement} node
 * @param {() => void} held
 */
function onLongPress(node, held) {
  /** @type {number | undefined} */
  let timer;
  const cancel = () => clearTimeout(timer);
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") timer = setTimeout(held, LONG_PRESS);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel"]) node.addEventListener(name, cancel);
}
