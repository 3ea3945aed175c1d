/** The picture as SVG: shapes, lines and names as the canvas has them, names as text. */
import type { Core, EdgeSingular, NodeSingular, Position } from "cytoscape";
import type { Theme } from "./style";
import { glyphInk, MARK_FONT } from "./style";
import type { Data } from "./types";

const NS = "http://www.w3.org/2000/svg";
const MARGIN = 20;
const LINE = 15;

/** Corners in a square from -1 to 1, as cytoscape draws its shapes. */
const CORNERS: Record<string, number[][]> = {
  "cut-rectangle": [[-1, -0.6], [-0.6, -1], [0.6, -1], [1, -0.6], [1, 0.6], [0.6, 1], [-0.6, 1], [-1, 0.6]],
  triangle: [[0, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  rectangle: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  rhomboid: [[-1, -1], [0.333, -1], [1, 1], [-0.333, 1]],
  tag: [[-1, -1], [0.25, -1], [1, 0], [0.25, 1], [-1, 1]],
  hexagon: regular(6, 0), octagon: regular(8, Math.PI / 8), pentagon: regular(5, -Math.PI / 2), star: star(),
};

/** A regular polygon stretched to fill its square. */
function regular(sides: number, turn: number): number[][] {
  return stretched(Array.from({ length: sides }, (_, i) => [Math.cos(turn + (2 * Math.PI * i) / sides), Math.sin(turn + (2 * Math.PI * i) / sides)]));
}

function star(): number[][] {
  const at = (i: number, r: number): number[] => [r * Math.cos(-Math.PI / 2 + (Math.PI * i) / 5), r * Math.sin(-Math.PI / 2 + (Math.PI * i) / 5)];
  return stretched(Array.from({ length: 10 }, (_, i) => at(i, i % 2 ? 0.42 : 1)));
}

function stretched(points: number[][]): number[][] {
  const fit = (axis: number): ((value: number) => number) => {
    const all = points.map((point) => point[axis] ?? 0);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return (value) => ((value - least) / (most - least)) * 2 - 1;
  };
  const [fx, fy] = [fit(0), fit(1)];
  return points.map(([x = 0, y = 0]) => [fx(x), fy(y)]);
}

type Attributes = Record<string, string | number>;

function add(parent: Element, tag: string, attributes: Attributes, text = ""): Element {
  const made = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  // XML has no place for control characters, and a file with one does not open.
  made.textContent = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  parent.append(made);
  return made;
}

/** Break a caption as the canvas does: at the width that names have under a node. */
function lines(caption: string, size: number, width: number): string[] {
  const broken: string[] = [""];
  let used = 0;
  for (const character of caption) {
    const wide = character.charCodeAt(0) > 0x2e7f ? size : size * 0.56;
    if (used + wide > width || character === "\n") {
      broken.push("");
      used = 0;
    }
    broken[broken.length - 1] += character;
    used += wide;
  }
  return broken;
}

function words(parent: Element, text: string[], at: Position, own: Attributes, theme: Theme): void {
  const group = add(parent, "text", { "text-anchor": "middle", "font-family": theme.font.replaceAll('"', "'"), stroke: theme.ground, "stroke-width": 3, "paint-order": "stroke", ...own });
  text.forEach((line, i) => add(group, "tspan", { x: at.x, y: at.y + i * LINE }, line));
}

function drawNode(parent: Element, node: NodeSingular, data: Data, theme: Theme): void {
  const { x, y } = node.position();
  if (node.hasClass("heading")) {
    words(parent, [node.data("caption")], { x, y: y + 5 }, { "font-size": 14, "font-weight": "bold", fill: theme.text, "text-anchor": "start" }, theme);
    return;
  }
  const look = data.labels[node.data("label")];
  if (!look) return;
  const { mark } = theme.dark ? look.dark : look.light;
  const [w, h] = [node.width(), node.height()];
  const corners = CORNERS[look.shape];
  if (corners) add(parent, "polygon", { points: corners.map(([px = 0, py = 0]) => `${(x + (px * w) / 2).toFixed(1)},${(y + (py * h) / 2).toFixed(1)}`).join(" "), fill: mark });
  else if (look.shape === "ellipse") add(parent, "ellipse", { cx: x, cy: y, rx: w / 2, ry: h / 2, fill: mark });
  else add(parent, "rect", { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: w / 4, fill: mark });
  add(parent, "text", { x, y: y + h * 0.19, "text-anchor": "middle", "font-size": h * 0.54, "font-family": MARK_FONT, fill: glyphInk(mark) }, look.glyph);
  const size = parseFloat(node.style("font-size"));
  const own = { "font-size": size, fill: String(node.style("color")), "font-weight": String(node.style("font-weight")) };
  words(parent, lines(node.data("caption"), size, 112), { x, y: y + h / 2 + 4 + size }, own, theme);
}

function drawEdge(parent: Element, edge: EdgeSingular, data: Data, theme: Theme): void {
  const look = data.edgeLooks[edge.data("look")];
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  if (!look || !Number.isFinite(from.x + to.x)) return;
  const palette = data.labels[look.color];
  const own = palette && (theme.dark ? palette.dark : palette.light);
  const color = own?.mark ?? (edge.data("proposed") ? theme.muted : theme.line);
  const [bend] = edge.controlPoints() ?? [];
  const d = bend ? `M${from.x},${from.y} Q${bend.x},${bend.y} ${to.x},${to.y}` : `M${from.x},${from.y} L${to.x},${to.y}`;
  const dash = edge.data("dashed") ? [2, 4] : look.style === "dashed" ? (look.dash ?? [6, 4]) : [];
  const double = look.style === "double";
  add(parent, "path", { d, fill: "none", stroke: color, "stroke-width": double ? 4.4 : look.width, "stroke-dasharray": dash.join(" ") });
  if (double) add(parent, "path", { d, fill: "none", stroke: theme.ground, "stroke-width": 1.4 });
  if (own) {
    const back = bend ?? from;
    const angle = (Math.atan2(to.y - back.y, to.x - back.x) * 180) / Math.PI;
    add(parent, "polygon", { points: "0,0 -8,-4 -8,4", transform: `translate(${to.x} ${to.y}) rotate(${angle})`, fill: color });
  }
  if (edge.data("text")) words(parent, [edge.data("text")], { x: edge.midpoint().x, y: edge.midpoint().y + 4 }, { "font-size": 11, "font-style": edge.data("proposed") ? "italic" : "normal", fill: own?.ink ?? theme.muted }, theme);
}

/** Return the whole picture, without what the legend hides. */
export function drawing(cy: Core, data: Data, theme: Theme): string {
  const shown = cy.elements().not(".off");
  const box = shown.boundingBox({ includeLabels: true, includeOverlays: false });
  const [w, h] = [box.w + 2 * MARGIN, box.h + 2 * MARGIN];
  const root = document.createElementNS(NS, "svg");
  for (const [name, value] of Object.entries({ xmlns: NS, width: w, height: h, viewBox: `${box.x1 - MARGIN} ${box.y1 - MARGIN} ${w} ${h}` })) root.setAttribute(name, String(value));
  add(root, "rect", { x: box.x1 - MARGIN, y: box.y1 - MARGIN, width: w, height: h, fill: theme.ground });
  shown.edges().forEach((edge) => drawEdge(root, edge, data, theme));
  shown.nodes().forEach((node) => drawNode(root, node, data, theme));
  return new XMLSerializer().serializeToString(root);
}
