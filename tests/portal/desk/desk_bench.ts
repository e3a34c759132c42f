// Prints how long the desk takes from a key press to the next paper drawn with 10,000 papers in the queue, and for 300 at once.
// Run by hand from tests/portal: GIAOBAN_BUILD=../../build/release PAPERS=10000 node desk/desk_bench.mjs
import { chromium, type Page } from "@playwright/test";
import { type House, type Person, startHouse, two } from "../house.js";
import { meetingPlan } from "../papers.js";

const PAPERS = Number(process.env.PAPERS ?? 10_000);
const PRESSES = Number(process.env.PRESSES ?? 100);
const CELLS = 90;
const MANY = 300;

const percentile = (sorted: number[], part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

// Every cell hands in plans of many months, so that all of them wait at once.
async function fill(house: House): Promise<void> {
  const perCell = Math.ceil(PAPERS / CELLS);
  const months = Array.from({ length: perCell }, (_, at) => `${2015 + Math.floor(at / 12)}-${two((at % 12) + 1)}`);
  const work = Array.from({ length: CELLS }, (_, at) => at + 1);
  const cell = async (number: number, person: Person) => {
    for (const [at, period] of months.entries()) if ((number - 1) * perCell + at < PAPERS) await person.handIn("meeting_plan", `c.${two(number)}`, period, meetingPlan(number));
  };
  await Promise.all(Array.from({ length: 12 }, async () => {
    for (let number = work.shift(); number !== undefined; number = work.shift()) await cell(number, await house.person(`s${two(number)}`));
  }));
}

// From the press to the frame in which another paper stands, measured inside the page.
async function press(page: Page, key: string): Promise<number> {
  return page.evaluate(
    (pressed) =>
      new Promise<number>((done) => {
        const drawn = () => document.querySelector("[data-paper]")?.getAttribute("data-paper");
        const before = drawn();
        const began = performance.now();
        window.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true, cancelable: true }));
        const look = () => {
          const now = drawn();
          if (now && now !== before) requestAnimationFrame(() => done(performance.now() - began));
          else requestAnimationFrame(look);
        };
        look();
      }),
    key,
  );
}

async function keys(page: Page, key: string, name: string, pauseMs: number): Promise<void> {
  const times: number[] = [];
  for (let at = 0; at < PRESSES; at += 1) {
    times.push(await press(page, key));
    await page.waitForTimeout(pauseMs);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(44)} p50 ${percentile(times, 0.5).toFixed(0)} ms   p95 ${percentile(times, 0.95).toFixed(0)} ms   most ${times.at(-1)!.toFixed(0)} ms   (${times.length} presses)`);
}

async function bulk(page: Page): Promise<void> {
  while ((await page.locator("[role=listbox]").getAttribute("aria-busy")) === "true") await page.waitForTimeout(50);
  const first = page.locator("[role=listbox]");
  // The second page of the list comes when one scrolls.
  await first.evaluate((list) => (list.scrollTop = list.scrollHeight));
  await page.waitForTimeout(1500);
  await first.evaluate((list) => (list.scrollTop = 0));
  for (let at = 0; at < MANY; at += 1) {
    await page.keyboard.press("x");
    await page.keyboard.press("j");
  }
  const began = performance.now();
  await page.keyboard.press("p");
  await page.getByRole("dialog").getByText(`Làm được ${MANY}/${MANY} hồ sơ`).waitFor();
  const looked = performance.now();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText(`Xong ${MANY}/${MANY} hồ sơ`).waitFor();
  const sent = performance.now();
  console.log(`${`${MANY} approved at once`.padEnd(44)} looked at in ${((looked - began) / 1000).toFixed(2)} s, sent in ${((sent - looked) / 1000).toFixed(2)} s`);
}

const house = await startHouse({ cells: CELLS });
try {
  const began = performance.now();
  await fill(house);
  const waiting = (await (await house.person("clerk")).call("DossierService/ListMyTurn", { limit: 1 })).waiting;
  console.log(`${waiting} papers wait (filled in ${((performance.now() - began) / 1000).toFixed(0)} s)`);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const page = await house.open(browser, "clerk", "/turn");
  await page.locator("[data-paper]").waitFor();
  await page.waitForTimeout(1500);
  await keys(page, "j", "j, next paper drawn, a press every 300 ms", 300);
  await keys(page, "p", "p, decided and next drawn, every 300 ms", 300);
  await keys(page, "p", "p, as fast as papers are drawn", 0);
  await page.goto(`${house.url}/turn`);
  await page.locator("[data-paper]").waitFor();
  await bulk(page);
  await browser.close();
} finally {
  await house.stop();
}
