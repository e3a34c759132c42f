// A phone with a dying network: what is typed stays, what is sent arrives, once.
import { expect, type Page, test } from "@playwright/test";
import { type House, startHouse } from "../house.js";
import { beginPlan, CONTENT, fillMeeting, fillProgramme, goCheck, keptForOffline, written } from "../write/fill.js";

let house: House;
test.beforeAll(async () => {
  house = await startHouse({ cells: 4 });
});
test.afterAll(async () => house.stop());

// What the house holds of a cell's plans.
async function plans(cell: string): Promise<{ dossierId: string; rounds: number; state: string }[]> {
  const secretary = await house.person(`s${cell}`);
  const answer = await secretary.call("RecordsService/ListDossiers", { unitId: `c.${cell}`, kind: "meeting_plan", period: "2026-11" });
  return answer.lines ?? [];
}
async function submissions(cell: string, dossierId: string): Promise<number> {
  const { entries } = await (await house.person(`s${cell}`)).call("DossierService/GetHistory", { dossierId });
  return entries.filter((entry: any) => entry.event.submitted).length;
}
const dossierOf = (page: Page) => /\/write\/([^/?]+)/.exec(page.url())![1]!;

test("a plan is written and sent without a network, survives reloads, and arrives exactly once", async ({ browser }) => {
  const page = await house.open(browser, "s01", "/", { phone: true });
  await expect(page.locator("[data-line]")).toContainText("Tháng 11/2026: còn nợ");
  await keptForOffline(page);
  await page.context().setOffline(true);

  await page.reload();
  await expect(page.locator("[data-line]")).toContainText("còn nợ Kế hoạch sinh hoạt chi bộ");
  await beginPlan(page);
  await fillMeeting(page);
  await fillProgramme(page);
  await written(page);
  await expect(page.locator("[data-state]")).toHaveText("Còn trong máy");
  await page.reload();
  await expect(page.locator("#at-content")).toHaveValue(CONTENT);

  const dossierId = dossierOf(page);
  await goCheck(page);
  await page.getByRole("button", { name: "Gửi lên xã" }).click();
  await expect(page.locator("[data-state]")).toHaveText("Còn trong máy — sẽ tự gửi khi có mạng");
  await page.reload();
  await expect(page.locator("[data-state]")).toHaveText("Còn trong máy — sẽ tự gửi khi có mạng");
  expect(await plans("01")).toEqual([]);

  await page.context().setOffline(false);
  await expect(page.locator("[data-state]")).toHaveText(/^Xã đã nhận lúc \d\d:\d\d$/, { timeout: 20_000 });
  expect((await plans("01")).map((plan) => [plan.dossierId, plan.rounds, plan.state])).toEqual([[dossierId, 1, "with_commune"]]);
  expect(await submissions("01", dossierId)).toBe(1);

  await page.goto(`${house.url}/`);
  await expect(page.getByText(/Xã đã nhận lúc \d\d:\d\d/).first()).toBeVisible();
  await expect(page.locator("[data-line]")).not.toContainText("Kế hoạch sinh hoạt");
  // The clerk confirms its arrival; the author reads it.
  const clerk = await house.person("clerk");
  await clerk.decide(dossierId, { receive: {} });
  await expect(page.getByText("Đã xem")).toBeVisible({ timeout: 30_000 });
});

test("the page dies between the writing down and the answer: opened again, the paper arrives once", async ({ browser }) => {
  const page = await house.open(browser, "s02", "/", { phone: true });
  await beginPlan(page);
  await fillMeeting(page);
  await fillProgramme(page);
  await written(page);
  const dossierId = dossierOf(page);
  await goCheck(page);
  const context = page.context();
  // The request leaves and is carried out; its answer never reaches the page, which dies.
  let seen = 0;
  await context.route("**/giaoban.v1.DossierService/Decide", async (route) => {
    if (route.request().postData()?.includes('"submit"')) {
      seen += 1;
      await route.fetch();
      await page.close({ runBeforeUnload: false });
      return;
    }
    await route.continue();
  });
  const closed = page.waitForEvent("close");
  await page.getByRole("button", { name: "Gửi lên xã" }).click().catch(() => undefined);
  await closed;
  expect(seen).toBe(1);
  expect((await plans("02"))[0]?.rounds).toBe(1);
  await context.unroute("**/giaoban.v1.DossierService/Decide");

  const again = await house.open(browser, "s02", `/write/${dossierId}/check`, { context });
  await expect(again.locator("[data-state]")).toHaveText(/^Xã đã nhận lúc/, { timeout: 20_000 });
  expect((await plans("02")).length).toBe(1);
  expect(await submissions("02", dossierId)).toBe(1);
});

test("the page dies before the request leaves: opened again, the paper arrives once", async ({ browser }) => {
  const page = await house.open(browser, "s03", "/", { phone: true });
  await beginPlan(page);
  await fillMeeting(page);
  await fillProgramme(page);
  await written(page);
  const dossierId = dossierOf(page);
  await goCheck(page);
  const context = page.context();
  await context.route("**/giaoban.v1.DossierService/Decide", async (route) => {
    if (!route.request().postData()?.includes('"submit"')) return route.continue();
    await page.close({ runBeforeUnload: false });
    await route.abort().catch(() => undefined);
  });
  const closed = page.waitForEvent("close");
  await page.getByRole("button", { name: "Gửi lên xã" }).click().catch(() => undefined);
  await closed;
  await context.unroute("**/giaoban.v1.DossierService/Decide");
  const again = await house.open(browser, "s03", "/", { context });
  await expect(again.getByText(/Xã đã nhận lúc/).first()).toBeVisible({ timeout: 20_000 });
  expect(await submissions("03", dossierId)).toBe(1);
  expect((await plans("03")).length).toBe(1);
});

test("two devices: both versions are shown field by field, and the choice is kept", async ({ browser }) => {
  const phone = await house.open(browser, "s04", "/", { phone: true });
  await keptForOffline(phone);
  await beginPlan(phone);
  await fillMeeting(phone);
  await fillProgramme(phone);
  await expect(phone.locator("[data-state]")).toHaveText(/Xã đã giữ bản nháp/, { timeout: 15_000 });
  const dossierId = dossierOf(phone);
  await phone.context().setOffline(true);
  await phone.locator("#at-content").fill("Bản trên điện thoại");
  await written(phone);
  // Meanwhile on another device.
  await (await house.person("s04")).decide(dossierId, { save: { fields: [{ name: "content", text: "Bản trên máy tính" }, { name: "place", text: "Nhà ông Thắng" }] } });
  await phone.context().setOffline(false);
  await expect(phone.getByText("Hồ sơ này đã được soạn tiếp ở máy khác")).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByText("Bản trên điện thoại")).toBeVisible();
  await expect(phone.getByText("Bản trên máy tính")).toBeVisible();
  await phone.getByRole("radio", { name: /Bản ở máy này/ }).check();
  await phone.getByRole("button", { name: "Giữ theo lựa chọn này" }).click();
  await expect(phone.locator("[data-state]")).toHaveText(/Xã đã giữ bản nháp/, { timeout: 15_000 });
  const { fields } = await (await house.person("s04")).call("DossierService/GetDossier", { dossierId });
  const value = (name: string) => fields.find((field: any) => field.name === name)?.text;
  expect([value("content"), value("place")]).toEqual(["Bản trên điện thoại", "Nhà ông Thắng"]);
});
