// Runs before the first paint, so that a chosen theme or language never flashes in late.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem("barta-theme");
  if (theme) root.dataset.theme = theme;
  const bengali = navigator.languages.some((language) => language.startsWith("bn"));
  root.lang = localStorage.getItem("barta-language") ?? (bengali ? "bn" : "en");
})();
