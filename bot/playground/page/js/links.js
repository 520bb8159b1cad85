// @ts-check
/** Where a link leads: to a start of the bot, which the page plays itself, or out to the web. */

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);
const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);

/**
 * @param {string} address as a message or a button has it; may lack its scheme
 * @param {string} bot the bot's username
 * @returns {{start: string} | {href: string} | null} null for a scheme that is not to be followed
 */
export function resolve(address, bot) {
  const url = parse(address);
  if (!url) return null;
  const start = startPayload(url, bot);
  if (start !== null) return { start };
  return SAFE.has(url.protocol) ? { href: url.href } : null;
}

/** @param {string} address */
function parse(address) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  return URL.canParse(whole) ? new URL(whole) : null;
}

/**
 * @param {URL} url
 * @param {string} bot
 */
function startPayload(url, bot) {
  const query = url.searchParams;
  const toBot = (/** @type {string | null} */ name) => name?.toLowerCase() === bot.toLowerCase();
  if (url.protocol === "tg:" && url.host === "resolve" && toBot(query.get("domain"))) return query.get("start") ?? "";
  if (!HOSTS.has(url.host) || !toBot(url.pathname.slice(1).replace(/\/$/, ""))) return null;
  return query.has("startgroup") ? null : (query.get("start") ?? "");
}
