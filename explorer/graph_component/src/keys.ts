/** The canvas from the keyboard: arrows walk to the nearest neighbour, Enter opens, letters act, Escape clears. What other keys do on the whole page is in ../../sheet/keys.js. */
import type { Core, NodeSingular } from "cytoscape";

const WAY: Record<string, [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** The visible node that lies best in a direction: near, and not far off the line. */
function nearest(cy: Core, from: NodeSingular, [dx, dy]: [number, number]): NodeSingular | undefined {
  const start = from.position();
  let best: NodeSingular | undefined;
  let least = Infinity;
  cy.nodes("[label]").not(".off").forEach((node) => {
    const x = node.position().x - start.x;
    const y = node.position().y - start.y;
    const along = x * dx + y * dy;
    const cost = along + 2.5 * Math.abs(x * dy - y * dx);
    if (along > 1 && cost < least) {
      least = cost;
      best = node;
    }
  });
  return best;
}

/** The visible node before or behind another, in the order in which they were found. */
function inOrder(cy: Core, from: NodeSingular, way: number): NodeSingular {
  const nodes = cy.nodes("[label]").not(".off");
  const at = nodes.toArray().indexOf(from);
  return nodes[(at + way + nodes.length) % nodes.length] as NodeSingular;
}

/** Returns what a click does for the keyboard: it goes on from the node that was clicked. */
export function listen(
  canvas: HTMLElement,
  cy: Core,
  focus: () => string,
  act: {
    open(node: NodeSingular): void; expand(node: NodeSingular): void; pin(node: NodeSingular): void; undo(): void;
    clear(): void; say(node: NodeSingular): void;
  },
): (node: NodeSingular) => void {
  let cursor: NodeSingular | undefined;
  const go = (node: NodeSingular | undefined): void => {
    if (!node) return;
    cy.nodes().removeClass("cursor");
    node.addClass("cursor");
    cursor = node;
    act.say(node);
  };
  const here = (): NodeSingular | undefined => {
    if (cursor && cursor.inside() && !cursor.hasClass("off")) return cursor;
    const chosen = cy.nodes(":selected").first();
    const start = chosen.nonempty() ? chosen : cy.getElementById(focus());
    return (start.nonempty() ? start : cy.nodes().first()) as NodeSingular | undefined;
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = here();
    const way = WAY[event.key];
    const key = event.key.toLowerCase();
    if (way && node) go(cursor === node || node.selected() ? (nearest(cy, node, way) ?? node) : node);
    else if ((event.key === "Enter" || event.key === " ") && node) act.open(node);
    else if (key === "e" && node) act.expand(node);
    else if (key === "p" && node) act.pin(node);
    else if (key === "u") act.undo();
    else if ((key === "j" || key === "k") && node) go(inOrder(cy, node, key === "j" ? 1 : -1));
    else if (event.key === "Escape") act.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("focus", () => go(here()));
  canvas.addEventListener("blur", () => cy.nodes().removeClass("cursor"));
  return (node) => {
    cursor = node;
    canvas.focus({ preventScroll: true });
  };
}
