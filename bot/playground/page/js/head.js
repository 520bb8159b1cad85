// @ts-check
/** The head of the conversation: whose it is, and the tabs of a forum's topics. */

import { byId, el, fill, languageOf } from "./dom.js";
import { avatar } from "./render/message.js";
import { chatOf, isForum, isOpen, on, open, placesOf, state } from "./state.js";
import { onLanguage, t } from "./words.js";

/** The reader's own chat with the bot bears the bot's name, a guest's the guest's. @param {import("./state.js").Chat} chat */
const isBots = (chat) => chat.type === "private" && !chat.guest;

/** @param {import("./state.js").Chat} chat its face: the bot's in a private chat */
export function faceOf(chat) {
  return avatar({ id: chat.id, first_name: nameOf(chat), is_bot: isBots(chat) });
}

/** @param {import("./state.js").Chat} chat */
export const nameOf = (chat) => (isBots(chat) ? state.bot.first_name : chat.title);

/** @param {import("./state.js").Chat} chat */
function kindOf(chat) {
  if (chat.guest) return t("guestAndBot", { name: chat.title });
  if (chat.type === "private") return t("bot");
  if (chat.type === "channel") return t("channel");
  return isForum(chat) ? t("groupTopics", { count: placesOf(chat).length }) : t("group");
}

function draw() {
  const chat = chatOf();
  if (!chat) return;
  const title = byId("title");
  title.textContent = nameOf(chat);
  title.lang = languageOf(nameOf(chat)) ?? "";
  byId("subtitle").textContent = kindOf(chat);
  byId("head-avatar").replaceChildren(faceOf(chat));
  const tabs = byId("topics");
  tabs.hidden = !isForum(chat);
  fill(tabs, isForum(chat) ? placesOf(chat).map(tab) : []);
  tabs.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** @param {{place: import("./state.js").Place, name: string | null}} topic */
function tab({ place, name }) {
  const label = name ?? t("general");
  const attributes = { lang: languageOf(label), "aria-current": isOpen(place) ? "page" : null };
  return el("button", { type: "button", ...attributes, onclick: () => open(place) }, label);
}

export function startHead() {
  on("open", draw);
  on("reset", draw);
  onLanguage(draw);
}
