"""Measures taken inside the page: contrast of its texts, size of its touch targets."""

# Gives {text, ratio} for each visible text, its colour against all the layers under it (WCAG 2's formula).
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 || !node.parentElement ? own : over(own, ground(node.parentElement));
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || node.closest(".hidden, .skip")) continue;
    const behind = ground(node);
    const colour = over(rgba(getComputedStyle(node).color), behind);
    const [a, b] = [light(colour), light(behind)].sort((x, y) => y - x);
    found.push({ text: text.slice(0, 40), ratio: Math.round(100 * (a + 0.05) / (b + 0.05)) / 100 });
  }
  return found;
}"""

# Gives the names of the visible controls that are lower than so many pixels; links within a text are exempt.
SMALL_TARGETS = """(least) => [...document.querySelectorAll("button, a, textarea")]
  .filter((node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((node) => !node.closest(".text, .skip, [inert], .replied"))
  .filter((node) => node.getBoundingClientRect().height < least)
  .map((node) => node.getAttribute("aria-label") ?? node.textContent)"""
