/** What lies around and over the canvas: the count, zoom buttons, the legend that filters, the badges of hidden neighbours. */
import type { Core } from "cytoscape";
import { MANY } from "./style";
import type { Theme } from "./style";
import type { Data, Entry, GroupName } from "./types";

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

export interface Frame {
  root: HTMLElement; canvas: HTMLElement; count: HTMLElement; badges: HTMLElement; legend: HTMLElement; live: HTMLElement;
  buttons: Record<"zoomIn" | "zoomOut" | "fit", HTMLButtonElement>;
}

/** Build the frame once; later calls only change what it says. */
export function buildFrame(): Frame {
  const root = element("div", "graph");
  const stage = element("div", "stage");
  const canvas = element("div", "canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  const badges = element("div", "badges");
  badges.setAttribute("aria-hidden", "true");
  const count = element("div", "count");
  const zoom = element("div", "zoom");
  const buttons = { zoomIn: element("button", "", "+"), zoomOut: element("button", "", "−"), fit: element("button", "", "⤢") };
  zoom.append(buttons.zoomIn, buttons.zoomOut, buttons.fit);
  const live = element("div", "live");
  live.setAttribute("aria-live", "polite");
  stage.append(canvas, badges, count, zoom, live);
  const legend = element("div", "legend");
  root.append(stage, legend);
  return { root, canvas, count, badges, legend, live, buttons };
}

const OPEN: GroupName[] = ["labels", "lines"];

/** Write the legend: one button an entry with its count (pressed = shown); sections and plans unfold. */
export function drawLegend(frame: Frame, data: Data, theme: Theme, off: Set<string>, act: { toggle(entry: Entry): void; clear(): void }): void {
  const unfolded = new Set([...frame.legend.querySelectorAll<HTMLDetailsElement>("details[open]")].map((one) => one.dataset.group));
  const parent = frame.legend.getRootNode() as ShadowRoot | Document;
  const focused = frame.legend.contains(parent.activeElement) ? (parent.activeElement as HTMLElement).dataset.key : undefined;
  const rows = data.legend.filter((group) => group.entries.length).map((group) => {
    const row = element("div", `row ${group.name}`);
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", `${data.words[group.name]} · ${data.words.legend}`);
    row.append(...group.entries.map((entry) => legendButton(entry, data, theme, off, act.toggle)));
    if (OPEN.includes(group.name)) return row;
    const hidden = group.entries.filter((entry) => entry.keys.some((key) => off.has(key))).length;
    const fold = element("details", "fold");
    fold.dataset.group = group.name;
    fold.open = unfolded.has(group.name);
    const shown = hidden ? `${group.entries.length - hidden} / ${group.entries.length}` : String(group.entries.length);
    fold.append(element("summary", "", `${data.words[group.name]} ${shown}`), row);
    return fold;
  });
  if (off.size) {
    const all = element("button", "label all", data.words.showAll);
    all.onclick = act.clear;
    // In a row that is there anyway: nothing may move under a second click.
    rows[0]?.append(all);
  }
  frame.legend.replaceChildren(...rows);
  if (focused) [...frame.legend.querySelectorAll<HTMLElement>("[data-key]")].find((one) => one.dataset.key === focused)?.focus({ preventScroll: true });
}

function legendButton(entry: Entry, data: Data, theme: Theme, off: Set<string>, toggle: (entry: Entry) => void): HTMLElement {
  const button = element("button", "label");
  button.dataset.key = entry.keys.join();
  const label = data.labels[entry.look];
  const line = data.edgeLooks[entry.look];
  if (label) {
    const mark = element("i", `shape s-${entry.look}`);
    mark.style.background = (theme.dark ? label.dark : label.light).mark;
    button.append(mark);
  } else if (line) {
    const stroke = element("i", `stroke ${line.style}`);
    const palette = data.labels[line.color];
    stroke.style.borderTopColor = palette ? (theme.dark ? palette.dark : palette.light).mark : theme.line;
    stroke.style.borderTopWidth = `${line.style === "double" ? 3.5 : Math.max(1.2, line.width)}px`;
    button.append(stroke);
  }
  button.append(element("span", "title", entry.title), element("span", "n", String(entry.count)));
  button.setAttribute("aria-pressed", String(!entry.keys.some((key) => off.has(key))));
  button.onclick = () => toggle(entry);
  return button;
}

/** Keep a badge "+7" at the corner of every node that has neighbours outside the view, and a 钉 at what is pinned. */
export function badges(cy: Core, frame: Frame): () => void {
  const made = new Map<string, HTMLElement>();
  const pinned = new Map<string, HTMLElement>();
  return () => {
    const zoom = cy.zoom();
    frame.badges.hidden = zoom < (cy.nodes().length > MANY ? 0.9 : 0.45);
    for (const known of [made, pinned]) {
      for (const [id, badge] of known) {
        if (cy.getElementById(id).nonempty()) continue;
        badge.remove();
        known.delete(id);
      }
    }
    cy.nodes("[label]").forEach((node) => {
      const more = Number(node.data("more"));
      let badge = made.get(node.id());
      if (more > 0 && !badge) {
        badge = element("span", "badge");
        frame.badges.append(badge);
        made.set(node.id(), badge);
      }
      let pin = pinned.get(node.id());
      if (node.hasClass("pinned") && !pin) {
        pin = element("span", "badge pin", "钉");
        frame.badges.append(pin);
        pinned.set(node.id(), pin);
      }
      if (!badge && !pin) return;
      const { x, y } = node.renderedPosition();
      const half = node.renderedOuterWidth() / 2;
      if (badge) {
        badge.textContent = `+${more}`;
        badge.hidden = more <= 0 || node.hasClass("off");
        badge.style.opacity = node.hasClass("dim") ? "0.3" : "1";
        badge.style.transform = `translate(${x + half * 0.45}px, ${y - half - 9}px)`;
      }
      if (pin) {
        pin.hidden = !node.hasClass("pinned") || node.hasClass("off");
        pin.style.transform = `translate(${x - half - 12}px, ${y - half - 9}px)`;
      }
    });
  };
}
