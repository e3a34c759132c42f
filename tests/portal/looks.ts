// What every page must hold to: no axe violations in either language, no sideways scrolling; and its picture for people.
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { SHOTS } from "./house.js";

// Fails with the rule and the elements in the message.
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
}

// Switches the language in the menu's button and waits until the page says so.
export async function switchLanguage(page: Page, to: "vi" | "en"): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) === to) return;
  await page.getByRole("button", { name: to === "en" ? "English" : "Tiếng Việt" }).click();
  await expect(page.locator(`html[lang=${to}]`)).toHaveCount(1);
}

export async function expectNoAxeViolationsInBothLanguages(page: Page): Promise<void> {
  for (const language of ["en", "vi"] as const) {
    await switchLanguage(page, language);
    await expectNoAxeViolations(page);
  }
}

export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(content).toBeLessThanOrEqual(window!);
}

// A picture in the build folder's screenshots/.
export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SHOTS, name), animations: "disabled" });
}
