// @ts-check
/** Inline mode: asks the bot while the reader types, and posts the result that is chosen. */

import { call } from "./api.js";
import { el, languageOf } from "./dom.js";
import { announce, failed } from "./notices.js";
import { receive, state } from "./state.js";
import { t } from "./words.js";

const PAUSE = 180; // milliseconds without typing before the bot is asked
const LONGEST = 256; // characters of a query

/**
 * Give the query of a text that begins with the bot's name; null for any other text.
 * @param {string} text
 */
export function queryOf(text) {
  const match = /^@(\w+)\s([^]*)$/.exec(text);
  if (!match || match[1].toLowerCase() !== state.bot.username?.toLowerCase()) return null;
  return [...match[2]].slice(0, LONGEST).join("");
}

export class Inline {
  /**
   * @param {import("./popup.js").Popup} popup
   * @param {{chosen: () => void, start: (payload: string) => void}} handlers
   */
  constructor(popup, { chosen, start }) {
    this.popup = popup;
    this.chosen = chosen;
    this.start = start;
    this.request = new AbortController();
  }

  /** @param {string} query asked after a pause, in place of what was asked before */
  ask(query) {
    this.cancel();
    const { signal } = (this.request = new AbortController());
    this.timer = setTimeout(() => this.page(query, "", signal), PAUSE);
  }

  cancel() {
    clearTimeout(this.timer);
    this.request.abort();
  }

  /**
   * @param {string} query
   * @param {string} offset
   * @param {AbortSignal} signal
   */
  async page(query, offset, signal) {
    if (!offset && !this.popup.shown) this.popup.open(t("inlineResults"), { closed: () => this.cancel() });
    this.popup.say(t("searching"));
    try {
      const answer = await call("inline", { query, offset, chat_id: state.place.chat }, signal);
      if (!signal.aborted) this.show(answer, query, offset, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.popup.close();
      failed(error);
    }
  }

  /**
   * @param {any} answer
   * @param {string} query
   * @param {string} offset
   * @param {AbortSignal} signal
   */
  show(answer, query, offset, signal) {
    const { popup } = this;
    let asked = !answer.next_offset;
    const next = () => {
      if (asked || signal.aborted) return;
      asked = true;
      this.page(query, answer.next_offset, signal);
    };
    if (offset) popup.reachedEnd = next;
    else popup.open(t("inlineResults"), { closed: () => this.cancel(), reachedEnd: next });
    popup.say("");
    if (answer.button) popup.offer(answer.button.text, () => this.leave(answer.button));
    popup.add(answer.results.map((/** @type {any} */ result) => this.option(result, answer.id, query)));
    if (!popup.options.length) popup.say(t("noResults"));
    announce(popup.options.length ? t("results", { count: popup.options.length }) : t("noResults"));
  }

  /**
   * @param {any} result
   * @param {string} query_id
   * @param {string} query
   */
  option(result, query_id, query) {
    const title = result.title ?? result.caption ?? result.type;
    const { description } = result;
    const content = [
      el("b", { lang: languageOf(title), dir: "auto" }, title),
      description && el("span", { lang: languageOf(description), dir: "auto" }, description),
    ];
    return { content, choose: () => this.choose({ query_id, result_id: result.id, query }) };
  }

  /** @param {{query_id: string, result_id: string, query: string}} choice */
  async choose(choice) {
    const { chat, thread } = state.place;
    this.popup.close();
    this.chosen();
    try {
      receive((await call("choose", { ...choice, chat_id: chat, ...(thread && { thread_id: thread }) })).message);
    } catch (error) {
      failed(error);
    }
  }

  /** @param {{start_parameter?: string}} button */
  leave(button) {
    this.popup.close();
    this.chosen();
    this.start(button.start_parameter ?? "");
  }
}
