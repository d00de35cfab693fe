// page.mjs PAGE.html ROWS.json [PICTURES]: opens a page in Chromium as its readers would.
//
// At four widths, light and dark: axe finds no violation (of WCAG 2.2 AA, too, whose rule on the size of
// targets it does not try by itself), nothing scrolls sideways, nothing is asked
// of the network, and the rows named in ROWS.json stand side by side on a wide screen and one cell
// above the other on a narrow one. With PICTURES (a path without its ending) it takes screenshots.
// NODE_MODULES names the folder that holds playwright-core and axe-core, CHROMIUM the browser.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(process.env.NODE_MODULES, "index.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [320, 390, 768, 1280];
const STACKED = 390; // up to this width the cells of a row stand one above the other …
const ALIGNED = 1280; // … and from this width on side by side

const [file, rowsFile, pictures] = process.argv.slice(2);
const address = pathToFileURL(resolve(file)).href;
const { langs, rows } = JSON.parse(readFileSync(rowsFile, "utf8"));
const problems = new Set();

// In the page: for each row, the boxes of its cells and the baselines of their first lines. The row is the element with the unit's id, or
// the nearest one around it that holds a cell (an element with `lang`) for each language.
function measure({ rows, languages }) {
  const cellsOf = (element) => {
    const marked = [...element.querySelectorAll("[lang]")];
    return marked.filter((cell) => {
      const outer = cell.parentElement.closest("[lang]");
      return outer === null || outer === element || !element.contains(outer);
    });
  };
  // An empty box without height stands on the baseline of the line that it is put into.
  const baselineOf = (cell) => {
    const mark = document.createElement("span");
    mark.style.display = "inline-block";
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    let first = texts.nextNode();
    while (first !== null && first.data.trim() === "") first = texts.nextNode();
    if (first === null) return cell.getBoundingClientRect().top;
    first.before(mark);
    const { bottom } = mark.getBoundingClientRect();
    mark.remove();
    return bottom;
  };
  return rows.map((id) => {
    let row = document.getElementById(id);
    if (row === null) return { id, missing: true };
    while (row !== document.body && cellsOf(row).length < languages) row = row.parentElement;
    const cells = cellsOf(row).map((cell) => {
      const box = cell.getBoundingClientRect();
      return { top: box.top, bottom: box.bottom, left: box.left, right: box.right, baseline: baselineOf(cell) };
    });
    return { id, cells };
  });
}

function judgeRows(found, width, say) {
  for (const { id, missing, cells } of found) {
    if (missing) {
      say(`row ${id}: no element has this id`);
    } else if (cells.length !== langs.length) {
      say(`row ${id}: ${cells.length} cells with lang for ${langs.length} languages`);
    } else {
      for (let n = 1; n < cells.length; n++) {
        const [a, b] = [cells[n - 1], cells[n]];
        const beside = a.right <= b.left + 0.5 || b.right <= a.left + 0.5;
        const aligned = beside && Math.abs(a.baseline - b.baseline) <= 0.5;
        const stacked = b.top >= a.bottom - 0.5;
        if (width >= ALIGNED && !aligned) say(`row ${id}: not aligned: ${JSON.stringify(cells)}`);
        if (width <= STACKED && !stacked) say(`row ${id}: not stacked: ${JSON.stringify(cells)}`);
        if (!aligned && !stacked) say(`row ${id}: neither aligned nor stacked`);
      }
    }
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let states = 0;
try {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (url.split("#")[0] === address) return route.continue();
      problems.add(`network: the page asks for ${url}`);
      return route.abort();
    });
    page.on("pageerror", (error) => problems.add(`script: ${error.message}`));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address, { waitUntil: "load" });
      await page.evaluate(() => document.fonts.ready.then(() => null));
      const say = (text) => problems.add(`${width} px ${colorScheme}: ${text}`);

      const scroll = await page.evaluate(() => {
        const root = document.documentElement;
        return [Math.max(root.scrollWidth, document.body.scrollWidth), root.clientWidth];
      });
      if (scroll[0] > scroll[1]) say(`scroll: ${scroll[0]} px wide in a window of ${scroll[1]} px`);

      if (langs.length > 1) {
        judgeRows(await page.evaluate(measure, { rows, languages: langs.length }), width, say);
      }

      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() =>
        window.axe.run(document, { rules: { "target-size": { enabled: true } } }),
      );
      if (passes.length === 0) say("axe: it looked at nothing");
      for (const { id, help, nodes } of violations) {
        say(`axe: ${id} (${help}): ${nodes.length}×, first ${nodes[0].html.slice(0, 120)}`);
      }
      if (pictures) {
        await page.screenshot({ path: `${pictures}.${width}.${colorScheme}.png`, fullPage: true });
      }
      states += 1;
    }
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(`${states} states of the page, ${rows.length} rows, ${langs.length} languages`);
for (const problem of problems) console.log(problem);
process.exitCode = problems.size || states !== 2 * WIDTHS.length ? 1 : 0;
