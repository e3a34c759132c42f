// Keeping units, officers, accounts and delegations: by form and by list, with refusals that leave what was typed.
import { expect, type Page, test } from "@playwright/test";
import { type House, Person, startHouse } from "../house.js";
import { expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling, shoot } from "../looks.js";
import { meetingPlan } from "../papers.js";

const HOSTILE = `Giáp <i>Thị</i> Ẩn" onload="document.title='bad'`;
let house: House;
let admin: Page;

test.beforeAll(async ({ browser }) => {
  house = await startHouse({ cells: 3, names: { s02: HOSTILE }, settings: { "router.hold_seconds": "0" } });
  admin = await house.open(browser, "admin", "/administration/units");
});
test.afterAll(() => house?.stop());

const said = (page: Page, text: string | RegExp) => expect(page.locator(".bar").getByText(text)).toBeVisible();

// What the slip of a person says.
async function slipOf(page: Page, name: string): Promise<{ login: string; code: string }> {
  const slip = page.getByRole("region", { name: "Phiếu mã đăng nhập" }).getByRole("listitem").filter({ hasText: name });
  await expect(slip).toBeVisible();
  return { login: (await slip.locator(".login").textContent())!, code: (await slip.locator(".code").textContent())! };
}

test("a unit and its secretary come in by form; a printed code lets the secretary in, once", async ({ browser }) => {
  await admin.goto(`${house.url}/administration/units?unit=xa.2`);
  await admin.getByRole("button", { name: "Thêm đơn vị cấp dưới" }).click();
  const add = admin.getByRole("dialog");
  await add.getByRole("button", { name: "Thêm đơn vị" }).click();
  await expect(add.getByRole("alert")).not.toBeEmpty();
  await add.getByLabel("Tên đơn vị").fill("Chi bộ thôn Trại Cá");
  await add.getByRole("button", { name: "Thêm đơn vị" }).click();
  await said(admin, "Đã thêm “Chi bộ thôn Trại Cá”");
  await admin.getByRole("row", { name: /Trại Cá/ }).getByRole("link").click();
  await expect(admin.getByRole("heading", { level: 1, name: "Chi bộ thôn Trại Cá" })).toBeVisible();

  await admin.getByRole("button", { name: "Thêm cán bộ" }).click();
  const form = admin.getByRole("dialog");
  await form.getByLabel("Họ và tên").fill("Vi Thị Chanh");
  await form.getByLabel(/^Từ ngày/).fill("2026-10-01");
  await form.getByLabel(/^Đến hết ngày/).fill("2026-09-01");
  await form.getByRole("button", { name: "Thêm cán bộ" }).click();
  await expect(form.getByRole("alert")).not.toBeEmpty();
  await expect(form.getByLabel("Họ và tên")).toHaveValue("Vi Thị Chanh");
  await form.getByLabel(/^Đến hết ngày/).fill("");
  await form.getByRole("button", { name: "Thêm cán bộ" }).click();
  await said(admin, "Vi Thị Chanh là bí thư Chi bộ thôn Trại Cá.");
  await admin.getByRole("button", { name: "Cấp phiếu mã" }).click();
  const { login, code } = await slipOf(admin, "Vi Thị Chanh");
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const paper = (await admin.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await admin.getByRole("button", { name: "Xong, đóng lại" }).click();

  const page = await house.open(browser, null, "/first");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mã trên phiếu").pressSequentially(code.toLowerCase().replaceAll("-", " "));
  await expect(page.getByLabel("Mã trên phiếu")).toHaveValue(code);
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill("ngắn");
  await page.getByLabel("Gõ lại mật khẩu mới").fill("ngắn");
  await page.getByRole("button", { name: "Đặt mật khẩu và vào" }).click();
  await expect(page.getByRole("alert")).toContainText("ít nhất 12 ký tự");
  await expect(page.getByLabel("Mã trên phiếu")).toHaveValue(code);
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill("mùa vải năm nay được");
  await page.getByLabel("Gõ lại mật khẩu mới").fill("mùa vải năm nay được");
  await page.getByRole("button", { name: "Đặt mật khẩu và vào" }).click();
  await expect(page).toHaveURL(`${house.url}/`);
  await expect(page.getByRole("link", { name: /Vi Thị Chanh/ })).toBeVisible();

  const again = await house.open(browser, null, "/first");
  await again.getByLabel("Tên đăng nhập").fill(login);
  await again.getByLabel("Mã trên phiếu").fill(code);
  await again.getByLabel("Mật khẩu mới", { exact: true }).fill("kẻ khác muốn vào đây");
  await again.getByLabel("Gõ lại mật khẩu mới").fill("kẻ khác muốn vào đây");
  await again.getByRole("button", { name: "Đặt mật khẩu và vào" }).click();
  await expect(again.getByRole("alert")).not.toBeEmpty();
  await expect(again).toHaveURL(`${house.url}/first`);
});

test("a closed account cannot sign in and its open page is shown out; opened again it can", async ({ browser }) => {
  const page = await house.open(browser, "s03", "/");
  await expect(page.getByRole("navigation", { name: "Trang" })).toBeVisible();
  await admin.goto(`${house.url}/administration/units/c.03`);
  await admin.getByRole("button", { name: "Đóng tài khoản" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Đóng tài khoản" }).click();
  await said(admin, "Đã đóng tài khoản");
  await expect(admin.getByText("đã đóng", { exact: true })).toBeVisible();
  await expect.poll(async () => (await page.goto(`${house.url}/notices`), page.url()), { timeout: 15_000 }).toContain("/sign-in");
  await page.getByLabel("Tên đăng nhập").fill("s03");
  await page.getByLabel("Mật khẩu", { exact: true }).fill("mat-khau-thu-nghiem");
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("không đúng");
  await admin.getByRole("button", { name: "Mở lại tài khoản" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Mở lại" }).click();
  await said(admin, "Đã mở lại tài khoản.");
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page).toHaveURL(`${house.url}/notices`);
});

test("codes for several persons make one sheet of slips", async () => {
  await admin.goto(`${house.url}/administration/accounts?unit=xa.2`);
  await expect(admin.getByText("Vũ Thị Mai").first()).toBeVisible();
  await shoot(admin, "accounts.png");
  await admin.getByLabel("Tên người hoặc tên đăng nhập").fill("le");
  await expect(admin.getByRole("row")).toHaveCount(3);
  await admin.getByLabel("Chọn tất cả đang hiện").check();
  await admin.getByRole("button", { name: "Cấp phiếu mã cho 2 người" }).click();
  await expect(admin.getByRole("dialog")).toContainText("2 người đang dùng mật khẩu");
  await admin.getByRole("dialog").getByRole("button", { name: "Cấp phiếu mã" }).click();
  await slipOf(admin, "Lê Văn Thay");
  await slipOf(admin, "Lê Thị Cũ");
  await admin.emulateMedia({ media: "print" });
  await expect(admin.getByRole("table")).toBeHidden();
  await expect(admin.locator(".sheet li")).toHaveCount(2);
  await admin.emulateMedia({ media: null });
  await admin.getByRole("button", { name: "Xong, đóng lại" }).click();
  await expect(admin.getByRole("table").getByText("chờ dùng phiếu mã").first()).toBeVisible();
});

test("a list with a bad line is shown with that line, mended, and taken", async () => {
  await admin.goto(`${house.url}/administration/import`);
  const list = "person_id,name,unit_id,role\nmoi.1,Hà Văn Một,c.01,committee_member\nmoi.2,Hà Văn Hai,khong.co,clerk\nmoi.3,Hà Văn Ba,c.02,thu_quy\n";
  await admin.getByLabel(/^hoặc dán danh sách/).fill(list);
  await admin.getByRole("button", { name: "Xem trước" }).click();
  const faults = admin.getByRole("alert").filter({ hasText: "chỗ cần sửa" });
  await expect(faults.getByRole("row")).toHaveCount(3);
  await expect(faults.getByRole("row").nth(1)).toContainText("moi.2,Hà Văn Hai,khong.co,clerk");
  await expect(faults.getByRole("button", { name: "Tới dòng 3" })).toBeVisible();
  await expect(faults.getByRole("row").nth(2)).toContainText("moi.3,Hà Văn Ba,c.02,thu_quy");
  await expectNoAxeViolationsInBothLanguages(admin);
  await expect(admin.getByRole("button", { name: /^Nhập \d/ })).toHaveCount(0);
  await expect(admin.getByLabel(/^hoặc dán danh sách/)).toHaveValue(list);
  await admin.getByLabel(/^hoặc dán danh sách/).fill(list.replace("khong.co", "c.02").replace("thu_quy", "clerk").replaceAll(",", "\t"));
  await admin.getByRole("button", { name: "Xem trước" }).click();
  await expect(admin.getByText("Sẽ thêm 3 người, 3 chức vụ")).toBeVisible();
  expect((await (await house.person("admin")).call("DirectoryService/ListOffices", { unitId: "c.02" })).offices).toHaveLength(1);
  await admin.getByRole("button", { name: "Nhập 3 dòng" }).click();
  await said(admin, "Đã thêm 3 người, 3 chức vụ");
  expect((await (await house.person("admin")).call("DirectoryService/ListOffices", { unitId: "c.02" })).offices).toHaveLength(3);
});

test("a file that is not UTF-8 is refused in words", async () => {
  await admin.goto(`${house.url}/administration/import`);
  await admin.getByLabel("Chọn tệp CSV").setInputFiles({ name: "cu.csv", mimeType: "text/csv", buffer: Buffer.from([0x69, 0x64, 0x0a, 0xd0, 0x20, 0xff]) });
  await expect(admin.getByText("Tệp không phải dạng chữ UTF-8")).toBeVisible();
});

test("a clerk enters a delegation for a superior, and the delegate sees the paper", async ({ browser }) => {
  const keeper = await house.person("admin");
  const added = await keeper.call("AdministrationService/AddOfficer", { name: "Đặng Thị Ghi", unitId: "c.01", role: "ROLE_CLERK" });
  const { login, code } = await keeper.call("AccountService/IssueCode", { personId: added.personId });
  const answer = await fetch(`${house.url}/giaoban.v1.SessionService/FirstSignIn`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ login, code, password: "một câu đủ dài đấy" }) });
  expect(answer.ok).toBe(true);

  const page = await house.open(browser, null, "/sign-in?to=/delegations");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mật khẩu", { exact: true }).fill("một câu đủ dài đấy");
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await page.getByRole("button", { name: "Ghi uỷ quyền mới" }).click();
  const form = page.getByRole("dialog");
  const secretary = (await keeper.call("DirectoryService/ListOffices", { personId: "s01" })).persons[0].name;
  await form.getByLabel("Chức vụ được uỷ quyền").selectOption({ label: `${secretary} — bí thư Chi bộ thôn Mai Thưởng` });
  await form.getByRole("combobox", { name: "Người ấy thuộc đơn vị" }).fill("dong phu");
  await form.getByRole("option", { name: "Đảng bộ xã Đông Phú" }).click();
  await form.getByLabel(/^Vũ Thị Mai/).check();
  await form.getByLabel("Đến hết ngày").fill("2028-11-10");
  await form.getByLabel(/^Căn cứ/).fill("QĐ 15-QĐ/CB ngày 03/11/2026");
  await form.getByRole("button", { name: "Ghi uỷ quyền" }).click();
  await expect(form.getByRole("alert")).toContainText("366 ngày");
  await expect(form.getByLabel(/^Căn cứ/)).toHaveValue("QĐ 15-QĐ/CB ngày 03/11/2026");
  await form.getByLabel("Đến hết ngày").fill("2026-11-10");
  await form.getByRole("button", { name: "Ghi uỷ quyền" }).click();
  await said(page, "Đã ghi uỷ quyền cho Vũ Thị Mai.");
  await expect(page.getByRole("listitem").filter({ hasText: "Vũ Thị Mai" })).toContainText("đang hiệu lực");
  await expectNoAxeViolationsInBothLanguages(page);

  const dossierId = await (await house.person("s01")).handIn("meeting_plan", "c.01", "2026-11", meetingPlan(1));
  await (await house.person("clerk")).decide(dossierId, { sendBack: { remarks: [{ reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Ghi rõ hơn." }] } });
  const delegate = await house.person("clerk.other");
  await expect.poll(async () => JSON.stringify(await delegate.call("DossierService/ListMyTurn", {}))).toContain(dossierId);

  await page.getByRole("button", { name: /^Kết thúc/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Kết thúc uỷ quyền" }).click();
  await said(page, "Đã kết thúc uỷ quyền.");
  await expect(page.getByRole("listitem").filter({ hasText: "Vũ Thị Mai" })).toContainText("đã hết");
  await expect.poll(async () => JSON.stringify(await delegate.call("DossierService/ListMyTurn", {}))).not.toContain(dossierId);
});

test("a term is ended after one more question, a person renamed, a unit renamed", async () => {
  await admin.goto(`${house.url}/administration/units/c.01`);
  await admin.getByRole("button", { name: "Đổi tên đơn vị" }).click();
  await admin.getByRole("dialog").getByLabel("Tên mới").fill("");
  await admin.getByRole("dialog").getByRole("button", { name: "Đổi tên" }).click();
  await expect(admin.getByRole("dialog").getByRole("alert")).not.toBeEmpty();
  await admin.getByRole("dialog").getByLabel("Tên mới").fill("Chi bộ thôn Mai Thưởng Mới");
  await admin.getByRole("dialog").getByRole("button", { name: "Đổi tên" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "Chi bộ thôn Mai Thưởng Mới" })).toBeVisible();
  const deputy = admin.getByRole("listitem").filter({ hasText: "Nguyễn Thị Phó" });
  await deputy.getByRole("button", { name: "Sửa thông tin" }).click();
  await admin.getByRole("dialog").getByLabel("Thư điện tử").fill("khong-phai-thu");
  await admin.getByRole("dialog").getByRole("button", { name: "Ghi lại" }).click();
  await expect(admin.getByRole("dialog").getByRole("alert")).not.toBeEmpty();
  await admin.getByRole("dialog").getByLabel("Thư điện tử").fill("pho@example.vn");
  await admin.getByRole("dialog").getByRole("button", { name: "Ghi lại" }).click();
  await expect(deputy).toContainText("pho@example.vn");
  await deputy.getByRole("button", { name: "Kết thúc nhiệm kỳ" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Thôi" }).click();
  await expect(deputy).toBeVisible();
  await deputy.getByRole("button", { name: "Kết thúc nhiệm kỳ" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Kết thúc nhiệm kỳ" }).click();
  await said(admin, "Đã kết thúc nhiệm kỳ.");
  await expect(admin.getByText("Nhiệm kỳ đã hết (1)")).toBeVisible();
});

test("who is no administrator is told whom to ask", async ({ browser }) => {
  const page = await house.open(browser, "clerk", "/administration/accounts");
  await expect(page.getByRole("alert").getByText(/Hãy nhờ: Phan Văn Quản/)).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
});

test("a hostile name is text in officers, accounts and on the slip", async () => {
  await admin.goto(`${house.url}/administration/units/c.02`);
  await expect(admin.getByRole("heading", { name: HOSTILE })).toBeVisible();
  const officer = admin.getByRole("listitem").filter({ has: admin.getByRole("heading", { name: HOSTILE }) });
  await officer.getByRole("button", { name: "Cấp phiếu mã" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Cấp phiếu mã" }).click();
  await slipOf(admin, HOSTILE);
  expect(await admin.locator("main i, .slips i").count()).toBe(0);
  expect(await admin.title()).not.toBe("bad");
  await expectNoAxeViolationsInBothLanguages(admin);
  await admin.getByRole("button", { name: "Xong, đóng lại" }).click();
});

for (const path of ["/administration/units", "/administration/units/xa.1", "/administration/accounts", "/administration/import", "/delegations"]) {
  test(`${path} is accessible in both languages`, async () => {
    await admin.goto(house.url + path);
    await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoAxeViolationsInBothLanguages(admin);
  });

  test(`${path} fits a phone`, async ({ browser }) => {
    const phone = await house.open(browser, "admin", path, { phone: true });
    await expect(phone.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScrolling(phone);
    await expectNoAxeViolationsInBothLanguages(phone);
  });
}

test("forms in dialogs are accessible", async () => {
  await admin.goto(`${house.url}/administration/units/xa.2`);
  for (const button of ["Thêm cán bộ", "Đổi tên đơn vị"]) {
    await admin.getByRole("button", { name: button }).click();
    await expect(admin.getByRole("dialog")).toBeVisible();
    const { AxeBuilder } = await import("@axe-core/playwright");
    expect((await new AxeBuilder({ page: admin }).include("dialog").analyze()).violations.map((one) => one.id)).toEqual([]);
    await admin.keyboard.press("Escape");
    await expect(admin.getByRole("dialog")).toHaveCount(0);
    await expect(admin.getByRole("button", { name: button })).toBeFocused();
  }
});

test("an operator's program and the page agree on who is there", async () => {
  const listed: { accounts: { person: { name: string } }[] } = await new Person(house.url, "admin", (await house.person("admin")).cookie).call("AccountService/ListAccounts", { unitId: "huyen", limit: 200 });
  await admin.goto(`${house.url}/administration/accounts`);
  await expect(admin.getByRole("status").getByText(`${listed.accounts.length} người`)).toBeVisible();
  await expect(admin.getByRole("row")).toHaveCount(listed.accounts.length + 1);
});
