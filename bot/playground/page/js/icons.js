// @ts-check
/** The page's icons: strokes on a 24-unit square, in the colour of the text around them. */

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  arrow: "M8 16 16 8M9 8h7v7",
  check: "m5 12.5 4.5 4.5L19 7.5",
  close: "m6 6 12 12M18 6 6 18",
  copy: "M9 9h10v10H9zM5 15V5h10",
  down: "m6 9.5 6 6 6-6",
  forward: "M4.5 6.5 11 12l-6.5 5.5zM12.5 6.5 19 12l-6.5 5.5z",
  inline: "M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0Zm0 0v1.2a2.4 2.4 0 0 0 4.8 0V12a8.3 8.3 0 1 0-3.3 6.6",
  language: "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 0 0-17 0Zm0 0h17M12 3.5c2.6 2.6 3.6 5.4 3.6 8.5s-1 5.9-3.6 8.5c-2.6-2.6-3.6-5.4-3.6-8.5s1-5.9 3.6-8.5Z",
  menu: "M4 7h16M4 12h16M4 17h10",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
  page: "M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4M9.5 12h5M9.5 15.5h5",
  pencil: "m4.5 19.5 1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5",
  reply: "m9.5 6-5.5 5.5L9.5 17M4.5 11.5H14c3.5 0 6 2.4 6 6.5",
  send: "m4.5 12 15.5-7.5-5 15-3.5-6.5zM11.5 13 20 4.5",
  slash: "M14.5 5l-5 14",
  sun: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4",
};

/**
 * Draw an icon; it is hidden from screen readers, for the control that holds it has a name of its own.
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
