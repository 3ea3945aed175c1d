/** What lies around and over the canvas: the count, zoom buttons, the legend that filters, the badges of hidden neighbours. */
import type { Core } from "cytoscape";
import type { Theme } from "./style";
import type { Data } from "./types";

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

/** Write the legend: one button a label with its count (pressed = shown), then the lines that occur. */
export function drawLegend(frame: Frame, data: Data, theme: Theme, off: Set<string>, toggle: (label: string, alone: boolean) => void): void {
  const counts = new Map<string, number>();
  for (const node of data.nodes) counts.set(node.label, (counts.get(node.label) ?? 0) + 1);
  const labels = element("div", "row");
  labels.setAttribute("role", "group");
  labels.setAttribute("aria-label", data.words.legend);
  for (const [name, look] of Object.entries(data.labels)) {
    const count = counts.get(name);
    if (!count) continue;
    const button = element("button", "label");
    const mark = element("i", `shape s-${name}`);
    mark.style.background = (theme.dark ? look.dark : look.light).mark;
    button.append(mark, element("span", "", look.title), element("span", "n", String(count)));
    button.setAttribute("aria-pressed", String(!off.has(name)));
    button.onclick = (event) => toggle(name, event.detail > 1);
    labels.append(button);
  }
  const lines = element("div", "row lines");
  const seen = new Set(data.edges.map((edge) => edge.look));
  const named = new Set<string>();
  for (const [key, look] of Object.entries(data.edgeLooks)) {
    if (!seen.has(key) || named.has(look.title)) continue;
    named.add(look.title);
    const item = element("span", "line");
    const stroke = element("i", look.style);
    const palette = data.labels[look.color];
    stroke.style.borderTopColor = palette ? (theme.dark ? palette.dark : palette.light).mark : theme.line;
    stroke.style.borderTopWidth = `${look.style === "double" ? 3.5 : Math.max(1.2, look.width)}px`;
    item.append(stroke, element("span", "", look.title));
    lines.append(item);
  }
  frame.legend.replaceChildren(labels, lines);
}

/** Keep a badge "+7" at the corner of every node that has neighbours outside the view. */
export function badges(cy: Core, frame: Frame): () => void {
  const made = new Map<string, HTMLElement>();
  return () => {
    const zoom = cy.zoom();
    frame.badges.hidden = zoom < 0.45;
    for (const [id, badge] of made) {
      if (cy.getElementById(id).empty()) {
        badge.remove();
        made.delete(id);
      }
    }
    cy.nodes().forEach((node) => {
      const more = Number(node.data("more"));
      let badge = made.get(node.id());
      if (more > 0 && !badge) {
        badge = element("span", "badge");
        frame.badges.append(badge);
        made.set(node.id(), badge);
      }
      if (!badge) return;
      const { x, y } = node.renderedPosition();
      badge.textContent = more > 99 ? "+99" : `+${more}`;
      badge.hidden = more <= 0 || node.hasClass("off");
      badge.style.opacity = node.hasClass("dim") ? "0.3" : "1";
      const half = node.renderedOuterWidth() / 2;
      badge.style.transform = `translate(${x + half * 0.45}px, ${y - half - 9}px)`;
    });
  };
}
