// @ts-check
/** Puts the page together: its parts, the server's events, and the state between them. */

import { copy, press, send, start } from "./actions.js";
import { call, follow, PlayError } from "./api.js";
import { startChats } from "./chats.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { byId } from "./dom.js";
import { startControls } from "./controls.js";
import { startDrawer } from "./drawer.js";
import { startHead } from "./head.js";
import { startSamples } from "./samples.js";
import { startSettings } from "./settings.js";
import { change, emit, load, receive, remove, state } from "./state.js";
import { applyWords, language, onLanguage, t } from "./words.js";

const AGAIN = 2000; // milliseconds until the state is asked for once more

/** @type {(() => void)[] | null} events that came while the state was being fetched; null when it is there */
let waiting = [];
let asked = 0;
/** @type {"lost" | "loadFailed" | null} */
let trouble = null;

/** @param {typeof trouble} problem */
function say(problem) {
  trouble = problem;
  byId("connection").hidden = !problem;
  byId("connection").textContent = problem ? t(problem) : "";
}

/** Fetch everything; what happens meanwhile is played after it. Asked again meanwhile, only the last answer counts. */
async function refresh() {
  const mine = ++asked;
  waiting ??= [];
  try {
    const answer = await call(`state?language_code=${language()}`); // the bot greets in it until told otherwise
    if (mine !== asked) return;
    load(answer);
    say(null);
  } catch (error) {
    if (!(error instanceof PlayError)) throw error;
    if (mine === asked) setTimeout(refresh, AGAIN);
    return say("loadFailed");
  }
  const missed = waiting;
  waiting = null;
  for (const play of missed) play();
}

/**
 * @param {(data: any) => void} handle
 * @returns {(data: any) => void}
 */
const inOrder = (handle) => (data) => (waiting ? waiting.push(() => handle(data)) : handle(data));

function startParts() {
  const composer = new Composer({ send, start });
  const write = (/** @type {string} */ text) => composer.write(text);
  startSettings();
  startDrawer();
  startHead();
  startControls();
  startChats();
  startSamples(send, write);
  new Conversation({
    press: (message, button) => press(message, button, write),
    reply: (message) => composer.reply(message),
    copy,
    follow: {
      get bot() {
        return state.bot.username ?? "";
      },
      start,
      command: send,
      mention: () => write(`@${state.bot.username} `),
    },
  });
}

applyWords();
startParts();
onLanguage(() => (say(trouble), refresh())); // the commands have words too
follow(
  {
    message: inOrder(receive),
    edit: inOrder(change),
    delete: inOrder(remove),
    action: inOrder((action) => emit("action", action)),
    commands: inOrder((commands) => Object.assign(state, { commands })),
  },
  { open: refresh, lost: () => say("lost") },
);
