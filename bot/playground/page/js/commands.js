// @ts-check
/** The menu of the bot's commands: opened by its button, or by typing a slash. */

import { byId, el, languageOf } from "./dom.js";
import { chatOf, state } from "./state.js";
import { t } from "./words.js";

/**
 * @param {import("./popup.js").Popup} popup
 * @param {string} typed what follows the slash
 * @param {(command: string) => void} choose
 */
export function showCommands(popup, typed, choose) {
  const commands = state.commands[state.place.chat] ?? state.commands[state.me] ?? [];
  const found = commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  popup.open(t("commands"), { closed: () => byId("menu").setAttribute("aria-expanded", "false") });
  byId("menu").setAttribute("aria-expanded", "true");
  popup.add(
    found.map(({ command, description }) => ({
      content: [
        el("b", { class: "command-name" }, `/${command}`),
        el("span", { lang: languageOf(description) }, description),
      ],
      choose: () => choose(addressed(command)),
    })),
  );
  if (!found.length) popup.say(t("noCommands"));
}

/** A group may have several bots: its commands say which is meant. @param {string} command */
function addressed(command) {
  return chatOf()?.type === "private" ? `/${command}` : `/${command}@${state.bot.username}`;
}
