// @ts-check
/** What the page knows: chats, their messages, and which of them is open. Parts of the page listen to it. */

import { setNow } from "./dates.js";

/**
 * @typedef {{id: number, first_name: string, is_bot?: boolean, username?: string}} Person
 * @typedef {{type: string, offset: number, length: number, url?: string, language?: string}} Entity
 * @typedef {Record<string, any> & {text: string}} Button
 * @typedef {{message_id: number, chat_id: number, thread_id?: number | null, from: Person, via_bot?: Person,
 *   date: number, edit_date?: number, text: string, media?: string, entities?: Entity[], service?: string,
 *   reply_markup?: {inline_keyboard?: Button[][], keyboard?: Button[][]}, reply_to?: {message_id: number, text: string, from: Person | null},
 *   inline_message_id?: string}} Message
 * @typedef {{id: number, type: string, title: string, is_forum?: boolean, guest?: number, topics?: {id: number, name: string}[]}} Chat
 * @typedef {{chat: number, thread: number | null}} Place
 */

const GENERAL = 1; // a forum's General topic: its messages bear no thread

/** @param {Place} place */
export const placeKey = (place) => `${place.chat}/${place.thread ?? ""}`;

/** @type {Record<string, Set<(detail: any) => void>>} */
const listeners = {};

export const state = {
  /** @type {Person} */ bot: { id: 0, first_name: "", username: "" },
  me: 0,
  controls: false,
  /** @type {Chat[]} */ chats: [],
  /** @type {Record<number, {command: string, description: string}[]>} by private chat */ commands: {},
  /** @type {Map<string, Message>} */ messages: new Map(),
  /** @type {Place} */ place: { chat: 0, thread: null },
  /** @type {Map<string, number>} */ unread: new Map(),
};

/**
 * Listen to "reset" (anything may have changed), "open" (another place), "message", "edit", "delete", "action",
 * "commands".
 * @param {string} type
 * @param {(detail: any) => void} listener
 */
export const on = (type, listener) => (listeners[type] ??= new Set()).add(listener);

/**
 * @param {string} type
 * @param {any} [detail]
 */
export const emit = (type, detail) => listeners[type]?.forEach((listener) => listener(detail));

/** @param {{chat_id: number, message_id: number}} message */
export const keyOf = (message) => `${message.chat_id}:${message.message_id}`;

/** @returns {Chat | undefined} */
export const chatOf = (id = state.place.chat) => state.chats.find((chat) => chat.id === id);

export const privateChat = () => state.chats.find((chat) => chat.type === "private");

/** @param {Chat} chat */
export const isForum = (chat) => Boolean(chat.is_forum);

/**
 * The places of a chat: its forum topics, General first, or the chat itself.
 * @param {Chat} chat
 * @returns {{place: Place, name: string | null}[]} a null name is that of General, or of a chat that is no forum
 */
export function placesOf(chat) {
  const topics = isForum(chat) ? (chat.topics ?? []) : [];
  const others = topics.filter((topic) => topic.id !== GENERAL);
  const named = topics.find((topic) => topic.id === GENERAL);
  const general = { place: { chat: chat.id, thread: null }, name: named?.name ?? null };
  return [general, ...others.map((topic) => ({ place: { chat: chat.id, thread: topic.id }, name: topic.name }))];
}

/**
 * Give the place of a message. A reply outside the topics has a thread too, of which readers see nothing.
 * @param {{chat_id: number, thread_id?: number | null}} message
 * @returns {Place}
 */
export function placeOf({ chat_id, thread_id }) {
  const chat = chatOf(chat_id);
  const places = chat ? placesOf(chat) : [];
  return places.find(({ place }) => place.thread === thread_id)?.place ?? { chat: chat_id, thread: null };
}

/** Let a channel's post, which nobody signs, come from the channel. @param {Message} message @returns {Message} */
function signed(message) {
  const sender = { id: message.chat_id, first_name: chatOf(message.chat_id)?.title ?? "" };
  return { ...message, from: message.from ?? sender };
}

/** @param {Place} place @returns {Message[]} its messages, oldest first */
export function messagesIn(place) {
  const key = placeKey(place);
  const found = [...state.messages.values()].filter((message) => placeKey(placeOf(message)) === key);
  return found.sort((a, b) => a.message_id - b.message_id);
}

/** Who the page's reader is in a chat: in a guest's, the guest. @param {number} chat */
export const meIn = (chat) => chatOf(chat)?.guest ?? state.me;

/** @param {Message} message */
export const isMine = (message) => message.from?.id === meIn(message.chat_id);

/** @param {Place} place */
export const isOpen = (place) => placeKey(place) === placeKey(state.place);

/** @param {any} answer of /play/state */
export function load(answer) {
  const { bot, me, chats, commands, messages, now, controls } = answer;
  Object.assign(state, { bot, me, chats, commands, controls });
  setNow(now);
  state.messages = new Map(messages.map((/** @type {Message} */ message) => [keyOf(message), signed(message)]));
  const places = state.chats.flatMap(placesOf);
  if (!places.some(({ place }) => isOpen(place))) state.place = { chat: (privateChat() ?? chats[0]).id, thread: null };
  emit("reset");
}

/**
 * Take in a new message. It comes twice, in the answer to a call and in the stream; the later one may be out of date.
 * @param {Message} message
 */
export function receive(message) {
  if (state.messages.has(keyOf(message))) return;
  message = signed(message);
  state.messages.set(keyOf(message), message);
  const place = placeOf(message);
  if (!isMine(message) && !isOpen(place)) {
    state.unread.set(placeKey(place), (state.unread.get(placeKey(place)) ?? 0) + 1);
  }
  emit("message", message);
}

/** @param {Message} message */
export function change(message) {
  message = signed(message);
  state.messages.set(keyOf(message), message);
  emit("edit", message);
}

/** @param {{chat_id: number, message_id: number}} gone */
export function remove(gone) {
  const message = state.messages.get(keyOf(gone));
  state.messages.delete(keyOf(gone));
  if (message) emit("delete", message);
}

/** @param {Place} place */
export function open(place) {
  state.place = place;
  state.unread.delete(placeKey(place));
  emit("open");
}
