// Hostile and unusual text in every field, name and remark is shown as text, on the desk and on the page of a paper.
import { expect, type Page, test } from "@playwright/test";
import { type House, startHouse } from "../house.js";
import { expectNoAxeViolations, expectNoSidewaysScrolling } from "../looks.js";
import { type Filled, meetingPlan } from "../papers.js";

const SCRIPT = '<script>window.hit = 1</script><img src=x onerror="window.hit = 1">{@html 1}';
const BIDI = "Phải\u202Etrái\u2066gọn \u05E9\u05DC\u05D5\u05DD";
const STACKED = "Nghị quyêt\u0301 ệ\u0323\u0302\u0301\u0308\u0330 ".normalize("NFC");
const LONG = "Đảng_viên".repeat(440).slice(0, 3_900);
const UNIT = `Chi bộ <b>thôn</b> ${BIDI}`;

let house: House;
let ids: string[];
test.beforeAll(async () => {
  house = await startHouse({ cells: 2, names: { "c.01": UNIT, s01: '<script>window.hit=2</script> Ma\u202E' } });
  const fields = (cell: number): Filled =>
    meetingPlan(cell).map((field: any) =>
      field.name === "content" ? { ...field, text: `${SCRIPT} ${BIDI}` } : field.name === "last_month" ? { ...field, text: LONG } : field.name === "resolution_draft" ? { ...field, text: `${STACKED}\n${SCRIPT}` } : "text" in field && field.name !== "meeting_type" ? { ...field, text: SCRIPT.slice(0, 90) } : field,
    );
  ids = await house.handIn("meeting_plan", 2, "2026-11", fields);
  const clerk = await house.person("clerk");
  await clerk.decide(ids[0]!, { comment: { text: `${SCRIPT} ${BIDI}` } });
});
test.afterAll(() => house.stop());

async function expectOnlyText(page: Page): Promise<void> {
  const paper = page.locator(`[data-paper="${ids[0]}"]`);
  await expect(paper).toContainText("<script>window.hit = 1</script>");
  await expect(paper).toContainText(STACKED.split("\n")[0]!.trim());
  await expect(paper).toContainText("Quá trình xử lý");
  await expect(page.locator("main b:has-text('thôn'), main img, main script")).toHaveCount(0);
  expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  await expectNoSidewaysScrolling(page);
  await expectNoAxeViolations(page);
}

test("on the desk", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[0]}`);
  await expect(page.locator(`[data-row="${ids[0]}"]`)).toContainText("<b>thôn</b>");
  await expectOnlyText(page);
});

test("on the page of the paper, also at 360 pixels", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/paper/${ids[0]}`);
  await expectOnlyText(page);
  await expectOnlyText(await house.open(browser, "clerk", `/paper/${ids[0]}`, { phone: true }));
});

test("in a remark of a return and in the words of an act", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[0]}`);
  await expect(page.locator(`[data-paper="${ids[0]}"]`)).toBeVisible();
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Mục cần sửa").selectOption("content");
  await dialog.getByLabel("Cần sửa thế nào").fill(`${SCRIPT} ${STACKED}`);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("region", { name: "Quyết định còn hoàn tác được" })).toContainText("<b>thôn</b>");
  await page.goto(`${house.url}/paper/${ids[0]}`);
  await expectOnlyText(page);
});

test("A search that is far too long is cut, not refused", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn?words=${encodeURIComponent("ệ".repeat(500))}`);
  await expect(page.getByText("Không có hồ sơ nào như vậy")).toBeVisible();
});
