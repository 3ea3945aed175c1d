// Builds a tree of plain elements (see explorer/tree.py). Names become text, never markup; links stay in the session.
const TAGS = new Set(("a b blockquote button code dd dialog div dl dt em h2 h3 h4 i kbd li nav ol p section small span strong " +
  "table tbody td tfoot th thead tr ul").split(" "));
const PLAIN = new Set("class title id role tabindex colspan rowspan scope aria-label aria-current aria-pressed aria-hidden".split(" "));
const DATA = new Set("act copy copied col at step walk key opens once dismiss switch shift".split(" "));

function build(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  if (!TAGS.has(tag)) throw new Error("unknown tag");
  const made = document.createElement(tag);
  if (tag === "button") made.type = "button";
  for (const [name, value] of Object.entries(attributes)) {
    if (PLAIN.has(name)) made.setAttribute(name, value);
    else if (DATA.has(name)) made.dataset[name] = value;
    // Only our own pages, and only custom properties (numbers for bars and tints).
    else if (name === "href" && /^\/(?![/\\])/.test(value)) made.setAttribute("href", value);
    else if (name === "style") for (const [, key, number] of value.matchAll(/(--[a-z]+):\s*([\d.]+)/g)) made.style.setProperty(key, number);
  }
  made.append(...children.map(build));
  return made;
}

const keyOf = (element) => element && (element.dataset.act ?? element.getAttribute("href"));

function mark(root, selected) {
  for (const element of root.querySelectorAll("[data-act]")) {
    const on = selected !== "" && element.dataset.act === selected;
    if (on) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }
}

// Everything that a place of the text is part of has its start among its `at`.
const placed = (root, at) => at ? [...root.querySelectorAll(`[data-at~="${CSS.escape(at)}"]`)] : [];

function scrollTo(root, at) {
  // Before the stylesheet is there nothing scrolls in a box of its own.
  if (!getComputedStyle(root).getPropertyValue("--ink")) return void requestAnimationFrame(() => root.isConnected && scrollTo(root, at));
  const [target] = placed(root, at);
  const box = target && target.closest(".scroll");
  if (box && box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== "visible") {
    box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  } else if (target) target.scrollIntoView({ block: "center" });
}

function columnLight(root, event, on) {
  const cell = event.target.closest?.("[data-col]");
  if (!cell) return;
  for (const other of root.querySelectorAll(`[data-col="${CSS.escape(cell.dataset.col)}"]`)) other.classList.toggle("lit", on);
}

// One step in the history, as Streamlit itself goes back and forward: st.switch_page would leave two.
function follow(href) {
  history.pushState({}, "", href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

// What is said once a browser: hidden from the start after it was dismissed.
const dismissed = (key) => { try { return localStorage.getItem(`planatlas-${key}`) !== null; } catch { return false; } };

function dismiss(root, key) {
  try { localStorage.setItem(`planatlas-${key}`, "1"); } catch { /* a browser that keeps nothing says it on the next page */ }
  root.querySelector(`[data-once="${CSS.escape(key)}"]`)?.remove();
}

function toggle(dialog) {
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

// Copied as text and as HTML: a line is a paragraph, an address a link.
async function copy(button) {
  const text = button.dataset.copy.replaceAll("{origin}", location.origin).replaceAll("{here}", location.href);
  const page = document.createElement("div");
  for (const line of text.split("\n")) {
    const made = document.createElement(line.startsWith(location.origin) ? "a" : "span");
    if (made.matches("a")) made.href = line;
    made.textContent = line;
    page.append(document.createElement("p"));
    page.lastChild.append(made);
  }
  const forms = { "text/plain": text, "text/html": page.innerHTML };
  if (navigator.clipboard?.write) {
    const blobs = Object.entries(forms).map(([type, words]) => [type, new Blob([words], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } else {
    // A page that does not come from this machine or over TLS has no clipboard of its own.
    addEventListener("copy", (event) => {
      for (const [type, words] of Object.entries(forms)) event.clipboardData.setData(type, words);
      event.preventDefault();
    }, { once: true });
    document.execCommand("copy");
  }
  const said = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = said; }, 1500);
}

export default function show({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .sheet");
  if (!root) {
    root = document.createElement("div");
    root.className = "sheet";
    parentElement.append(root);
    root.addEventListener("mouseover", (event) => columnLight(root, event, true));
    root.addEventListener("mouseout", (event) => columnLight(root, event, false));
  }
  root.onclick = (event) => {
    const target = event.target.closest("a[href], [data-copy], [data-act], [data-dismiss], [data-walk], [data-opens], [data-switch]");
    const shift = event.shiftKey ? target?.dataset.shift : undefined;
    if (!target || event.button || event.ctrlKey || event.metaKey || (event.shiftKey && !shift) || event.altKey) return;
    if (target.matches("a[href]")) {
      event.preventDefault();
      // Only our own pages.
      follow(/^\/(?![/\\])/.test(shift ?? "") ? shift : target.getAttribute("href"));
    } else if (target.dataset.copy !== undefined) void copy(target);
    else if (target.dataset.dismiss !== undefined) dismiss(root, target.dataset.dismiss);
    else if (target.dataset.walk !== undefined) walk(Number(target.dataset.walk));
    else if (target.dataset.opens !== undefined) toggle(document.getElementById(target.dataset.opens));
    else if (target.dataset.switch !== undefined) switchKeys(root);
    else {
      mark(root, target.dataset.act);
      setTriggerValue("act", target.dataset.act);
    }
  };
  root.onkeyup = (event) => {
    if (event.key === "Enter" && event.target.matches("[data-act]:not(button)")) event.target.click();
  };
  const tree = JSON.stringify(data.tree);
  if (root._tree !== tree) {
    const focused = root.contains(document.activeElement) ? keyOf(document.activeElement) : null;
    const boxes = [...root.querySelectorAll(".scroll")].map((box) => [box.scrollTop, box.scrollLeft]);
    root.replaceChildren(build(data.tree));
    for (const element of root.querySelectorAll("[data-once]")) if (dismissed(element.dataset.once)) element.remove();
    [...root.querySelectorAll(".scroll")].forEach((box, i) => boxes[i] && ([box.scrollTop, box.scrollLeft] = boxes[i]));
    if (focused) [...root.querySelectorAll("a, button, [data-act]")].find((one) => keyOf(one) === focused)?.focus({ preventScroll: true });
    root._tree = tree;
  }
  mark(root, data.selected);
  for (const element of root.querySelectorAll("[data-here]")) delete element.dataset.here;
  for (const element of placed(root, data.at)) element.dataset.here = "";
  showSwitch(root);
  if (data.follow && root._followed !== data.follow) {
    root._followed = data.follow;
    follow(data.follow);
  }
  if (root._at !== data.at) {
    root._at = data.at;
    requestAnimationFrame(() => scrollTo(root, data.at));
  }
  root.dataset.ready = "true";
}
