// @ts-check
/** Things to try: questions in three ways of writing, and ways to look around. */

import { byId, el, fill, languageOf } from "./dom.js";
import { chatOf, on, state } from "./state.js";
import { language, onLanguage, t } from "./words.js";

const SAMPLES = {
  samplesIn: [
    "ইরান নিয়ে পুতিন কী বললেন?",
    "ইউক্রেনে অস্ত্র পাঠানো থামল কেন?",
    "জেলেনস্কির উক্তি",
    "মাখোঁ ও পুতিনের ফোনালাপ",
  ],
  samplesEn: [
    "What did Putin say about Iran?",
    "Why were arms shipments to Ukraine paused?",
    "Did they talk about films?",
  ],
  samplesRoman: ["putin iran niye ki bollen?", "trump ar putin er phone alap", "pentagn weapon puase"],
};
const COMMANDS = ["/topics", "/latest", "/subscribe"];
const INLINE = { bn: "ইরান", en: "iran" };

/**
 * @param {(text: string) => void} ask sends a text to the open chat
 * @param {(text: string) => void} write puts a text into the message box
 */
export function startSamples(ask, write) {
  const draw = () => {
    const own = /** @type {const} */ (language() === "bn" ? ["samplesIn", "samplesEn"] : ["samplesEn", "samplesIn"]);
    const groups = [...own, /** @type {const} */ ("samplesRoman")].map((name) =>
      group(t(name), SAMPLES[name].map((text) => sample(text, () => ask(addressed(text))))),
    );
    const query = `@${state.bot.username} ${INLINE[language()]}`;
    const ways = [...COMMANDS.map((text) => sample(text, () => ask(text))), sample(query, () => write(query))];
    fill(byId("samples"), [el("h2", {}, t("samples")), ...groups, group(t("samplesMore"), ways)]);
  };
  on("reset", draw);
  onLanguage(draw);
}

/** In a group the bot hears only what is addressed to it. @param {string} text */
function addressed(text) {
  return chatOf()?.type === "private" ? text : `@${state.bot.username} ${text}`;
}

/**
 * @param {string} heading
 * @param {HTMLElement[]} samples
 */
function group(heading, samples) {
  return el("section", {}, el("h3", {}, heading), el("ul", {}, samples.map((node) => el("li", {}, node))));
}

/**
 * @param {string} text
 * @param {() => void} press
 */
function sample(text, press) {
  return el("button", { type: "button", class: "sample", lang: languageOf(text), onclick: press }, text);
}
