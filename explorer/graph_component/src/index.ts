/** The explorer's graph: cytoscape.js in a Streamlit component. Names reach the page as text only. */
import cytoscape from "cytoscape";
import type { Core, ElementDefinition, NodeSingular } from "cytoscape";
import fcose from "cytoscape-fcose";
import { badges, buildFrame, drawLegend, element } from "./frame";
import type { Frame } from "./frame";
import { listen } from "./keys";
import { Outbox } from "./outbox";
import { layOut, pin, ring, shorten } from "./place";
import { save } from "./save";
import { readTheme, stylesheet } from "./style";
import type { Theme } from "./style";
import type { Act, Component, Data, GraphEdge, GraphNode } from "./types";

cytoscape.use(fcose);

const DOUBLE_CLICK_MS = 280;

/** The element that Streamlit gives us, with the parts that browser tests ask for a node's place. */
interface Root extends HTMLElement { planatlas?: View; nodeAt?(id: string): { x: number; y: number } | null }

function nodeData(node: GraphNode, focus: string): ElementDefinition["data"] {
  return { ...node, caption: shorten(node.name), focus: node.id === focus };
}

function edgeData(edge: GraphEdge): ElementDefinition["data"] {
  return { ...edge };
}

class View {
  readonly frame: Frame = buildFrame();
  readonly cy: Core;
  private data!: Data;
  private off = new Set<string>();
  private view = "";
  private placed = false;
  private saved = 0;
  private toggled = { key: "", at: 0 };
  private readonly outbox = new Outbox();
  private send: (act: Act) => void = () => undefined;
  private readonly drawBadges: () => void;
  private readonly watcher: ResizeObserver;
  /** cytoscape looks for what scrolls among its ancestors, and finds none beyond a shadow root: clicks would land beside the nodes. */
  private readonly scrolled = (): void => void this.cy.resize();

  constructor(parent: HTMLElement | ShadowRoot) {
    parent.append(this.frame.root);
    this.cy = cytoscape({ container: this.frame.canvas, minZoom: 0.08, maxZoom: 3, selectionType: "single", boxSelectionEnabled: false });
    this.drawBadges = badges(this.cy, this.frame);
    this.cy.on("render", this.drawBadges);
    // A hidden tab has no height: the first layout waits for one.
    this.watcher = new ResizeObserver(() => {
      this.cy.resize();
      this.place();
    });
    this.watcher.observe(this.frame.canvas);
    addEventListener("scroll", this.scrolled, { capture: true, passive: true });
    this.listen();
  }

  private listen(): void {
    const { cy, frame } = this;
    let last = { id: "", at: 0 };
    let walkFrom: (node: NodeSingular) => void = () => undefined;
    cy.on("tap", (event) => {
      if (event.target === cy) {
        this.choose([]);
        return;
      }
      const id: string = event.target.id();
      const now = performance.now();
      // The system counts clicks as its user set it; a touch has no count.
      const clicks = event.originalEvent instanceof MouseEvent ? event.originalEvent.detail : 0;
      const twice = last.id === id && (clicks > 1 ? clicks % 2 === 0 : now - last.at < DOUBLE_CLICK_MS);
      last = { id, at: twice ? 0 : now };
      if (event.target.isNode()) walkFrom(event.target);
      if (twice && event.target.isNode()) this.send({ kind: "expand", id });
      else this.choose(event.originalEvent.shiftKey ? this.alsoChosen(id) : [id]);
    });
    cy.on("mouseover", "node, edge", (event) => {
      const kept = event.target.isNode() ? event.target.closedNeighborhood() : event.target.union(event.target.connectedNodes());
      cy.batch(() => cy.elements().difference(kept).addClass("dim"));
      frame.canvas.style.cursor = "pointer";
      frame.canvas.title = event.target.isNode() ? String(event.target.data("name")) : "";
    });
    cy.on("mouseout", "node, edge", () => {
      cy.batch(() => cy.elements().removeClass("dim"));
      frame.canvas.style.cursor = "";
      frame.canvas.title = "";
    });
    cy.on("dragfree", "node", (event) => this.pin(event.target, true));
    walkFrom = listen(frame.canvas, cy, () => this.data.focus, {
      open: (node) => this.choose([node.id()]),
      expand: (node) => this.send({ kind: "expand", id: node.id() }),
      pin: (node) => this.pin(node, !node.hasClass("pinned")),
      undo: () => this.send({ kind: "undo" }),
      clear: () => this.choose([]),
      say: (node) => {
        frame.live.textContent = `${this.data.labels[node.data("label")]?.title ?? ""} ${node.data("name")}`;
      },
    });
    const zoom = (factor: number): void => {
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    };
    frame.buttons.zoomIn.onclick = () => zoom(1.3);
    frame.buttons.zoomOut.onclick = () => zoom(1 / 1.3);
    frame.buttons.fit.onclick = () => void cy.fit(cy.elements().not(".off"), 38);
  }

  /** Tell where everything pinned stands, with this node or without it. */
  private pin(node: NodeSingular, on: boolean): void {
    const pins = { ...this.data.pins };
    const { x, y } = node.position();
    if (on) pins[node.id()] = [Math.round(x), Math.round(y)];
    else delete pins[node.id()];
    this.data.pins = pins;
    pin(this.cy, pins);
    this.send({ kind: "pin", pins });
  }

  private choose(ids: string[]): void {
    this.select(ids);
    this.send({ kind: "select", ids });
  }

  /** What is chosen with one more, or without it where it was chosen. */
  private alsoChosen(id: string): string[] {
    const now = this.outbox.pending("select")?.ids ?? this.data.selected;
    return now.includes(id) ? now.filter((one) => one !== id) : [...now, id];
  }

  private select(ids: string[]): void {
    this.cy.elements().unselect();
    for (const id of ids) this.cy.getElementById(id).select();
  }

  /** Show what Python sent: a new view is laid out, the same view only gains and loses nodes. */
  update({ data, setTriggerValue }: Component, host: Element): void {
    this.outbox.answered(data.acted);
    const pins = this.outbox.pending("pin")?.pins ?? data.pins;
    const hide = this.outbox.pending("hide")?.keys ?? data.hide;
    this.data = { ...data, pins, hide };
    this.send = (act) => setTriggerValue("act", this.outbox.add(act));
    const theme = readTheme(host);
    const { cy, frame } = this;
    frame.canvas.setAttribute("aria-label", data.words.canvas);
    frame.count.replaceChildren(data.count);
    if (data.rest) {
      const rest = element("button", "rest", data.rest);
      rest.onclick = () => this.choose(["*"]);
      frame.count.append(" · ", rest);
    }
    for (const name of ["zoomIn", "zoomOut", "fit"] as const) {
      frame.buttons[name].title = data.words[name];
      frame.buttons[name].setAttribute("aria-label", data.words[name]);
    }
    const another = data.view !== this.view;
    this.view = data.view;
    cy.batch(() => {
      if (another) cy.elements().remove();
      const wanted = new Set([...data.nodes, ...data.edges].map((item) => item.id));
      cy.elements().filter((item) => !wanted.has(item.id()) && !item.hasClass("heading")).remove();
      const known = (id: string): boolean => cy.getElementById(id).nonempty();
      for (const node of data.nodes) if (known(node.id)) cy.getElementById(node.id).data(nodeData(node, data.focus));
      const fresh = cy.add(data.nodes.filter((node) => !known(node.id)).map((node) => ({ group: "nodes" as const, data: nodeData(node, data.focus) })));
      cy.add(data.edges.filter((edge) => !known(edge.id)).map((edge) => ({ group: "edges" as const, data: edgeData(edge) })));
      for (const item of [...data.nodes, ...data.edges]) cy.getElementById(item.id).toggleClass("off", item.off);
      if (!another && this.placed) {
        const centre = cy.getElementById(data.grownFrom);
        ring(cy, (centre.nonempty() ? centre : cy.nodes().first()) as NodeSingular, fresh.nodes());
      }
      this.select(data.selected);
    });
    cy.style(stylesheet(data, theme));
    if (another) this.placed = false;
    this.off = new Set(hide);
    this.legend(theme);
    this.place();
    pin(cy, this.placed ? pins : {});
    if (data.save && data.save.n !== this.saved) {
      this.saved = data.save.n;
      void save(cy, data, theme, data.save.form);
    }
  }

  /** Lay out once the canvas has a height. */
  private place(): void {
    if (this.placed || this.frame.canvas.clientHeight === 0 || !this.data) return;
    this.cy.resize();
    layOut(this.cy, this.data);
    pin(this.cy, this.data.pins);
    this.placed = true;
    this.frame.root.dataset.ready = this.data.view;
  }

  /** Write the legend; what a click hides is told to Python, which knows what goes with it. */
  private legend(theme: Theme): void {
    const told = (): void => {
      this.legend(theme);
      this.send({ kind: "hide", keys: [...this.off] });
    };
    // The legend is written anew between the two clicks of a double click: the browser counts them as one each.
    drawLegend(this.frame, this.data, theme, this.off, {
      toggle: (entry) => {
        const now = performance.now();
        const alone = this.toggled.key === entry.keys.join() && now - this.toggled.at < DOUBLE_CLICK_MS;
        this.toggled = { key: entry.keys.join(), at: alone ? 0 : now };
        const hidden = entry.keys.some((key) => this.off.has(key));
        const group = this.data.legend.find((one) => one.entries.includes(entry))?.entries ?? [];
        for (const one of alone ? group : [entry]) {
          for (const key of one.keys) {
            if (one !== entry) this.off.add(key);
            else if (alone || hidden) this.off.delete(key);
            else this.off.add(key);
          }
        }
        told();
      },
      clear: () => {
        this.off.clear();
        told();
      },
    });
  }

  destroy(): void {
    this.watcher.disconnect();
    removeEventListener("scroll", this.scrolled, { capture: true });
    this.cy.destroy();
    this.frame.root.remove();
  }
}

/** Streamlit calls this at every change of data or theme; the picture is built once. Returns the clean-up. */
export default function draw(component: Component): () => void {
  const parent = component.parentElement;
  const host = parent instanceof ShadowRoot ? parent.host : parent;
  const root = host as Root;
  root.planatlas ??= new View(parent);
  const view = root.planatlas;
  root.nodeAt = (id) => {
    const node = view.cy.getElementById(id);
    if (node.empty()) return null;
    const box = view.frame.canvas.getBoundingClientRect();
    const { x, y } = node.renderedPosition();
    return { x: box.left + x, y: box.top + y };
  };
  view.update(component, host);
  return () => {
    view.destroy();
    delete root.planatlas;
  };
}
