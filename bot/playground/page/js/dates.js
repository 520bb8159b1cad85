// @ts-check
/** Times and days as readers write them, in the page's language. */

import { language, t } from "./words.js";

/** How many seconds the playground's clock, which a demo can move, is ahead of this computer's. */
let ahead = 0;

/** @param {number} seconds the playground's Unix time */
export function setNow(seconds) {
  ahead = seconds - Date.now() / 1000;
}

/** Give the playground's Unix time. */
export const now = () => Date.now() / 1000 + ahead;

const locale = () => (language() === "bn" ? "bn-BD" : "en-GB");

/** @param {number} seconds Unix time */
export const clock = (seconds) =>
  new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);

/** @param {number} seconds Unix time */
export const iso = (seconds) => new Date(seconds * 1000).toISOString();

/** @param {number} seconds Unix time; the same for all moments of one local day */
export const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

/** @param {number} seconds Unix time */
export function day(seconds) {
  const key = dayKey(seconds);
  if (key === dayKey(now())) return t("today");
  if (key === dayKey(now() - 86400)) return t("yesterday");
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric" }).format(seconds * 1000);
}

/** @param {number} seconds Unix time */
export function clockAndDay(seconds) {
  const day = new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short" });
  return `${day.format(seconds * 1000)} ${clock(seconds)}`;
}

/** @param {number} seconds Unix time; a clock time today, else a short date */
export function short(seconds) {
  if (dayKey(seconds) === dayKey(now())) return clock(seconds);
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short" }).format(seconds * 1000);
}
