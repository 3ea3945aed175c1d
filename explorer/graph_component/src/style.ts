/** The canvas's stylesheet, made from the schema's looks and the page's theme. */
import type { NodeSingular, StylesheetJson } from "cytoscape";
import type { Data, EdgeLook, LabelLook } from "./types";

export interface Theme { dark: boolean; ground: string; text: string; muted: string; line: string; primary: string; font: string }

/** Read the theme that Streamlit gives a component as CSS variables. */
export function readTheme(host: Element): Theme {
  const css = getComputedStyle(host);
  const value = (name: string, other: string): string => css.getPropertyValue(name).trim() || other;
  const ground = value("--st-background-color", "#fdfcf9");
  const dark = luminance(ground) < 0.4;
  return {
    dark,
    ground,
    text: value("--st-text-color", "#1b1f24"),
    muted: value("--st-dataframe-header-text-color", dark ? "#9aa3ad" : "#5b6470"),
    line: dark ? "#4a5158" : "#bdb9ae",
    primary: value("--st-primary-color", "#14507a"),
    // Cytoscape takes double quotes only.
    font: value("--st-font", "sans-serif").replaceAll("'", '"'),
  };
}

function luminance(hex: string): number {
  const part = (at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255;
  return hex.startsWith("#") ? 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) : 1;
}

/** The glyph's colour is the one that contrasts more with the mark. */
export function glyphInk(mark: string): string {
  return luminance(mark) < 0.36 ? "#ffffff" : "#101418";
}

export const MARK_FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

/** How large a node of each label is. */
const SIZE: Record<string, number> = { Plan: 34, Section: 30, Task: 30, Institution: 27, Target: 27 };

function glyphImage(glyph: string, ink: string): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><text x="24" y="33" text-anchor="middle" ` +
    `font-size="26" font-family="${MARK_FONT}" fill="${ink}">${glyph}</text></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

function labelRule(name: string, look: LabelLook, theme: Theme): StylesheetJson[number] {
  const { mark } = theme.dark ? look.dark : look.light;
  const size = SIZE[name] ?? 25;
  return {
    selector: `node[label = "${name}"]`,
    style: {
      shape: look.shape as never,
      "background-color": mark,
      "background-image": glyphImage(look.glyph, glyphInk(mark)),
      width: name === "Task" ? size * 1.15 : size,
      height: size,
    },
  };
}

function edgeRule(key: string, look: EdgeLook, theme: Theme, labels: Data["labels"]): StylesheetJson[number] {
  const palette = labels[look.color];
  const own = palette && (theme.dark ? palette.dark : palette.light);
  const color = own?.mark ?? theme.line;
  const double = look.style === "double";
  return {
    selector: `edge[look = "${key}"]`,
    style: {
      width: double ? 1.4 : look.width,
      "line-color": double ? theme.ground : color,
      "line-outline-width": double ? 1.5 : 0,
      "line-outline-color": color,
      "line-style": look.style === "dashed" ? "dashed" : "solid",
      "line-dash-pattern": look.dash ?? [6, 4],
      "target-arrow-color": color,
      "target-arrow-shape": own ? "triangle" : "none",
      color: own?.ink ?? theme.muted,
    },
  };
}

/** With more nodes, small names and badges would cover the picture: they come with zooming in. */
export const MANY = 150;

/** Return the whole stylesheet. Hovering dims what is neither the node nor its neighbour. */
export function stylesheet(data: Data, theme: Theme): StylesheetJson {
  const quiet = data.nodes.length > MANY;
  return [
    {
      selector: "node[label]",
      style: {
        label: "data(caption)",
        "font-family": theme.font,
        "font-size": 12,
        color: theme.text,
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-wrap": "wrap",
        "text-max-width": "112px",
        "text-overflow-wrap": "anywhere",
        "text-background-color": theme.ground,
        "text-background-opacity": 0.82,
        "text-background-padding": "1px",
        "min-zoomed-font-size": quiet ? 7 : 4,
        "background-fit": "cover",
        "overlay-opacity": 0,
      },
    },
    ...Object.entries(data.labels).map(([name, look]) => labelRule(name, look, theme)),
    { selector: "node[label = 'Action']", style: { color: theme.muted } },
    { selector: "node[label = 'Task'], node[?focus]", style: { "font-weight": "bold", "font-size": 12.5 } },
    {
      selector: "node[?focus]",
      style: { width: (node: NodeSingular) => (node.data("label") === "Task" ? 48 : 42), height: 42, "font-size": 14 },
    },
    {
      selector: "edge",
      style: {
        "curve-style": "bezier",
        "control-point-step-size": 26,
        "arrow-scale": 0.75,
        label: "data(text)",
        "font-family": theme.font,
        "font-size": 11,
        "text-background-color": theme.ground,
        "text-background-opacity": 0.9,
        "text-background-padding": "1px",
        "min-zoomed-font-size": 7,
        "overlay-opacity": 0,
      },
    },
    ...Object.entries(data.edgeLooks).map(([key, look]) => edgeRule(key, look, theme, data.labels)),
    { selector: "edge[?dashed]", style: { "line-style": "dashed", "line-dash-pattern": [2, 4] } },
    { selector: "edge[?proposed]", style: { "line-color": theme.muted, "font-style": "italic" } },
    { selector: "edge[?way]", style: { "underlay-color": theme.primary, "underlay-opacity": 0.14, "underlay-padding": 5 } },
    {
      selector: "node.heading",
      style: {
        shape: "rectangle", width: 1, height: 1, "background-opacity": 0, label: "data(caption)", "font-family": theme.font, events: "no",
        "font-size": 14, "font-weight": "bold", color: theme.text, "text-valign": "center", "text-halign": "right", "overlay-opacity": 0,
      },
    },
    { selector: ".dim", style: { opacity: 0.18 } },
    { selector: ".off", style: { display: "none" } },
    {
      selector: "node:selected",
      style: { "outline-width": 2.5, "outline-color": theme.primary, "outline-offset": 3 } as never,
    },
    { selector: "edge:selected", style: { "underlay-color": theme.primary, "underlay-opacity": 0.28, "underlay-padding": 4 } },
    { selector: "node.cursor", style: { "outline-width": 2.5, "outline-color": theme.primary, "outline-offset": 3 } as never },
  ];
}
