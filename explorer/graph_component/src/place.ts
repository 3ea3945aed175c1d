/** Where nodes stand: a whole layout from a fixed seed, or new nodes on a ring while the old ones stay. */
import type { Core, LayoutOptions, NodeCollection, NodeSingular } from "cytoscape";
import type { Data, Pins } from "./types";

const CAPTION = 26;

/** A name as it stands under a node. */
export function shorten(name: string): string {
  const characters = Array.from(name);
  return characters.length > CAPTION ? `${characters.slice(0, CAPTION).join("")}…` : name;
}

/** Layouts that fill a box fill this one, so that places do not depend on the reader's window. */
const BOX = { x1: 0, y1: 0, w: 1200, h: 800 };
const SMALL = 60;
const ROOM = [1, 1.15, 1.3, 1.5];
/** Hidden square pixels a node that nobody minds. */
const CLEAR = 12;
const PADDING = 26;
/** A handful of nodes is not blown up to fill the canvas. */
const CLOSEST = 1.2;
/** On a phone the names must be readable: the focus and what is near it come first. */
const READABLE = 0.7;
const NARROW = 560;

/** Run `work` with a random source that always tells the same numbers, so that a view looks the same to everybody. */
function seeded(work: () => void): void {
  const random = Math.random;
  let state = 20240611;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  try {
    work();
  } finally {
    Math.random = random;
  }
}

/** From one node of a path to the next. */
const STEP = 150;

function options(cy: Core, data: Data, room: number): LayoutOptions {
  const focus = cy.getElementById(data.focus);
  const common = { animate: false, boundingBox: BOX, fit: true, padding: PADDING, nodeDimensionsIncludeLabels: true };
  if (data.layout === "layered") {
    return { ...common, name: "breadthfirst", roots: focus.nonempty() ? focus : undefined, spacingFactor: 1.05, circle: false } as LayoutOptions;
  }
  if (data.layout === "concentric") {
    const steps = new Map<string, number>();
    cy.elements().bfs({ roots: focus, directed: false, visit: (node, _edge, _from, _index, depth) => void steps.set(node.id(), depth) });
    return {
      ...common,
      name: "concentric",
      concentric: (node: { id(): string }) => 20 - (steps.get(node.id()) ?? 10),
      levelWidth: () => 1,
      minNodeSpacing: 26,
    } as LayoutOptions;
  }
  const line = data.way.map((nodeId, i) => ({ nodeId, position: { x: STEP * i, y: (i % 2) * STEP * 0.3 } }));
  return {
    ...common,
    name: "fcose",
    fixedNodeConstraint: line.length ? line : undefined,
    quality: cy.nodes().length > SMALL ? "default" : "proof",
    randomize: true,
    nodeRepulsion: () => 6500 * room * room,
    idealEdgeLength: () => 70 * room,
    nodeSeparation: 90 * room,
    numIter: 2500,
    packComponents: true,
    tile: true,
  } as LayoutOptions;
}

/** How much of the names is hidden under other names and nodes, in square pixels. */
function overlap(cy: Core): number {
  const boxes = cy.nodes().map((node) => node.boundingBox({ includeLabels: true, includeOverlays: false }));
  let sum = 0;
  boxes.forEach((one, i) => {
    for (const other of boxes.slice(i + 1)) {
      const width = Math.min(one.x2, other.x2) - Math.max(one.x1, other.x1);
      const height = Math.min(one.y2, other.y2) - Math.max(one.y1, other.y1);
      if (width > 0 && height > 0) sum += width * height;
    }
  });
  return sum;
}

const CELL = { x: 128, y: 84 };
const GAP = 70;

/** Each section a block of its own under its name, blocks side by side in rows; what has no section comes first. */
function bySection(cy: Core, data: Data): void {
  cy.remove(".heading");
  const blocks = new Map<string, NodeSingular[]>([["", []]]);
  for (const section of Object.keys(data.sections)) blocks.set(section, []);
  const order = Object.keys(data.labels);
  cy.nodes().forEach((node) => void (blocks.get(node.data("section")) ?? blocks.get(""))?.push(node));
  const filled = [...blocks].filter(([, nodes]) => nodes.length);
  const cells = cy.nodes().length + 2 * filled.length;
  const widest = Math.max(4, Math.round(Math.sqrt((cells * BOX.w * CELL.y) / (BOX.h * CELL.x)))) * CELL.x;
  let [x, y, tallest] = [0, 0, 0];
  for (const [section, nodes] of filled) {
    nodes.sort((a, b) => order.indexOf(a.data("label")) - order.indexOf(b.data("label")));
    const columns = Math.min(Math.ceil(Math.sqrt(nodes.length * 1.6)), Math.floor(widest / CELL.x));
    if (x > 0 && x + columns * CELL.x > widest) [x, y, tallest] = [0, y + tallest + GAP, 0];
    if (section) cy.add({ group: "nodes", classes: "heading", data: { id: `heading ${section}`, caption: shorten(data.sections[section] ?? "") }, position: { x: x - 14, y: y - 44 } });
    nodes.forEach((node, i) => void node.position({ x: x + (i % columns) * CELL.x, y: y + Math.floor(i / columns) * CELL.y }));
    tallest = Math.max(tallest, Math.ceil(nodes.length / columns) * CELL.y);
    x += columns * CELL.x + GAP;
  }
}

/** Remember where the layout has these nodes. */
function atHome(nodes: NodeCollection): void {
  nodes.forEach((node) => void node.scratch("_home", { ...node.position() }));
}

/** Put what is pinned where the reader put it; what no longer is goes back to where the layout had it. */
export function pin(cy: Core, pins: Pins): void {
  cy.nodes("[label]").forEach((node) => {
    const [x, y] = pins[node.id()] ?? [];
    if (x !== undefined && y !== undefined) {
      if (Math.round(node.position().x) !== x || Math.round(node.position().y) !== y) node.position({ x, y });
      node.addClass("pinned");
    } else if (node.hasClass("pinned")) {
      node.removeClass("pinned");
      node.position(node.scratch("_home"));
    }
  });
}

/** Lay out everything; text labels count as part of a node. A small graph gets as much room as its names need. */
export function layOut(cy: Core, data: Data): void {
  // The ring around what is chosen takes room, too: the same view chosen elsewhere must not move.
  const chosen = cy.elements(":selected").unselect();
  if (data.layout === "section") {
    bySection(cy, data);
    look(cy, data);
    chosen.select();
    return;
  }
  const tries = data.layout === "force" && cy.nodes().length <= SMALL ? ROOM : ROOM.slice(0, 1);
  const pictures: Array<{ hidden: number; at: Map<string, { x: number; y: number }> }> = [];
  for (const room of tries) {
    seeded(() => cy.layout(options(cy, data, room)).run());
    const hidden = overlap(cy);
    pictures.push({ hidden, at: new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }])) });
    if (hidden < CLEAR * cy.nodes().length) break;
  }
  const best = pictures.reduce((one, other) => (other.hidden < one.hidden ? other : one));
  cy.nodes().positions((node) => best.at.get(node.id()) ?? node.position());
  look(cy, data);
  chosen.select();
}

/** Bring everything into view, on a narrow page what is near the focus. */
function look(cy: Core, data: Data): void {
  atHome(cy.nodes());
  cy.fit(undefined, PADDING);
  cy.maxZoom(3);
  const focus = cy.getElementById(data.focus);
  if (cy.width() < NARROW && cy.zoom() < READABLE && focus.nonempty()) {
    const near = focus.closedNeighborhood().closedNeighborhood();
    cy.fit(near, 24);
    if (cy.zoom() < READABLE) {
      cy.zoom(READABLE);
      const { w, h } = near.renderedBoundingBox();
      cy.center(w <= cy.width() && h <= cy.height() ? near : focus);
    }
  }
  if (cy.zoom() > CLOSEST) {
    cy.zoom(CLOSEST);
    cy.center();
  }
}

const RADIUS = 104;
const APART = 62;

/** Put new nodes around `centre`, in the widest free arc first; nothing else moves. */
export function ring(cy: Core, centre: NodeSingular, fresh: NodeCollection): void {
  const { x, y } = centre.position();
  const taken = cy.nodes().difference(fresh).nodes().map((node) => node.position());
  const free = (px: number, py: number): boolean => taken.every((p) => Math.hypot(p.x - px, p.y - py) > APART);
  let radius = RADIUS;
  let spots: Array<[number, number]> = [];
  let used = 0;
  fresh.forEach((node) => {
    while (used >= spots.length) {
      const steps = Math.floor((2 * Math.PI * radius) / (APART + 20));
      spots = Array.from({ length: steps }, (_, i): [number, number] => {
        const angle = (2 * Math.PI * i) / steps - Math.PI / 2;
        return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
      }).filter(([px, py]) => free(px, py));
      used = 0;
      radius += APART + 14;
    }
    const [px, py] = spots[used++] ?? [x, y];
    node.position({ x: px, y: py });
    taken.push({ x: px, y: py });
  });
  atHome(fresh);
}
