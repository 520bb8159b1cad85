// @ts-check
/** The message box: text, replies, the menu, and when the lists over it open. */

import { showCommands } from "./commands.js";
import { byId, el, languageOf } from "./dom.js";
import { icon } from "./icons.js";
import { Inline, queryOf } from "./inline.js";
import { Popup } from "./popup.js";
import { chatOf, isMine, on, placeKey, state } from "./state.js";
import { onLanguage, t } from "./words.js";

export class Composer {
  /** @param {{send: (text: string, replyTo?: number) => Promise<boolean>, start: (payload: string) => void}} actions */
  constructor({ send, start }) {
    this.post = send;
    this.field = byId("field");
    this.popup = new Popup();
    this.inline = new Inline(this.popup, { chosen: () => this.write(""), start });
    /** @type {Map<string, string>} */ this.drafts = new Map();
    this.place = placeKey(state.place);
    /** @type {import("./state.js").Message | null} */ this.repliesTo = null;
    byId("menu").append(icon("slash"));
    byId("send").append(icon("send"));
    this.listen();
  }

  listen() {
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.key(event));
    byId("compose").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.submit();
    });
    byId("menu").addEventListener("click", () => this.menu());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.escape());
    on("open", () => this.moved());
    on("reset", () => this.moved());
    onLanguage(() => this.moved());
  }

  /** @param {string} text put into the box, as if it had been typed */
  write(text) {
    this.field.value = text;
    this.typed();
    this.field.focus();
  }

  typed() {
    this.grow();
    const { value } = this.field;
    const query = queryOf(value);
    byId("send").disabled = !value.trim();
    if (query !== null) this.inline.ask(query);
    else if (/^\/\w*$/.test(value)) showCommands(this.popup, value.slice(1), (command) => this.command(command));
    else this.popup.close();
    if (query === null) this.inline.cancel();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || this.popup.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.submit();
  }

  escape() {
    if (byId("dialog").open) return;
    if (this.popup.shown) this.popup.close();
    else if (this.repliesTo) this.reply(null);
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const answered = this.repliesTo;
    this.reply(null);
    this.write("");
    if (await this.post(text, answered?.message_id)) return;
    if (!this.field.value) this.write(text); // nothing typed is lost
    this.reply(answered);
  }

  /** @param {string} command */
  command(command) {
    this.popup.close();
    this.write("");
    this.post(command);
  }

  menu() {
    if (this.popup.shown) return this.popup.close();
    showCommands(this.popup, "", (command) => this.command(command));
    if (!matchMedia("(pointer: coarse)").matches) this.field.focus();
  }

  /** @param {import("./state.js").Message | null} message that the next one answers */
  reply(message) {
    this.repliesTo = message;
    const bar = byId("replying");
    bar.hidden = !message;
    if (!message) return bar.replaceChildren();
    const name = isMine(message) ? t("you") : message.from.first_name;
    const close = { type: "button", class: "icon-button", "aria-label": t("cancelReply"), title: t("cancelReply") };
    bar.replaceChildren(
      icon("reply"),
      el(
        "div",
        {},
        el("b", {}, t("replyTo", { name })),
        el("span", { lang: languageOf(message.text), dir: "auto" }, message.text),
      ),
      el("button", { ...close, onclick: () => this.reply(null) }, icon("close")),
    );
    this.field.focus();
  }

  /** Another place was opened, or the words changed. */
  moved() {
    const key = placeKey(state.place);
    if (key !== this.place) {
      this.drafts.set(this.place, this.field.value);
      this.place = key;
      this.reply(null);
      this.field.value = this.drafts.get(key) ?? "";
      this.popup.close();
      this.inline.cancel();
    }
    const chat = chatOf();
    byId("compose").hidden = chat?.type === "channel";
    byId("read-only").hidden = chat?.type !== "channel";
    const hint = chat?.type === "private" ? t("field") : t("fieldGroup", { bot: state.bot.username ?? "" });
    this.field.placeholder = hint;
    byId("send").disabled = !this.field.value.trim();
    this.grow();
  }
}
