/** What Python sends and hears back. Ids, names and labels are data: they reach the page as text only. */

export interface Palette { mark: string; tint: string; ink: string }

export interface LabelLook { title: string; glyph: string; shape: string; light: Palette; dark: Palette }

export interface EdgeLook { title: string; color: string; width: number; style: string; dash?: number[] }

export interface GraphNode { id: string; label: string; name: string; more: number }

/** `look` is a key of Data.edgeLooks (the type, or type and role or stage); `text` is written on the line. */
export interface GraphEdge { id: string; source: string; target: string; look: string; text: string; dashed: boolean }

export interface Words {
  canvas: string; zoomIn: string; zoomOut: string; fit: string; shown: string; hidden: string; legend: string;
}

export interface Data {
  /** Changes when another picture is wanted (focus, depth, layout); the same view only gains and loses nodes. */
  view: string;
  layout: "force" | "layered" | "concentric";
  focus: string;
  selected: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** New nodes grow around this one. */
  grownFrom: string;
  hide: string[];
  labels: Record<string, LabelLook>;
  edgeLooks: Record<string, EdgeLook>;
  count: string;
  words: Words;
}

/** One action of the reader's: what is sent to Python as the trigger `act`. */
export type Act =
  | { kind: "select"; id: string }
  | { kind: "expand"; id: string }
  | { kind: "hide"; labels: string[] };

/** `n` tells two actions apart: one that arrives while a run is under way may be told twice. */
export type Sent = Act & { n: number };

export interface Component {
  data: Data;
  parentElement: HTMLElement | ShadowRoot;
  setTriggerValue(name: "act", value: Sent): void;
}
