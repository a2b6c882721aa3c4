// Builds the page and the one-file replay into src/midcourse/web/static, with what Cesium reads at run time and no more.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/midcourse/web/static");
const world = join(here, "../src/midcourse/geography/world.json");
const cesium = join(here, "node_modules/cesium/Build/Cesium");

// read at run time: positions of the Earth's axis, workers of shapes; no imagery, no 3D tiles
const NEEDED = ["Assets/IAU2006_XYS", "Assets/Images", "Assets/approximateTerrainHeights.json", "Workers"];

async function page() {
  await build({ root: here, base: "./", logLevel: "warn", configFile: false, build: { outDir: out, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 6000, assetsInlineLimit: 0 } });
  for (const part of NEEDED) cpSync(join(cesium, part), join(out, "Cesium", part), { recursive: true });
  cpSync(world, join(out, "world.json"));
  // what others ask for who gave us their work
  const licences = ["cesium/LICENSE.md", "d3-geo/LICENSE"].map((one) => `${one}\n\n${readFileSync(join(here, "node_modules", one), "utf8")}`);
  writeFileSync(join(out, "licences.txt"), licences.join("\n\n"));
  cpSync(join(here, "icon.svg"), join(out, "icon.svg"));
}

async function replay() {
  const entry = join(here, "replay/main.js");
  if (!existsSync(entry)) return;
  const made = await build({ root: here, configFile: false, logLevel: "warn", publicDir: false, build: { write: false, target: "es2022", lib: { entry, formats: ["iife"], name: "replay" } } });
  const code = (Array.isArray(made) ? made[0] : made).output[0].code.replaceAll("</script", "<\\/script").trim();
  const { coarse } = await import("./replay/coarse.mjs");
  const style = readFileSync(join(here, "replay/replay.css"), "utf8");
  const hash = createHash("sha256").update(code).digest("base64");
  const html = readFileSync(join(here, "replay/replay.html"), "utf8");
  const parts = { STYLE: style, CODE: code, HASH: hash, WORLD: JSON.stringify(coarse(JSON.parse(readFileSync(world, "utf8")))) };
  // a function as replacement: dollar signs of the code mean nothing
  writeFileSync(join(out, "replay.html"), html.replace(/%%(STYLE|CODE|HASH|WORLD)%%/g, (_, name) => parts[name]));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await page();
await replay();
