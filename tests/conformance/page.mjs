// page.mjs LIST: opens pages in Chromium as their readers would, all in one run of it.
//
// LIST has a line for each page: its name, its file, JSON with its languages and the ids of its rows, and where pictures are
// to be put, if they are wanted; a tab between them. Of each page a line is printed, and what is wrong with it.
// At 320, 768 and 1280 pixels, light, dark and in forced colours (where no rows are named, light and at 768 dark): axe finds no violation (of WCAG 2.2 AA, too, whose rule on
// the size of targets it does not try by itself; where only the colours are others, the rules on colours), nothing scrolls sideways, nothing is asked of the network, and the rows that
// are named stand side by side on a wide screen and one cell above the other on a narrow one. Once for each page: the first
// stop of the keyboard is a link that skips to the text, each stop is seen, headings follow each other in order in each
// language, scripts that run to the left do, and nothing moves for those who want no motion. Pictures are put at a path
// without its ending. NODE_MODULES names the folder that holds playwright-core and axe-core, CHROMIUM the browser.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(process.env.NODE_MODULES, "index.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [320, 768, 1280];
const STACKED = 390; // up to this width the cells of a row stand one above the other …
const ALIGNED = 1280; // … and from this width on side by side
// What axe looks at where only the colours are others.
const COLORS = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };
const SCHEMES = [
  { name: "light", options: { colorScheme: "light" }, rules: {} },
  { name: "dark", options: { colorScheme: "dark" }, rules: COLORS },
  { name: "forced", options: { colorScheme: "light", forcedColors: "active" }, rules: COLORS },
];
const AT_ONCE = 2; // pages
const STOPS = 12; // of the keyboard that are looked at

const list = readFileSync(process.argv[2], "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => {
    const [name, file, found, pictures] = line.split("\t");
    return { name, file, pictures, ...JSON.parse(found) };
  });

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

function judgeRows(found, langs, width, say) {
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

// In the page: headings out of order, text in the wrong direction, what moves, what a page must have.
function structure() {
  const wrong = [];
  if (document.querySelectorAll("main").length !== 1) wrong.push("landmarks: not one main");
  const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']");
  if (!policy || !policy.content.includes("default-src 'none'")) wrong.push("no strict Content-Security-Policy");
  const levels = new Map();
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    const cells = [...heading.querySelectorAll("[lang]")].filter((cell) => cell.textContent.trim() !== "");
    const langs = cells.length > 0 ? cells.map((cell) => cell.lang) : [heading.closest("[lang]").lang];
    for (const lang of new Set(langs)) {
      // A language may begin later than another.
      const last = levels.get(lang) ?? Math.max(0, ...levels.values());
      if (level > last + 1) wrong.push(`headings: ${lang}: h${level} after h${last}: ${heading.textContent.trim().slice(0, 40)}`);
      levels.set(lang, level);
    }
  }
  const rtl = /^(ar|he|fa|ur|yi|ps|syr)(-|$)/;
  for (const marked of document.body.querySelectorAll("[lang]")) {
    const wanted = rtl.test(marked.lang) && !/-Latn/.test(marked.lang);
    if (wanted && getComputedStyle(marked).direction !== "rtl") wrong.push(`direction: ${marked.lang} is not set to the left`);
  }
  for (const element of document.querySelectorAll("*")) {
    const { animationDuration, transitionDuration } = getComputedStyle(element);
    const moves = [animationDuration, transitionDuration].some((time) => time.split(", ").some((part) => parseFloat(part) > 0.01));
    if (moves) wrong.push(`motion: ${element.tagName} moves although less motion is wanted`);
  }
  return [...new Set(wrong)];
}

// In the page: what has the focus, and whether that is seen.
function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const seen = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  // What is drawn in the place of a box to tick may have the outline.
  const drawn = [element, ...(element.labels ?? []), element.parentElement].filter((one) => one !== null);
  const box = element.getBoundingClientRect();
  return {
    what: element.outerHTML.slice(0, 100),
    seen: drawn.some(seen),
    inView: box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight,
    target: element.getAttribute("href"),
    reaches: element.hash ? document.getElementById(decodeURIComponent(element.hash.slice(1))) !== null : null,
  };
}

async function keyboard(page, say) {
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(focused);
    if (found === null) break;
    if (stop === 0 && page.hasText && !(found.reaches && found.inView)) say(`skip link: the first stop is ${found.what}`);
    if (!found.seen) say(`focus: not seen at ${found.what}`);
  }
}

// Everything about one page.
async function look(browser, { file, langs, rows, pictures }) {
  const problems = new Set();
  const address = pathToFileURL(resolve(file)).href;
  let states = 0;
  // Pages whose rows are not known are many, and alike in their colours.
  const isKnown = rows.length > 0 || langs.length === 0;
  const schemes = isKnown ? SCHEMES.map((scheme) => [scheme, WIDTHS]) : [[SCHEMES[0], WIDTHS], [SCHEMES[1], [WIDTHS[1]]]];
  for (const [{ name: scheme, options, rules }, widths] of schemes) {
    const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (url.split("#")[0] === address) return route.continue();
      problems.add(`network: the page asks for ${url}`);
      return route.abort();
    });
    page.on("pageerror", (error) => problems.add(`script: ${error.message}`));
    page.on("console", (line) => line.type() === "error" && problems.add(`console: ${line.text()}`));
    await page.setViewportSize({ width: widths[0], height: 900 });
    await page.goto(address, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready.then(() => null));
    await page.evaluate(axe);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const say = (text) => problems.add(`${width} px ${scheme}: ${text}`);
      const scroll = await page.evaluate(() => {
        const root = document.documentElement;
        return [Math.max(root.scrollWidth, document.body.scrollWidth), root.clientWidth];
      });
      if (scroll[0] > scroll[1]) say(`scroll: ${scroll[0]} px wide in a window of ${scroll[1]} px`);

      if (langs.length > 1 && scheme === "light") {
        judgeRows(await page.evaluate(measure, { rows, languages: langs.length }), langs, width, say);
      }

      const { violations, passes } = await page.evaluate(async (rules) => {
        const found = await window.axe.run(document, {
          rules: { "target-size": { enabled: rules.runOnly === undefined } },
          resultTypes: ["violations"],
          ...rules,
        });
        const short = ({ id, help, nodes }) => ({ id, help, count: nodes.length, first: nodes[0].html.slice(0, 120) });
        return { violations: found.violations.map(short), passes: found.passes.length };
      }, rules);
      if (passes === 0) say("axe: it looked at nothing");
      for (const { id, help, count, first } of violations) say(`axe: ${id} (${help}): ${count}×, first ${first}`);
      if (pictures) await page.screenshot({ path: `${pictures}.${width}.${scheme}.png`, fullPage: true });
      states += 1;
    }
    const say = (text) => problems.add(`${scheme}: ${text}`);
    if (scheme === "light") for (const text of await page.evaluate(structure)) say(text);
    page.hasText = langs.length > 0;
    await keyboard(page, say);
    await context.close();
  }
  if (states !== schemes.flatMap(([, widths]) => widths).length) problems.add(`only ${states} states were looked at`);
  looked += states;
  return problems;
}

let looked = 0;
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
const waiting = [...list];
let failed = 0;
async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const problems = await look(browser, next).catch((error) => [`it was not looked at: ${error.message}`]);
    const found = [...problems];
    console.log(`${found.length === 0 ? "ok   " : "FAIL "} ${next.name}`);
    for (const problem of found) console.log(`        ${problem}`);
    failed += found.length === 0 ? 0 : 1;
  }
}
try {
  await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
  await browser.close();
}
console.log(`${list.length} pages, ${looked} states in all, ${failed} with faults`);
process.exitCode = failed === 0 && list.length > 0 ? 0 : 1;
