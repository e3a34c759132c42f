// The desk among others: returning on a field, what changed, many at once, what others do meanwhile, and how it looks.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { type House, startHouse, until } from "../house.js";
import { expectNoAxeViolations, expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling, shoot, switchLanguage } from "../looks.js";
import { meetingPlan } from "../papers.js";

let house: House;
let ids: string[];
test.beforeAll(async () => {
  house = await startHouse({ cells: 9 });
  ids = await house.handIn("meeting_plan", 8);
});
test.afterAll(() => house.stop());

const rows = (page: Page): Locator => page.locator("[data-row]");
const row = (page: Page, id: string): Locator => page.locator(`[data-row="${id}"]`);
const paper = (page: Page, id: string): Locator => page.locator(`[data-paper="${id}"]`);

test("the picture of the desk", async ({ browser }) => {
  const page = await house.open(browser, "clerk", "/turn");
  await expect(paper(page, ids[0]!)).toBeVisible();
  await expect(rows(page)).toHaveCount(8);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(paper(page, ids[2]!)).toBeVisible();
  await expect(page.getByText("Quá trình xử lý")).toBeAttached();
  await shoot(page, "desk.png");
});

test("the author sees that the paper was seen, without anybody pressing anything", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[7]}`);
  await expect(paper(page, ids[7]!)).toBeVisible();
  const author = await house.person("s08");
  await until("the receipt has come", async () => (await author.call("DossierService/GetDossier", { dossierId: ids[7] })).dossier.receivedUs !== undefined);
  await expect(paper(page, ids[7]!).getByText("Đã xem", { exact: true })).toBeVisible();
});

test("one is sent back on a field; the draft of the remark survives looking at another paper", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[0]}`);
  await page.getByRole("button", { name: "Đánh dấu “Nội dung sinh hoạt” để trả lại" }).click();
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Mục cần sửa")).toHaveValue("content");
  await dialog.getByLabel("Lý do").selectOption({ label: "Thiếu nội dung" });
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await expect(paper(page, ids[1]!)).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await expect(paper(page, ids[0]!)).toBeVisible();
  await page.keyboard.press("t");
  await page.keyboard.press("Control+Enter");
  await expect(dialog.getByRole("alert")).toContainText("Còn 1 chỗ chưa ghi");
  await expect(dialog.getByLabel("Mục cần sửa")).toHaveValue("content");
  await dialog.getByLabel("Câu có sẵn").selectOption("Đề nghị ghi rõ ai làm, làm việc gì, xong vào ngày nào.");
  await page.keyboard.press("Control+Enter");
  await expect(row(page, ids[0]!)).toHaveCount(0);
  await page.getByRole("region", { name: "Quyết định còn hoàn tác được" }).getByRole("button", { name: "Gửi ngay" }).click();
  const author = await house.person("s01");
  await until("the author has it back", async () => (await author.call("DossierService/GetDossier", { dossierId: ids[0] })).dossier.at.withAuthor === true);
  const back = await author.call("DossierService/GetDossier", { dossierId: ids[0] });
  expect(back.remarks).toEqual([{ reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Đề nghị ghi rõ ai làm, làm việc gì, xong vào ngày nào." }]);
});

test("a remark on one cell of a table names that cell", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[1]}`);
  await page.getByLabel("Đánh dấu chỗ cần sửa trong “Chương trình”").selectOption("agenda[1].minutes");
  await page.getByRole("button", { name: "Viết ý kiến" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Mục cần sửa")).toHaveValue("agenda[1].minutes");
  await expect(dialog.getByLabel("Mục cần sửa").locator("option:checked")).toHaveText(/Chương trình, dòng 2/);
});

test("the diff shows exactly the one changed word", async ({ browser }) => {
  const author = await house.person("s01");
  const before = (await author.call("DossierService/GetDossier", { dossierId: ids[0] })).fields.find((one: { name: string }) => one.name === "content").text as string;
  const [old, now] = ["phân", "chia"];
  expect(before).toContain(old);
  await author.decide(ids[0]!, { save: { fields: [{ name: "content", text: before.replace(old!, now!) }] } });
  await author.decide(ids[0]!, { submit: {} });
  const page = await house.open(browser, "clerk", `/turn/${ids[0]}`);
  const changes = paper(page, ids[0]!).getByRole("region", { name: "Thay đổi" });
  await expect(changes).toContainText("1 chỗ thay đổi");
  await expect(changes.getByLabel("So với")).toHaveValue("mine");
  await expect(changes.locator("del")).toHaveText(`bỏ: ${old}`);
  await expect(changes.locator("ins")).toHaveText(`thêm: ${now}`);
  await expect(changes.locator("del, ins")).toHaveCount(2);
  await expect(row(page, ids[0]!)).toContainText("trình lại lần 2");
  await expectNoAxeViolations(page);
});

test("many at once: two ineligible are named with the reason, each result is shown, the failed stay selected", async ({ browser }) => {
  const other = await house.person("clerk2");
  for (const id of [ids[3]!, ids[5]!]) await other.decide(id, { claim: {} });
  const page = await house.open(browser, "clerk", "/turn");
  await expect(rows(page)).toHaveCount(8);
  for (const id of [ids[2]!, ids[3]!, ids[4]!, ids[5]!, ids[6]!]) await row(page, id).locator(".tick").click();
  await expect(page.getByText("Đã chọn 5")).toBeVisible();
  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Làm được 3/5 hồ sơ");
  await expect(dialog).toContainText("2 hồ sơ không được:");
  await expect(dialog).toContainText("Đỗ Văn Bình");
  await expectNoAxeViolations(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("Xong 3/5 hồ sơ.");
  await expect(dialog.getByRole("listitem")).toHaveCount(5);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Đã chọn 2")).toBeVisible();
  const strip = page.getByRole("region", { name: "Quyết định còn hoàn tác được" });
  await expect(strip).toContainText("Duyệt: 3 hồ sơ");
  await strip.getByRole("button", { name: "Hoàn tác tất cả" }).click();
  await expect(rows(page)).toHaveCount(8);
  for (const id of [ids[3]!, ids[5]!]) await other.decide(id, { release: {} });
});

test("what others decide turns grey with their name, new papers are told, nothing jumps", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[4]}`);
  await expect(paper(page, ids[4]!)).toBeVisible();
  const other = await house.person("clerk2");
  await other.decide(ids[2]!, { approve: {} });
  await expect(row(page, ids[2]!)).toContainText("đ/c Đỗ Văn Bình vừa duyệt");
  await expect(paper(page, ids[4]!)).toBeVisible();
  const author = await house.person("s09");
  const id = await author.handIn("meeting_plan", "c.09", "2026-11", meetingPlan(9));
  await expect(page.getByRole("button", { name: "1 hồ sơ mới" })).toBeVisible();
  await expect(row(page, id)).toBeVisible();
  await expect(row(page, ids[4]!)).toHaveClass(/current/);
});

test("who was slower is told who was faster, and the paper is there again", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[6]}`);
  await expect(paper(page, ids[6]!)).toBeVisible();
  // The page does not hear of it in time.
  await page.route("**/giaoban.v1.LiveService/Await", () => undefined);
  await (await house.person("clerk2")).decide(ids[6]!, { comment: { text: "Tôi đang hỏi lại chi bộ." } });
  await page.keyboard.press("p");
  await expect(row(page, ids[6]!)).toContainText("đ/c Đỗ Văn Bình vừa ghi ý kiến");
  await expect(page.getByRole("status").filter({ hasText: "Đỗ Văn Bình" }).first()).toBeVisible();
});

test("filters are in the address line and asked of the house", async ({ browser }) => {
  const page = await house.open(browser, "clerk", "/turn?words=khe%20sau");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Khe Sâu");
  await page.keyboard.press("/");
  await page.keyboard.type("hố nước");
  await expect(rows(page)).toContainText("Hố Nước");
  await expect(page).toHaveURL(/words=h/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Bỏ lọc" }).click();
  await expect(page).not.toHaveURL(/words/);
  await expect(rows(page).nth(3)).toBeVisible();
});

test("a paper put off is counted, and comes back when asked", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[7]}`);
  await expect(paper(page, ids[7]!)).toBeVisible();
  await page.keyboard.press("h");
  await page.getByRole("button", { name: /07:30 sáng ngày làm việc tới/ }).click();
  await expect(row(page, ids[7]!)).toHaveCount(0);
  await page.getByRole("button", { name: /Đã hẹn lại/ }).click();
  await expect(row(page, ids[7]!)).toContainText("hẹn 07:30");
  await page.getByRole("button", { name: "Đưa về danh sách" }).click();
  await expect(row(page, ids[7]!)).toHaveCount(0);
  await page.goto(`${house.url}/turn`);
  await expect(row(page, ids[7]!)).toBeVisible();
});

test("every closed button says why", async ({ browser }) => {
  const page = await house.open(browser, "clerk", `/turn/${ids[7]}`);
  const button = page.getByRole("button", { name: "Thu hồi" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/chức danh/);
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Thu hồi:" })).toContainText("uỷ quyền");
});

test("axe finds nothing on the desk, its dialogs and the phone, in both languages", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await house.open(browser, "clerk", `/turn/${ids[7]}`);
  await expect(paper(page, ids[7]!)).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
  for (const key of ["t", "c", "b", "h", "?", "Control+k"]) {
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoAxeViolations(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await switchLanguage(page, "vi");
  const phone = await house.open(browser, "clerk", "/turn", { phone: true });
  await expect(rows(phone).first()).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(phone);
  await expectNoSidewaysScrolling(phone);
  await rows(phone).first().tap();
  await expect(phone.locator("[data-paper]")).toBeVisible();
  await expectNoAxeViolations(phone);
  await expectNoSidewaysScrolling(phone);
  await phone.goBack();
  await expect(rows(phone).first()).toBeVisible();
});
