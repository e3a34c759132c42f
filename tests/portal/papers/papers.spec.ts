// Finding papers: words without diacritics, filters in the address line, files to take away, hostile names as text.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { type House, startHouse } from "../house.js";
import { resolution } from "../papers.js";
import { expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling, shoot } from "../looks.js";

const HOSTILE = `<img src=x onerror="document.title='bad'"> Chi bộ “thôn” & Đội`;
const CELLS = 12;
let house: House;
let clerk: Page;

test.beforeAll(async ({ browser }) => {
  house = await startHouse({ cells: CELLS, names: { "c.03": HOSTILE } });
  await house.handIn("meeting_plan", CELLS);
  await house.handIn("resolution", 4);
  const person = await house.person("clerk");
  await expect.poll(async () => (await person.call("RecordsService/ListDossiers", {}, { "Giaoban-Min-Position": String(house.position) })).total).toBe(CELLS + 4);
  clerk = await house.open(browser, "clerk", "/papers");
});
test.afterAll(() => house?.stop());

const found = (page: Page, count: number) => expect(page.getByRole("status").getByText(`${count} hồ sơ`, { exact: true })).toBeVisible();

test("words without diacritics find, and the address line keeps them", async () => {
  await clerk.goto(`${house.url}/papers`);
  await found(clerk, CELLS + 4);
  const all = await clerk.getByRole("row").count();
  expect(all).toBe(CELLS + 4 + 1);
  await clerk.getByLabel("Có những chữ").fill("thu hoach vu mua");
  const hits = (await (await house.person("clerk")).call("RecordsService/ListDossiers", { words: "thu hoạch vụ mùa" })).total;
  expect(hits).toBeGreaterThan(0);
  expect(hits).toBeLessThan(CELLS + 4);
  await found(clerk, hits);
  expect(new URL(clerk.url()).searchParams.get("words")).toBe("thu hoach vu mua");
  await clerk.reload();
  await found(clerk, hits);
  await expect(clerk.getByLabel("Có những chữ")).toHaveValue("thu hoach vu mua");
});

test("kind, stage and state narrow the list; one press clears all", async () => {
  await clerk.goto(`${house.url}/papers?kind=resolution&period=2026-11`);
  await found(clerk, 4);
  await clerk.getByLabel("Tới đâu").selectOption({ label: "Đã duyệt" });
  await found(clerk, 0);
  await expect(clerk.getByText("Không có hồ sơ nào hợp với các điều kiện này")).toBeVisible();
  await clerk.getByRole("button", { name: "Bỏ mọi điều kiện" }).click();
  await found(clerk, CELLS + 4);
  await clerk.getByLabel("Đang chờ tôi").check();
  await found(clerk, CELLS + 4);
  expect(clerk.url()).toBe(`${house.url}/papers?mine=1`);
});

test("the unit box finds without diacritics and is worked by keyboard alone", async () => {
  await clerk.goto(`${house.url}/papers`);
  const box = clerk.getByRole("combobox", { name: "Của đơn vị" });
  await box.focus();
  await clerk.keyboard.type("thon giang");
  await expect(clerk.getByRole("option", { name: "Chi bộ thôn Giàng" })).toHaveAttribute("aria-selected", "true");
  await clerk.keyboard.press("Enter");
  await expect(box).toHaveValue("Chi bộ thôn Giàng");
  await found(clerk, 1);
  await expect(clerk.getByRole("row")).toHaveCount(2);
  await clerk.reload();
  await expect(box).toHaveValue("Chi bộ thôn Giàng");
  await box.focus();
  await clerk.keyboard.type("khong co dau ca");
  await expect(clerk.getByText("Không có đơn vị nào có những chữ này.")).toBeVisible();
  await clerk.keyboard.press("Escape");
  await expect(box).toHaveValue("Chi bộ thôn Giàng");
  await clerk.getByRole("button", { name: "Bỏ chọn: Của đơn vị" }).click();
  await found(clerk, CELLS + 4);
});

test("a paper of the list opens", async () => {
  await clerk.goto(`${house.url}/papers?unit=c.01&kind=meeting_plan`);
  const link = clerk.getByRole("rowheader").getByRole("link");
  const to = await link.getAttribute("href");
  await link.click();
  await expect(clerk).toHaveURL(house.url + to!);
  await clerk.goBack();
  await found(clerk, 1);
});

test("the list goes away as a workbook with its rows and as pages", async ({}, info) => {
  await clerk.goto(`${house.url}/papers?kind=meeting_plan`);
  await found(clerk, CELLS);
  const [sheet] = await Promise.all([clerk.waitForEvent("download"), clerk.getByRole("button", { name: "Tải XLSX" }).click()]);
  expect(sheet.suggestedFilename()).toMatch(/\.xlsx$/);
  const path = info.outputPath("list.xlsx");
  await sheet.saveAs(path);
  expect(readFileSync(path).subarray(0, 2).toString()).toBe("PK");
  const script = info.outputPath("rows.py");
  writeFileSync(script, "import re,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nt=''.join(z.read(n).decode() for n in z.namelist() if n.startswith('xl/') and n.endswith('.xml'))\nprint(len(re.findall('Kế hoạch',t)), t.count('thôn Giàng'), len(re.findall('<row ',t)))\n");
  const [kinds, giang, rows] = execFileSync("python3", [script, path], { encoding: "utf8" }).trim().split(" ").map(Number);
  expect(kinds).toBeGreaterThan(0);
  expect(giang).toBeGreaterThan(0);
  expect(rows).toBeGreaterThanOrEqual(CELLS + 1);

  const [pages] = await Promise.all([clerk.waitForEvent("download"), clerk.getByRole("button", { name: "Tải PDF" }).click()]);
  const pdf = info.outputPath("list.pdf");
  await pages.saveAs(pdf);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  await expect(clerk.getByText(`Đã tải “${pages.suggestedFilename()}” về máy.`)).toBeVisible();
});

test("a hostile unit name is text in the list and in the unit box", async () => {
  await clerk.goto(`${house.url}/papers?unit=c.03`);
  await expect(clerk.getByRole("cell", { name: HOSTILE }).first()).toBeVisible();
  await expect(clerk.getByRole("combobox", { name: "Của đơn vị" })).toHaveValue(HOSTILE);
  expect(await clerk.locator("main img").count()).toBe(0);
  expect(await clerk.title()).not.toBe("bad");
});

test("rubbish in the address line does no harm", async () => {
  await clerk.goto(`${house.url}/papers?stage=../../x&period=1&days_to=-4&kind=&overdue=maybe&%3Cscript%3E=1`);
  await found(clerk, CELLS + 4);
  await clerk.goto(`${house.url}/papers?kind=khong_co`);
  await expect(clerk.getByRole("status").getByText("Không có loại văn bản này")).toBeVisible();
});

test("a change elsewhere shows in place", async () => {
  await clerk.goto(`${house.url}/papers?kind=resolution`);
  await found(clerk, 4);
  await (await house.person("s05")).handIn("resolution", "c.05", "2026-11", resolution(5));
  await found(clerk, 5);
});

test("the list is accessible in both languages and fits a phone", async ({ browser }) => {
  await clerk.goto(`${house.url}/papers`);
  await found(clerk, CELLS + 5);
  await shoot(clerk, "papers.png");
  await expectNoAxeViolationsInBothLanguages(clerk);
  const phone = await house.open(browser, "s01", "/papers", { phone: true });
  await expect(phone.getByRole("rowheader").first()).toBeVisible();
  await expectNoSidewaysScrolling(phone);
  await expectNoAxeViolationsInBothLanguages(phone);
});
