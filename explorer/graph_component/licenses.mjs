// Writes the licences of what is bundled next to the bundle.
import { readFileSync, writeFileSync } from "node:fs";

const bundled = ["cytoscape", "cytoscape-fcose", "cose-base", "layout-base"];
const text = bundled
  .map((name) => {
    const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
    return `${name} ${version}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
  })
  .join("\n----------------------------------------\n\n");
writeFileSync("../static/graph.LICENSES.txt", text);
