// @ts-check
/** What the reader's presses do, beyond the page itself. */

import { call } from "./api.js";
import { nameOf } from "./head.js";
import { resolve } from "./links.js";
import { alertDialog, chooseDialog, failed, notice } from "./notices.js";
import { chatOf, open, placesOf, privateChat, receive, state } from "./state.js";
import { t } from "./words.js";

/** @typedef {import("./state.js").Button} Button */
/** @typedef {import("./state.js").Message} Message */

/**
 * Send a text to the open chat.
 * @param {string} text
 * @param {number} [replyTo]
 * @returns {Promise<boolean>} whether it was sent; if not, the reader has been told
 */
export async function send(text, replyTo) {
  const { chat, thread } = state.place;
  try {
    const body = { chat_id: chat, text, ...(thread && { thread_id: thread }), ...(replyTo && { reply_to: replyTo }) };
    receive((await call("send", body)).message);
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}

/** Play a deep link: start the bot in the private chat that is open, or else in the reader's own. @param {string} payload */
export function start(payload) {
  const here = chatOf();
  const chat = here?.type === "private" ? here : privateChat();
  if (!chat) return;
  open({ chat: chat.id, thread: null });
  send(`/start ${payload}`.trim());
}

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice(t("copied"));
  } catch {
    notice(t("notCopied"));
  }
}

/**
 * Press a button of a message.
 * @param {Message} message
 * @param {Button} button
 * @param {(text: string) => void} write puts a text into the message box
 */
export async function press(message, button, write) {
  if (message.reply_markup?.keyboard) return pressKey(button);
  if (button.callback_data !== undefined) return callBack(message, button.callback_data);
  if (button.url !== undefined) return follow(button.url);
  if (button.copy_text) return copy(button.copy_text.text);
  const here = button.switch_inline_query_current_chat;
  if (here !== undefined) return write(`@${state.bot.username} ${here}`);
  const chosen = button.switch_inline_query_chosen_chat;
  const query = button.switch_inline_query ?? (chosen && (chosen.query ?? ""));
  if (query !== undefined) return share(query, write, chosen);
  notice(t("notPlayed"));
}

/**
 * @param {Message} message
 * @param {string} data
 */
async function callBack(message, data) {
  const { chat_id, message_id, inline_message_id } = message;
  const target = inline_message_id ? { inline_message_id } : { chat_id, message_id };
  try {
    const answer = await call("press", { ...target, data });
    if (answer.url) follow(answer.url);
    else if (answer.text && answer.show_alert) alertDialog(answer.text);
    else if (answer.text) notice(answer.text);
  } catch (error) {
    failed(error);
  }
}

/**
 * Press a key of a keyboard that stands for the client's own; one that asks for a chat lets the reader choose it.
 * @param {Button} button
 */
function pressKey({ text, request_chat: asked }) {
  /** @param {number} [chat] */
  const share = async (chat) => {
    try {
      receive((await call("key", { label: text, ...(chat && { share: chat }) })).message);
    } catch (error) {
      failed(error);
    }
  };
  if (!asked) return share();
  const fitting = state.chats.filter(({ type }) => type !== "private" && (type === "channel") === asked.chat_is_channel);
  if (!fitting.length) return notice(t("notPlayed"));
  chooseDialog(t("chooseChat"), fitting.map((chat) => ({ name: nameOf(chat), choose: () => share(chat.id) })));
}

/** @param {string} address */
function follow(address) {
  const target = resolve(address, state.bot.username ?? "");
  if (!target) return notice(t("notPlayed"));
  if ("start" in target) start(target.start);
  else window.open(target.href, "_blank", "noopener,noreferrer");
}

/**
 * Let the reader choose a chat, and ask the bot inline there.
 * @param {string} query
 * @param {(text: string) => void} write
 * @param {{allow_user_chats?: boolean, allow_bot_chats?: boolean, allow_group_chats?: boolean}} [only]
 */
function share(query, write, only) {
  const allowed = state.chats.filter(({ type }) => {
    if (type === "channel") return false;
    if (!only) return true;
    return type === "private" ? only.allow_user_chats || only.allow_bot_chats : only.allow_group_chats;
  });
  const choices = allowed.flatMap((chat) =>
    placesOf(chat).map(({ place, name }) => ({
      name: chat.is_forum ? `${nameOf(chat)} · ${name ?? t("general")}` : nameOf(chat),
      choose: () => {
        open(place);
        write(`@${state.bot.username} ${query}`);
      },
    })),
  );
  chooseDialog(t("chooseChat"), choices);
}
