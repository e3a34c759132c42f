// Writing on a phone: the form of the kind file, the check, a returned paper, files; large letters and both languages.
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { type House, SHOTS, startHouse } from "../house.js";
import { expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling, shoot } from "../looks.js";
import { meetingPlan } from "../papers.js";
import { beginPlan, fillMeeting, fillProgramme, goCheck, written } from "./fill.js";

let house: House;
test.beforeAll(async () => {
  house = await startHouse({ cells: 6 });
});
test.afterAll(async () => house.stop());

const phone = { phone: true } as const;

// Twice as large letters, as a reader sets them, on a screen of 360 px.
async function expectRoomForLargeLetters(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await expectNoSidewaysScrolling(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
}

test("parts with how far each is, the weekday said back, targets for large fingers, no sideways scrolling", async ({ browser }) => {
  test.slow();
  const page = await house.open(browser, "s01", "/", phone);
  await beginPlan(page);
  await expect(page.getByText("Xong 0/2 phần")).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
  await expectRoomForLargeLetters(page);
  await fillMeeting(page);
  await page.locator("#part").scrollIntoViewIfNeeded();
  await page.evaluate(() => document.getElementById("part")!.scrollIntoView());
  await shoot(page, "phone-form.png");
  await expectNoAxeViolationsInBothLanguages(page);
  await expectRoomForLargeLetters(page);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("main button, main a.button, main input:not([type=radio]):not([type=file]), main select, main textarea")].filter((element) => element.getBoundingClientRect().height < 48).map((element) => element.outerHTML.slice(0, 80)),
  );
  expect(small).toEqual([]);
  await fillProgramme(page);
  await page.getByRole("button", { name: "Thêm dòng" }).click();
  await expect(page.locator("#at-agenda-0-item")).toBeFocused();
  await page.locator("#at-agenda-0-item").fill("Khai mạc");
  await page.getByRole("button", { name: "Thêm dòng" }).click();
  await page.locator("#at-agenda-1-item").fill("Thảo luận");
  await page.getByRole("button", { name: "Chuyển dòng 2 lên" }).click();
  await expect(page.locator("#at-agenda-0-item")).toHaveValue("Thảo luận");
  await page.getByRole("button", { name: "Bỏ dòng 2" }).click();
  await page.getByRole("button", { name: "Lấy lại dòng đó" }).click();
  await expect(page.locator("#at-agenda-1-item")).toHaveValue("Khai mạc");
  await expectNoAxeViolationsInBothLanguages(page);
  await written(page);
  await page.getByRole("link", { name: "Tất cả các phần" }).first().click();
  await expect(page.getByText("Xong 2/2 phần")).toBeVisible();
});

test("the check lists what is missing with a way to each, and nothing is sent before", async ({ browser }) => {
  const page = await house.open(browser, "s02", "/", phone);
  await beginPlan(page);
  await fillMeeting(page);
  await page.locator("#at-duration").fill("5");
  await page.locator("#at-duration").blur();
  await expect(page.getByText("Số 5 nhỏ hơn mức thấp nhất là 30")).toBeVisible();
  await expect(page.locator("#at-duration")).toHaveValue("5");
  await written(page);
  await goCheck(page);
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("Còn 3 chỗ phải sửa trước khi gửi");
  await expectNoAxeViolationsInBothLanguages(page);
  await expectRoomForLargeLetters(page);
  await page.getByRole("button", { name: "Gửi lên xã" }).click();
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Nội dung sinh hoạt" }).click();
  await expect(page.locator("#at-content")).toBeFocused();
  await expect(page.locator('[data-field="content"]')).toContainText("Chưa điền mục này");
});

test("nothing is rewritten while a syllable is being composed", async ({ browser }) => {
  const page = await house.open(browser, "s02", "/", phone);
  await page.locator('[data-card="draft"]').getByRole("link", { name: "Soạn tiếp" }).click();
  await page.getByRole("link", { name: /Nội dung/ }).first().click();
  const client = await page.context().newCDPSession(page);
  const field = page.locator("#at-content");
  await field.focus();
  for (const text of ["d", "du", "duo", "đuo", "đươ", "đườ", "đườn", "đường"]) {
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await expect(field).toHaveValue(text);
    // Until the autosave has come and gone once: the store's news must not touch what is being composed.
    if (text.length === 4) await page.evaluate(() => new Promise((done) => setTimeout(done, 700)));
    await expect(field).toHaveValue(text);
  }
  await client.send("Input.insertText", { text: "đường" });
  await expect(field).toHaveValue("đường");
});

test("a returned paper: only what was marked can be changed, and the banner stays until it is sent again", async ({ browser }) => {
  const secretary = await house.person("s03");
  const dossierId = await secretary.handIn("meeting_plan", "c.03", "2026-11", meetingPlan(3));
  const clerk = await house.person("clerk");
  await clerk.decide(dossierId, {
    sendBack: { remarks: [
      { reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Thiếu phân công đảng viên phụ trách." },
      { reason: "SEND_BACK_REASON_INCORRECT", field: "agenda[1].minutes", text: "60 phút là quá dài." },
    ] },
  });
  await clerk.decide(dossierId, { seal: {} }).catch(() => undefined);

  const page = await house.open(browser, "s03", "/", phone);
  await expect(page.locator("[data-line]")).toContainText("1 hồ sơ bị trả lại", { timeout: 20_000 });
  await shoot(page, "phone-home.png");
  await page.getByRole("link", { name: "Sửa và gửi lại" }).click();
  await expect(page.locator("[data-banner]")).toContainText("Bị trả lại – sửa rồi GỬI LẠI");
  await expect(page.getByText("Cần sửa 2 mục")).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
  await page.getByRole("link", { name: /Nội dung/ }).first().click();
  await expect(page.getByText("Thiếu phân công đảng viên phụ trách.")).toBeVisible();
  await expect(page.getByText("60 phút là quá dài.")).toBeVisible();
  const open = await page.locator("main :is(input, textarea, select):enabled").evaluateAll((elements) => elements.map((element) => element.id));
  expect(open).toEqual(["at-content", "at-agenda-1-minutes"]);
  await expect(page.getByRole("button", { name: "Thêm dòng" })).toHaveCount(0);
  await expectNoAxeViolationsInBothLanguages(page);
  await page.locator("#at-content").fill("Đồng chí Hoa phụ trách hộ ông Thắng.");
  await page.locator("#at-agenda-1-minutes").fill("45");
  await expect(page.locator("[data-banner]")).toContainText("Đã sửa – còn bước GỬI LẠI");
  await written(page);
  // Going away and coming back does not make it forgotten.
  await page.goto(`${house.url}/`);
  await expect(page.locator("[data-line]")).toContainText("1 hồ sơ bị trả lại (đã sửa, còn bước GỬI LẠI)");
  await expect(page.locator("[data-corrected]")).toHaveText("Đã sửa – còn bước GỬI LẠI");
  await expectNoAxeViolationsInBothLanguages(page);
  // Nor does another device forget it, once the house holds what was written.
  await expect.poll(async () => JSON.stringify((await secretary.call("DossierService/GetDossier", { dossierId })).fields)).toContain("hộ ông Thắng");
  const other = await house.open(browser, "s03", "/", phone);
  await expect(other.locator("[data-corrected]")).toHaveText("Đã sửa – còn bước GỬI LẠI");
  await other.goto(`${house.url}/paper/${dossierId}`);
  await expect(other.locator("[data-corrected]")).toHaveText("Đã sửa – còn bước GỬI LẠI");
  await expect(other.getByRole("link", { name: "Kiểm tra và gửi lại" })).toHaveAttribute("href", `/write/${dossierId}/check`);
  await other.goto(`${house.url}/write/${dossierId}`);
  await expect(other.locator("[data-banner]")).toContainText("Đã sửa – còn bước GỬI LẠI");
  await other.context().close();
  await page.getByRole("link", { name: "Sửa tiếp" }).click();
  await expect(page.locator("[data-banner]")).toContainText("Đã sửa – còn bước GỬI LẠI");
  await goCheck(page);
  await page.getByRole("button", { name: "Gửi lại lên xã" }).click();
  await expect(page.locator("[data-state]")).toHaveText(/^Xã đã nhận/);
  const after = await secretary.call("DossierService/GetDossier", { dossierId });
  expect(after.dossier.rounds).toBe(2);
  expect(after.fields.find((field: any) => field.name === "agenda").table.rows[1].cells.find((cell: any) => cell.name === "minutes").number).toBe("45");
});

test("a PDF goes up part by part and arrives whole; an .exe is refused in words", async ({ browser }) => {
  const page = await house.open(browser, "s04", "/", phone);
  await beginPlan(page);
  await fillMeeting(page);
  await page.getByRole("link", { name: "Tất cả các phần" }).first().click();
  await page.getByRole("link", { name: /Tệp đính kèm/ }).click();
  await expectNoAxeViolationsInBothLanguages(page);
  await page.setInputFiles("#files-choose", { name: "virus.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ000") });
  await expect(page.getByRole("alert")).toContainText("Không nhận tệp “virus.exe”");
  await page.setInputFiles("#files-choose", { name: "giả.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ000") });
  await expect(page.getByRole("alert")).toContainText("không đúng loại như đuôi tên tệp");
  const pdf = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(700_000, "đường thôn ")]);
  await page.setInputFiles("#files-choose", { name: "Dự thảo nghị quyết.pdf", mimeType: "application/pdf", buffer: pdf });
  await expect(page.getByText("Máy chủ đã nhận")).toBeVisible({ timeout: 20_000 });
  const dossierId = /\/write\/([^/?]+)/.exec(page.url())![1]!;
  const secretary = await house.person("s04");
  const { dossier, fileNames } = await secretary.call("DossierService/GetDossier", { dossierId });
  expect(fileNames).toEqual(["Dự thảo nghị quyết.pdf"]);
  const parts: Buffer[] = [];
  for (let index = 0; index < 3; index += 1) {
    const part = await secretary.call("DossierService/GetChunk", { dossierId, fileId: dossier.attachments[0].fileId, index });
    parts.push(Buffer.from(part.data, "base64"));
  }
  expect(Buffer.concat(parts).equals(pdf)).toBe(true);
});

test("as last month: the answers are there, the date on the same weekday, and it is kept only when written on", async ({ browser }) => {
  const secretary = await house.person("s05");
  const fields = meetingPlan(5).map((field: any) => (field.name === "meeting_date" ? { ...field, moment: "2026-10-07" } : field));
  await secretary.handIn("meeting_plan", "c.05", "2026-10", fields);
  const page = await house.open(browser, "s05", "/", phone);
  await page.locator('[data-card="owed"]', { hasText: "Kế hoạch" }).getByRole("button", { name: "Soạn như tháng trước" }).click();
  await expect(page.getByText("Xong 2/2 phần")).toBeVisible();
  await page.getByRole("link", { name: /Buổi sinh hoạt/ }).click();
  await expect(page.locator("#at-meeting_date")).toHaveValue("04/11/2026");
  await expect(page.getByText("Thứ Tư, ngày 04/11/2026")).toBeVisible();
  await page.getByRole("button", { name: "như tháng trước: ngày 07" }).click();
  await expect(page.locator("#at-meeting_date")).toHaveValue("07/11/2026");
  await expect(page.locator("#at-place")).toHaveValue("Nhà văn hoá thôn");
});

test("the printed page: heading, fields, decision with name and office, a code that leads to the paper", async ({ browser }) => {
  const dossierId = await (await house.person("s06")).handIn("meeting_plan", "c.06", "2026-11", meetingPlan(6));
  const clerk = await house.person("clerk");
  await clerk.decide(dossierId, { approve: { text: "" } });
  await clerk.decide(dossierId, { seal: {} }).catch(() => undefined);
  const page = await house.open(browser, "s06", `/paper/${dossierId}/print`, phone);
  await expect(page.getByRole("img", { name: "Mã QR dẫn tới hồ sơ" })).toBeVisible();
  await expect(page.getByText("Đảng Cộng sản Việt Nam")).toBeVisible();
  await expect(page.getByText(/Lê Thị Lan, văn thư/)).toBeVisible();
  await expect(page.getByText(`${house.url}/paper/${dossierId}`)).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
  await expectNoSidewaysScrolling(page);
  const wide = await house.open(browser, "s06", `/paper/${dossierId}/print`, {});
  await expect(wide.getByRole("img", { name: "Mã QR dẫn tới hồ sơ" })).toBeVisible();
  await wide.emulateMedia({ media: "print" });
  await expect(wide.getByRole("button", { name: "In" })).toBeHidden();
  await wide.screenshot({ path: join(SHOTS, "print.png"), fullPage: true });
  const pdf = await wide.pdf({ format: "A4", preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length).toBe(1);
});
