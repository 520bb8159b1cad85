// @ts-check
/** The list over the message box, for commands and inline results: one listbox, steered from the text field. */

import { byId, el } from "./dom.js";

/** @typedef {{content: import("./dom.js").Child[], choose: () => void}} Option */

export class Popup {
  constructor() {
    this.box = byId("popup");
    this.list = byId("options");
    this.field = byId("field");
    this.status = byId("popup-status");
    this.button = byId("popup-button");
    /** @type {Option[]} */ this.options = [];
    this.active = -1;
    this.reachedEnd = () => {};
    this.closed = () => {};
    this.list.addEventListener("scroll", () => this.nearEnd() && this.reachedEnd(), { passive: true });
    // Pressing on the list leaves the focus in the field.
    this.box.addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault());
    this.button.addEventListener("click", () => this.pressed());
    this.pressed = () => {};
  }

  get shown() {
    return !this.box.hidden;
  }

  /**
   * Show the list, empty.
   * @param {string} label
   * @param {{reachedEnd?: () => void, closed?: () => void}} [handlers]
   */
  open(label, { reachedEnd = () => {}, closed = () => {} } = {}) {
    Object.assign(this, { options: [], reachedEnd, closed });
    this.list.replaceChildren();
    this.list.scrollTop = 0;
    this.list.setAttribute("aria-label", label);
    this.activate(-1);
    this.say("");
    this.offer("");
    this.box.hidden = false;
  }

  close() {
    if (!this.shown) return;
    this.box.hidden = true;
    this.activate(-1);
    this.closed();
  }

  /** @param {string} text a line under the options; none if empty */
  say(text) {
    this.status.textContent = text;
    this.status.hidden = !text;
  }

  /** @param {string} text a button above the options; none if empty @param {() => void} [press] */
  offer(text, press = () => {}) {
    this.button.textContent = text;
    this.button.hidden = !text;
    this.pressed = press;
  }

  /** @param {Option[]} options */
  add(options) {
    const first = this.options.length;
    this.options.push(...options);
    this.list.append(...options.map((option, index) => this.render(option, first + index)));
    if (options.length && this.nearEnd()) this.reachedEnd();
  }

  /** @param {Option} option @param {number} index */
  render(option, index) {
    const attributes = { id: `option-${index}`, class: "option", role: "option", "aria-selected": "false" };
    return el("li", { ...attributes, onclick: option.choose }, option.content);
  }

  nearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 120;
  }

  /** @param {number} index -1 for none */
  activate(index) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const node = this.list.children[index];
    if (!node) return this.field.removeAttribute("aria-activedescendant");
    node.setAttribute("aria-selected", "true");
    node.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", node.id);
  }

  /**
   * Steer by a key pressed in the field.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was meant for the list
   */
  key(event) {
    if (!this.shown) return false;
    const count = this.options.length;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown" && count) this.activate((this.active + 1) % count);
    else if (event.key === "ArrowUp" && count) this.activate(this.active <= 0 ? count - 1 : this.active - 1);
    else if (event.key === "Enter" && !event.shiftKey && this.active >= 0) this.options[this.active].choose();
    else return false;
    event.preventDefault();
    return true;
  }
}
