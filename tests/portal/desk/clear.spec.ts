// A clerk clears a morning's 43 plans by keyboard alone, and takes one decision back from another device.
import { expect, type Page, test } from "@playwright/test";
import { type House, startHouse, until } from "../house.js";

let house: House;
test.beforeAll(async () => {
  house = await startHouse({ cells: 43 });
  await house.handIn("meeting_plan", 43);
});
test.afterAll(() => house.stop());

// The id of the paper that is drawn, once it is another than `before`.
async function nextPaper(page: Page, before: string | null): Promise<string> {
  const paper = page.locator(before ? `[data-paper]:not([data-paper="${before}"])` : "[data-paper]");
  await expect(paper).toBeVisible();
  return (await paper.getAttribute("data-paper"))!;
}

test("a clerk clears 43 plans by keyboard only", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await house.open(browser, "clerk", "/turn");
  const seen = new Set<string>();
  let id: string | null = null;
  for (let plan = 0; plan < 43; plan += 1) {
    id = await nextPaper(page, id);
    seen.add(id);
    await page.keyboard.press(plan % 5 === 0 ? "Control+Enter" : "p");
  }
  expect(seen.size).toBe(43);
  await expect(page.getByText("Không còn hồ sơ nào chờ đồng chí")).toBeVisible();
  const clerk = await house.person("clerk");
  await until("the house holds 43 decisions", async () => (await clerk.call("DossierService/ListHeld")).held?.length === 43);
  expect((await clerk.call("DossierService/ListMyTurn")).total ?? 0).toBe(0);
  await page.close();
});

test("a decision is undone from another browser after the tab was closed", async ({ browser }) => {
  house.setClock("2026-11-04T08:30");
  await house.handIn("resolution", 2);
  const first = await house.open(browser, "clerk", "/turn");
  const id = await nextPaper(first, null);
  await first.keyboard.press("p");
  await nextPaper(first, id);
  const clerk = await house.person("clerk");
  await until("the house holds the decision", async () => (await clerk.call("DossierService/ListHeld")).held?.length === 1);
  await first.context().close();

  const second = await house.open(browser, "clerk", "/turn");
  const strip = second.getByRole("region", { name: "Quyết định còn hoàn tác được" });
  await expect(strip).toContainText("Chi bộ thôn");
  await expect(strip).toContainText(/\d+ giây/);
  await strip.getByRole("button", { name: /Hoàn tác/ }).click();
  await expect(strip).toHaveCount(0);
  await expect(second.locator("[data-row]")).toHaveCount(2);
  await expect(second.locator(`[data-paper="${id}"]`)).toBeVisible();
  const history = await clerk.call("DossierService/GetHistory", { dossierId: id });
  expect(history.entries.at(-1).event.undone).toBeDefined();
});

test("“send now” seals, and the buttons go", async ({ browser }) => {
  const page = await house.open(browser, "clerk", "/turn");
  const id = await nextPaper(page, null);
  await page.keyboard.press("p");
  const strip = page.getByRole("region", { name: "Quyết định còn hoàn tác được" });
  await strip.getByRole("button", { name: "Gửi ngay" }).click();
  await expect(strip).toHaveCount(0);
  const clerk = await house.person("clerk");
  const paper = await clerk.call("DossierService/GetDossier", { dossierId: id });
  expect(paper.dossier.pending).toBeUndefined();
  expect(paper.dossier.at.end).toBe(true);
});

test("Ctrl+Z takes the latest back; letters can be switched off, Ctrl+Enter stays", async ({ browser }) => {
  const page = await house.open(browser, "clerk", "/turn");
  const id = await nextPaper(page, null);
  await page.keyboard.press("?");
  await page.getByLabel(/Dùng phím tắt một chữ/).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await expect(page.locator(`[data-paper="${id}"]`)).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(`[data-paper="${id}"]`)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Quyết định còn hoàn tác được" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.locator(`[data-paper="${id}"]`)).toBeVisible();
});
