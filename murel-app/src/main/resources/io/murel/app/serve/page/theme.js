// Before anything is painted: the colours chosen last time, so that the page does not flash.
(() => {
  try {
    const theme = localStorage.getItem("murel.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // no storage here: the system's colours
  }
})();
