// @ts-check
/** The open conversation: keeps its messages on the screen in step with the state, without jumps. */

import { byId, el, still } from "./dom.js";
import { icon } from "./icons.js";
import { chatOf, isMine, isOpen, keyOf, messagesIn, on, placeKey, placeOf, state } from "./state.js";
import { focusButton, focusedButton } from "./render/keyboard.js";
import { renderMessage } from "./render/message.js";
import { notice } from "./notices.js";
import { onLanguage, t } from "./words.js";

/** @typedef {import("./state.js").Message} Message */

const NEAR = 60; // pixels from the end that still count as being at the end
const TYPING = 5000; // Telegram's clients show a chat action for five seconds

/** Tells whether what is drawn is still what there is. */
const fingerprint = () => placeKey(state.place) + JSON.stringify(messagesIn(state.place));

export class Conversation {
  /** @param {Omit<import("./render/message.js").Actions, "names" | "jump">} actions */
  constructor(actions) {
    this.log = byId("log");
    this.toEnd = byId("to-end");
    this.actions = actions;
    this.drawn = "";
    this.unseen = 0;
    this.typing = el("div", { class: "typing", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.toEnd.append(icon("down"), el("span", { class: "count" }));
    this.toEnd.addEventListener("click", () => this.scrollToEnd(true));
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.pinned && this.scrollToEnd()).observe(this.log);
    this.pinned = true;
    on("open", () => this.draw());
    on("reset", () => this.draw(true));
    onLanguage(() => this.draw());
    on("message", (message) => isOpen(placeOf(message)) && this.add(message));
    on("edit", (message) => isOpen(placeOf(message)) && this.replace(message));
    on("delete", (message) => isOpen(placeOf(message)) && this.drop(message));
    on("action", (action) => this.showTyping(action));
  }

  /** @param {Message} message @param {Message} [previous] */
  render(message, previous) {
    const names = chatOf()?.type !== "private";
    return renderMessage(message, previous, { ...this.actions, names, jump: (from) => this.jump(from) });
  }

  /** Draw everything. @param {boolean} [unlessSame] leave it alone if that would change nothing */
  draw(unlessSame = false) {
    const messages = messagesIn(state.place);
    if (unlessSame && this.drawn === fingerprint()) return;
    this.drawn = fingerprint();
    this.log.setAttribute("aria-live", "off"); // a chat that was opened is not news
    this.stopTyping();
    const entries = messages.map((message, index) => this.render(message, messages[index - 1]));
    this.log.replaceChildren(...(entries.length ? entries : [el("p", { class: "empty" }, t("empty"))]));
    this.scrollToEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  /** @param {Message} message */
  add(message) {
    const messages = messagesIn(state.place);
    this.drawn = fingerprint();
    if (messages.at(-1) !== message) return this.draw(); // it came late: its place is further up
    if (!isMine(message)) this.stopTyping();
    this.log.querySelector(".empty")?.remove();
    const entry = this.render(message, messages.at(-2));
    entry.classList.add("new");
    const pinned = this.isAtEnd();
    this.log.append(entry);
    if (pinned || isMine(message)) this.follow(entry);
    else this.count(this.unseen + 1);
  }

  /** Go to the end, but not past the beginning of a message that is taller than the screen. @param {HTMLElement} entry */
  follow(entry) {
    if (entry.offsetHeight <= this.log.clientHeight) return this.scrollToEnd();
    this.log.scrollTop = entry.offsetTop;
  }

  /** @param {Message} message */
  replace(message) {
    const old = this.entry(message);
    if (!old) return;
    this.drawn = fingerprint();
    const messages = messagesIn(state.place);
    const entry = this.render(message, messages[messages.indexOf(message) - 1]);
    const focus = focusedButton(old);
    const pinned = this.isAtEnd();
    const { scrollTop } = this.log;
    const above = old.offsetTop < scrollTop;
    const { height } = old.getBoundingClientRect();
    old.replaceWith(entry);
    if (focus) focusButton(entry, focus);
    if (pinned) this.scrollToEnd();
    else this.log.scrollTop = scrollTop + (above ? entry.getBoundingClientRect().height - height : 0);
  }

  /** @param {Message} message */
  drop(message) {
    const entry = this.entry(message);
    if (!entry) return;
    const next = messagesIn(state.place).find((other) => other.message_id > message.message_id);
    entry.remove();
    this.drawn = fingerprint();
    if (next) this.replace(next); // a day or a sender may now begin with it
    if (!this.log.querySelector(".entry")) this.draw();
  }

  /** @param {Message} from the message that replies */
  jump(from) {
    const target = from.reply_to && this.entry({ chat_id: from.chat_id, message_id: from.reply_to.message_id });
    if (!target) return notice(t("gone"));
    target.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
    target.classList.add("found");
    target.addEventListener("animationend", () => target.classList.remove("found"), { once: true });
    target.querySelector(".bubble")?.focus({ preventScroll: true });
  }

  /** @param {{chat_id: number, message_id: number}} message @returns {HTMLElement | null} */
  entry(message) {
    return this.log.querySelector(`[data-key="${CSS.escape(keyOf(message))}"]`);
  }

  /** @param {boolean} [smooth] */
  scrollToEnd(smooth = false) {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !still() ? "smooth" : "auto" });
    this.count(0);
    this.pinned = true;
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  scrolled() {
    this.pinned = this.isAtEnd(); // kept for when the log's own height changes
    this.toEnd.hidden = this.pinned;
    if (this.pinned) this.count(0);
  }

  /** @param {number} unseen */
  count(unseen) {
    this.unseen = unseen;
    this.toEnd.querySelector(".count").textContent = unseen ? String(unseen) : "";
    this.toEnd.setAttribute("aria-label", unseen ? t("toEndNew", { count: unseen }) : t("toEnd"));
  }

  /** @param {{chat_id: number, thread_id?: number, action: string}} action */
  showTyping(action) {
    if (!isOpen(placeOf(action))) return;
    const pinned = this.isAtEnd();
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.stopTyping(), TYPING);
    this.log.append(this.typing);
    byId("typing").textContent = t("typing", { name: state.bot.first_name });
    if (pinned) this.scrollToEnd();
  }

  stopTyping() {
    clearTimeout(this.typingEnds);
    this.typing.remove();
    byId("typing").textContent = "";
  }
}
