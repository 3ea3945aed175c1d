// Single keys anywhere on a page: an element says its own with data-key. Never while typing; the reader can switch them off.
const OFF = "planatlas-keys-off";
const FIELDS = ["focus", "find", "name"].map((name) => `.st-key-address-${name} input`).concat(".st-key-overview-search input").join();
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role=listbox]";

function switchedOff() {
  try { return localStorage.getItem(OFF) !== null; } catch { return false; }
}

// The switch in the sheet of keys says how it stands.
function showSwitch(root) {
  for (const button of root.querySelectorAll("[data-switch]")) button.setAttribute("aria-pressed", String(!switchedOff()));
}

function switchKeys(root) {
  try { switchedOff() ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"); } catch { /* a browser that keeps nothing keeps the keys */ }
  showSwitch(root);
}

// From mark to mark and from row to row, going on from where the reader is.
function walk(way) {
  const steps = [...document.querySelectorAll("[data-step]")];
  let here = steps.indexOf(document.activeElement);
  if (here < 0) here = steps.findIndex((one) => one.matches("[aria-current], [data-here]"));
  const next = steps[here < 0 ? 0 : Math.min(steps.length - 1, Math.max(0, here + way))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  const [at] = event.composedPath();
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || at.closest?.(TYPED)) return;
  if (switchedOff() || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const own = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  // What a page says of its own comes before the links that every page has.
  const target = own.find((one) => !one.closest(".top")) ?? own[0];
  const undo = document.querySelector(".st-key-graph-undo button");
  if (target) target.click();
  else if (key === "/") document.querySelector(FIELDS)?.focus();
  else if (key === "u") undo?.click();
  else if (key === "j" || key === "k") walk(key === "j" ? 1 : -1);
  else return;
  event.preventDefault();
}

// Once a page, however many sheets it has.
if (!window.planatlasKeys) {
  window.planatlasKeys = true;
  document.addEventListener("keydown", pressed);
}
