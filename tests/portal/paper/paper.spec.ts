// The page of one paper: what a link in a mail opens, for who decides, who wrote it, and who only reads.
import { expect, type Page, test } from "@playwright/test";
import { type House, startHouse, until } from "../house.js";
import { expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling, shoot } from "../looks.js";

test.describe.configure({ mode: "serial" });
let house: House;
let ids: string[];
test.beforeAll(async () => {
  house = await startHouse({ cells: 3 });
  ids = await house.handIn("meeting_plan", 3);
});
test.afterAll(() => house.stop());

const drawn = (page: Page, id: string) => expect(page.locator(`[data-paper="${id}"]`)).toBeVisible();

test("a link from a mail shows the paper and its buttons, and opening it decides nothing", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/paper/${ids[0]}`);
  await drawn(page, ids[0]!);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Chi bộ thôn/);
  await expect(page.getByText(/Chờ đồng chí vì là văn thư .*; trình bởi .* lúc/)).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
  const clerk = await house.person("clerk");
  expect((await clerk.call("DossierService/GetDossier", { dossierId: ids[0] })).dossier.at.state).toBe("with_commune");
});

test("a second click later says who dealt with it and when, without an error", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/paper/${ids[0]}`);
  await page.getByRole("button", { name: /^Duyệt/ }).click();
  await expect(page.getByText(/Đ\/c Lê Thị Lan đã quyết định “Duyệt”/)).toBeVisible();
  await page.getByRole("button", { name: "Gửi ngay" }).click();
  await expect(page.getByText(/Đã xử lý lúc .* bởi Lê Thị Lan/)).toBeVisible();
  const later = await house.open(browser, "clerk2", `/paper/${ids[0]}`);
  await expect(later.getByText(/Đã xử lý lúc .* bởi Lê Thị Lan/)).toBeVisible();
  await expect(later.getByRole("button", { name: /^Duyệt/ })).toHaveCount(0);
});

test("the timeline tells who did what in which office", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/paper/${ids[0]}`);
  const items = page.locator(".timeline li");
  await expect(items.filter({ hasText: "Trình" }).first()).toContainText("bí thư Chi bộ thôn");
  await expect(items.filter({ hasText: "Duyệt" }).first()).toContainText("Lê Thị Lan");
  await items.last().scrollIntoViewIfNeeded();
  await shoot(page, "timeline.png");
});

test("the author of a returned paper goes on writing from here", async ({ browser }) => {
  const clerk = await house.person("clerk");
  await clerk.decide(ids[1]!, { sendBack: { remarks: [{ reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Ghi rõ hơn." }] } });
  await clerk.decide(ids[1]!, { seal: {} });
  const page = await house.open(browser, "s02", `/paper/${ids[1]}`);
  await drawn(page, ids[1]!);
  await expect(page.getByText("Ghi rõ hơn.").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Soạn tiếp" })).toHaveAttribute("href", `/write/${ids[1]}`);
  await expect(page.getByRole("link", { name: "Bản in" })).toHaveAttribute("href", `/paper/${ids[1]}/print`);
});

test("an auditor reads, and is told why nothing can be done", async ({ browser }) => {
  const page = await house.open(browser, "auditor", `/paper/${ids[2]}`);
  await drawn(page, ids[2]!);
  await expect(page.getByRole("button", { name: /^Duyệt/ })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("status").filter({ hasText: "Duyệt:" })).toContainText("chức danh");
  await expectNoAxeViolationsInBothLanguages(page);
});

test("a paper that may not be seen is no fault of the page", async ({ browser }) => {
  const page = await house.open(browser, "other01", `/paper/${ids[2]}`);
  await expect(page.getByRole("alert")).toContainText("Không có hồ sơ này, hoặc đồng chí không được xem");
});

test("a comment is left from the phone", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/paper/${ids[2]}`, { phone: true });
  await page.getByRole("button", { name: "Ghi ý kiến" }).tap();
  await page.getByRole("dialog").getByLabel("Ý kiến").fill("Đã trao đổi qua điện thoại.");
  await page.getByRole("dialog").getByRole("button", { name: /Ghi ý kiến/ }).tap();
  await expect(page.locator(".timeline")).toContainText("Đã trao đổi qua điện thoại.");
  await expectNoSidewaysScrolling(page);
  const clerk = await house.person("clerk");
  await until("it is in the history", async () => (await clerk.call("DossierService/GetHistory", { dossierId: ids[2] })).entries.at(-1).event.commented !== undefined);
});
