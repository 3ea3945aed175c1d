/** The picture as a file: everything that is on show, however large the canvas on the page is. */
import type { Core } from "cytoscape";
import { drawing } from "./svg";
import type { Theme } from "./style";
import type { Data } from "./types";

const SCALE = 5;
/** Browsers draw nothing at all on a canvas that is longer or larger than theirs can be. */
const LONGEST = 16_000;
const LARGEST = 100_000_000;

/** How large a PNG of `width` × `height` can be drawn, at most five times. */
export function scaleFor(width: number, height: number): number {
  return Math.min(SCALE, LONGEST / Math.max(width, height, 1), Math.sqrt(LARGEST / Math.max(width * height, 1)));
}

/** Make the file and hand it to the browser. */
export async function save(cy: Core, data: Data, theme: Theme, form: "png" | "svg"): Promise<void> {
  const chosen = cy.elements(":selected").unselect();
  const { w, h } = cy.elements().not(".off").boundingBox({ includeLabels: true, includeOverlays: false });
  const blob =
    form === "svg"
      ? new Blob([drawing(cy, data, theme)], { type: "image/svg+xml" })
      : await cy.png({ output: "blob-promise", full: true, scale: scaleFor(w, h), bg: theme.ground });
  chosen.select();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `planatlas.${form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
