/** What Python sends and hears back. Ids, names and labels are data: they reach the page as text only. */

export interface Palette { mark: string; tint: string; ink: string }

export interface LabelLook { title: string; glyph: string; shape: string; light: Palette; dark: Palette }

export interface EdgeLook { title: string; color: string; width: number; style: string; dash?: number[] }

/** `more` neighbours are outside the picture; `section` is where a layout by section puts it; `off` is hidden by the legend. */
export interface GraphNode { id: string; label: string; name: string; more: number; section: string; off: boolean }

/** `look` is a key of Data.edgeLooks (the type, or type and role or stage); `text` is written on the line; `way` is on the path; `proposed` is decided by nobody yet. */
export interface GraphEdge {
  id: string; source: string; target: string; look: string; text: string; dashed: boolean; proposed: boolean; way: boolean; off: boolean;
}

/** What the reader can hide together: `keys` go into Data.hide; `look` is a label, or a key of Data.edgeLooks, or empty. */
export interface Entry { keys: string[]; title: string; count: number; look: string }

export type GroupName = "labels" | "lines" | "sections" | "plans";

export interface Words extends Record<GroupName, string> {
  canvas: string; zoomIn: string; zoomOut: string; fit: string; legend: string; showAll: string;
}

export type Pins = Record<string, [number, number]>;

export interface Data {
  /** Changes when another picture is wanted (focus, path, depth, layout); the same view only gains and loses nodes. */
  view: string;
  layout: "force" | "layered" | "concentric" | "section";
  focus: string;
  /** Nodes and lines; one or several. */
  selected: string[];
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** Names of sections by id. */
  sections: Record<string, string>;
  /** The nodes of a path from end to end; empty for a neighbourhood. */
  way: string[];
  pins: Pins;
  /** New nodes grow around this one. */
  grownFrom: string;
  hide: string[];
  legend: Array<{ name: GroupName; entries: Entry[] }>;
  labels: Record<string, LabelLook>;
  edgeLooks: Record<string, EdgeLook>;
  count: string;
  /** What follows the count and leads to what is not shown; empty where all is. */
  rest: string;
  words: Words;
  /** The `n` of the last action that this picture answers. */
  acted: number;
  /** An image that the reader asked for. */
  save: { form: "png" | "svg"; n: number } | null;
}

/** One action of the reader's. */
export type Act =
  | { kind: "select"; ids: string[] }
  | { kind: "expand"; id: string }
  | { kind: "hide"; keys: string[] }
  | { kind: "pin"; pins: Pins }
  | { kind: "undo" };

/** `n` grows from action to action: one that waits for its answer is told again with the next. */
export type Sent = Act & { n: number };

export interface Component {
  data: Data;
  parentElement: HTMLElement | ShadowRoot;
  /** The trigger `act`: what waits for an answer, oldest first. */
  setTriggerValue(name: "act", value: Sent[]): void;
}
