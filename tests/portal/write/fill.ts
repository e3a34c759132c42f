// A secretary's hand on the form: opens a paper from the first page and fills what a meeting plan must have.
import { expect, type Page } from "@playwright/test";

export const CONTENT = "Bàn việc mở rộng đường thôn; phân công đảng viên phụ trách hộ. Ẵ Ễ ữ";

// The page works without a network from now on: its files are kept.
export async function keptForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  });
}

export async function beginPlan(page: Page): Promise<void> {
  const card = page.locator('[data-card="owed"]', { hasText: "Kế hoạch" });
  await card.getByRole("button").first().click();
  await expect(page).toHaveURL(/\/write\//);
}

export async function fillMeeting(page: Page): Promise<void> {
  await page.getByRole("link", { name: /Buổi sinh hoạt/ }).first().click();
  await page.getByLabel("Thường kỳ", { exact: true }).check();
  await page.locator("#at-meeting_date").fill("10/11");
  await expect(page.getByText("Thứ Ba, ngày 10/11/2026")).toBeVisible();
  await page.locator("#at-start_time").fill("19h30");
  await page.locator("#at-duration").fill("90");
  await page.locator("#at-place").fill("Nhà văn hoá thôn");
  await page.locator("#at-chair").fill("Bí thư chi bộ");
}

export async function fillProgramme(page: Page): Promise<void> {
  await page.getByRole("link", { name: /Phần tiếp theo: Nội dung/ }).click();
  await page.locator("#at-content").fill(CONTENT);
  await page.locator("#at-resolution_draft").fill("Hoàn thành đường thôn trước ngày 30 tháng 11.");
}

// Waits until what was typed is written down on the device.
export async function written(page: Page): Promise<void> {
  await expect(page.locator("[data-state]")).not.toHaveText(/Đang ghi vào máy/);
}

export async function goCheck(page: Page): Promise<void> {
  await page.goto(page.url().replace(/(\/write\/[^/?]+).*/, "$1/check"));
}
