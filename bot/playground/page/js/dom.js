// @ts-check
/** The one way in which this page makes elements: data becomes text nodes and attributes, never markup. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Build an element. Names beginning with `on` are listeners; null, undefined and false leave an attribute out.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter(Boolean));
  return node;
}

/**
 * Find an element that index.html is known to hold.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no #${id}`);
  return node;
}

/**
 * Put other children into an element; a button of it that had the focus hands it to the one in its place.
 * @param {HTMLElement} parent
 * @param {Child[]} children
 */
export function fill(parent, children) {
  const buttons = () => /** @type {HTMLElement[]} */ ([...parent.querySelectorAll("button")]);
  const focused = buttons().indexOf(/** @type {any} */ (document.activeElement));
  parent.replaceChildren(.../** @type {Node[]} */ (children.filter(Boolean)));
  if (focused !== -1) buttons()[focused]?.focus();
}

/** Whether the reader asked for less motion. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const BENGALI = /[\u0980-\u09ff]/g;
const LATIN = /[a-z]/gi;

/**
 * Tell the language of a text by its letters; null where it has none.
 * @param {string} text
 * @returns {"bn" | "en" | null}
 */
export function languageOf(text) {
  const bengali = text.match(BENGALI)?.length ?? 0;
  const latin = text.match(LATIN)?.length ?? 0;
  if (!bengali && !latin) return null;
  return bengali >= latin ? "bn" : "en";
}
