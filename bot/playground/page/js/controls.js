// @ts-check
/** What a demo offers beyond Telegram: its clock, a new article, a way to the next briefing, and a correction. */

import { call } from "./api.js";
import { clockAndDay, now, setNow } from "./dates.js";
import { byId } from "./dom.js";
import { icon } from "./icons.js";
import { failed } from "./notices.js";
import { emit, on, state } from "./state.js";
import { onLanguage, t } from "./words.js";

const TICK = 5000; // milliseconds
const SAID = 8000; // milliseconds

/** @type {number | undefined} */
let silence;

/** Say something under the buttons for a while, where it covers none of them. @param {string} text */
function say(text) {
  clearTimeout(silence);
  byId("said").textContent = text;
  if (text) silence = setTimeout(() => say(""), SAID);
}

function draw() {
  byId("controls").hidden = !state.controls;
  byId("clock").textContent = clockAndDay(now());
  byId("clock").dateTime = new Date(now() * 1000).toISOString();
}

/**
 * Let a button do something that takes a moment; meanwhile it cannot be pressed again.
 * @param {string} id
 * @param {() => Promise<void>} work
 */
function press(id, work) {
  const button = byId(id);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true"); // disabling it would take the focus away
    try {
      await work();
    } catch (error) {
      failed(error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

async function next() {
  const answer = await call("next", {});
  setNow(answer.now);
  draw();
  emit("reset");
  if (answer.chats < 0) say(t("nobodyFollows"));
  else say(answer.chats ? t("briefingComes", { count: answer.chats }) : t("nothingNew"));
}

async function correct() {
  const { title } = await call("correct", {});
  say(title ? t("corrected", { title }) : t("nothingToCorrect"));
}

async function article() {
  const answer = await call("article", {});
  say(t(answer.new ? "articleCame" : "articleThere"));
}

export function startControls() {
  byId("next").prepend(icon("forward"));
  byId("correct").prepend(icon("pencil"));
  byId("article").prepend(icon("page"));
  press("article", article);
  press("next", next);
  press("correct", correct);
  on("reset", draw);
  onLanguage(draw);
  setInterval(draw, TICK);
}
