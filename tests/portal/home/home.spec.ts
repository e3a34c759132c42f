// The first page: one line in words, one button per card, and how much a phone loads before it can be used.
import { expect, test } from "@playwright/test";
import { type House, startHouse } from "../house.js";
import { expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling } from "../looks.js";

let house: House;
test.beforeAll(async () => {
  house = await startHouse({ cells: 2 });
});
test.afterAll(async () => house.stop());

test("a secretary reads in one line what is owed, and each card has one main button", async ({ browser }) => {
  const page = await house.open(browser, "s01", "/", { phone: true });
  await expect(page.locator("[data-line]")).toContainText(/Tháng 11\/2026: còn nợ Kế hoạch sinh hoạt chi bộ \(hạn Thứ Ba 10\/11\)/);
  const cards = page.locator("[data-card]");
  expect(await cards.count()).toBeGreaterThan(1);
  for (const card of await cards.all()) expect(await card.locator(".main").count()).toBe(1);
  await expect(page.getByRole("button", { name: "Soạn kế hoạch sinh hoạt chi bộ tháng 11/2026" })).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await expectNoSidewaysScrolling(page);
});

test("clerks find their numbers and the desk, administrators and auditors their ways", async ({ browser }) => {
  const clerk = await house.open(browser, "clerk", "/", {});
  await expect(clerk.getByRole("link", { name: "Mở bàn làm việc" })).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(clerk);
  const admin = await house.open(browser, "admin", "/", {});
  await expect(admin.getByRole("main").getByRole("link", { name: "Nhập danh sách" })).toBeVisible();
  const auditor = await house.open(browser, "auditor", "/", {});
  await expect(auditor.getByRole("main").getByRole("link", { name: "Nộp đúng hạn theo tháng" })).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(auditor);
});

// Bytes as they come over the wire until the page can be used, on a first visit; what is kept for later comes afterwards.
for (const [name, path, ready] of [
  ["/", "/", "[data-line]"],
  ["/sign-in", "/sign-in", "#password"],
  ["the form", "/write/01934f8e-5a00-7c3d-9f00-0123456789ab?kind=meeting_plan&unit=c.02&period=2026-11&part=meeting", "#at-meeting_date"],
] as const) {
  test(`the first load of ${name} on a phone stays within 150 KB`, async ({ browser }) => {
    const page = await house.open(browser, path === "/sign-in" ? null : "s02", "/", { phone: true, forgetful: true });
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    await client.send("Network.setCacheDisabled", { cacheDisabled: true });
    const urls = new Map<string, string>();
    const bytes = { files: 0, calls: 0 };
    client.on("Network.requestWillBeSent", (event) => urls.set(event.requestId, event.request.url));
    client.on("Network.loadingFinished", (event) => (bytes[urls.get(event.requestId)?.includes("/giaoban.v1.") ? "calls" : "files"] += event.encodedDataLength));
    await page.goto(house.url + path);
    await expect(page.locator(ready)).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    console.log(`first load of ${name} on a phone: ${bytes.files} bytes, and ${bytes.calls} bytes of answers`);
    expect(bytes.files).toBeGreaterThan(50_000);
    expect(bytes.files).toBeLessThanOrEqual(150 * 1024);
  });
}
