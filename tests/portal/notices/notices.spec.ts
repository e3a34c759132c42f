// How people are told: what they choose and what cannot be switched off, why a notice came, why a paper is due, their calendar.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { type House, startHouse, until } from "../house.js";
import { expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling, shoot } from "../looks.js";

test.describe.configure({ mode: "serial" });
let house: House;
let returned: string;
// Every channel is offered and nothing leaves: a new installation is on trial.
const CHANNELS = { "notifier.smtp_url": "smtp://127.0.0.1:9", "notifier.sms_url": "https://127.0.0.1:9/sms", "notifier.mode": "test", "router.hold_seconds": "0" };
test.beforeAll(async () => {
  house = await startHouse({ cells: 3, settings: CHANNELS });
  [returned] = (await house.handIn("meeting_plan", 2)) as [string];
  const clerk = await house.person("clerk");
  await clerk.decide(returned, { sendBack: { remarks: [{ reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Ghi rõ hơn." }] } });
});
test.afterAll(() => house?.stop());

const saved = (page: Page) => page.locator("form .standing");
const choose = (page: Page, name: string | RegExp): Locator => page.getByLabel(name, { exact: typeof name === "string" });
async function how(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: "Cách nhận thông báo" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Lưu", exact: true })).toBeVisible();
}
async function leave(page: Page): Promise<void> {
  await page.context().close();
}

test("the page is reached from the notices and from one's account, and says what cannot be switched off", async ({ browser }) => {
  const page = await house.open(browser, "s02", "/account");
  await page.getByRole("link", { name: "Cách nhận thông báo" }).click();
  await how(page);
  await page.goto(`${house.url}/notices`);
  await page.getByRole("link", { name: "Cách nhận thông báo" }).click();
  await how(page);
  const always = page.getByRole("region", { name: "Luôn có, không tắt được" });
  await expect(always).toContainText("Mọi thông báo hiện ngay ở mục Thông báo");
  await expect(always).toContainText("bản tổng hợp buổi sáng");
  // Nobody here has a mail address, and nothing else is chosen: that is said, and no digest is promised.
  await expect(page.getByText("Không có kênh nào gửi tin")).toBeVisible();
  await expect(page.getByText("Bản tổng hợp tới")).toHaveCount(0);
  await expectNoAxeViolationsInBothLanguages(page);
  await shoot(page, "how-i-am-told.png");
  await leave(page);
});

test("what is chosen is kept, and said to be saved only once it is", async ({ browser }) => {
  const page = await house.open(browser, "s02", "/notices/how");
  await how(page);
  await choose(page, /^Phần mềm riêng/).check();
  await choose(page, "Địa chỉ nhận tin").fill("https://127.0.0.1/nhan");
  await expect(page.getByText("Bản tổng hợp tới: 07:30 Thứ Năm 05/11/2026")).toBeVisible();
  await choose(page, /Gộp tất cả một lần mỗi sáng/).check();
  await choose(page, "Giờ gửi bản tổng hợp, vào ngày làm việc").selectOption("08:30");
  await choose(page, "Từ").selectOption("21:00");
  await expect(page.getByText("Từ 21:00 đến 06:30 hôm sau (9 giờ 30 phút)")).toBeVisible();
  await choose(page, "Tiếng Anh").check();
  await expect(saved(page)).toHaveText("Có thay đổi chưa lưu.");
  const call = "**/giaoban.v1.PreferenceService/SetPreferences";
  await page.route(call, (route) => route.abort());
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Không liên lạc được với máy chủ");
  await expect(saved(page)).toHaveText("Chưa lưu được.");
  await page.unroute(call);
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route(call, async (route) => (await held, route.continue()));
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(saved(page)).toHaveText("Đang lưu…");
  answer();
  await expect(saved(page)).toHaveText("Đã lưu.");
  await expect(page.getByText("Bản tổng hợp tới: 08:30 Thứ Tư 04/11/2026")).toBeVisible();
  await page.reload();
  await expect(choose(page, /Gộp tất cả một lần mỗi sáng/)).toBeChecked();
  await expect(choose(page, "Từ")).toHaveValue("1260");
  await expect(choose(page, "Tiếng Anh")).toBeChecked();
  await leave(page);
});

test("what the house refuses stands at its field, and what was typed stays", async ({ browser }) => {
  const page = await house.open(browser, "s03", "/notices/how");
  await choose(page, "Tin nhắn SMS").check();
  await choose(page, "Số điện thoại").fill("12345");
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("+84912345678");
  await expect(choose(page, "Số điện thoại")).toHaveAttribute("aria-invalid", "true");
  await expect(choose(page, "Số điện thoại")).toHaveValue("12345");
  await expect(page.locator("#phone-fault")).toContainText("+84912345678");
  await expectNoAxeViolationsInBothLanguages(page);
  await choose(page, "Số điện thoại").fill("0912 345 678");
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(saved(page)).toHaveText("Đã lưu.");
  await expect(choose(page, "Số điện thoại")).toHaveValue("+84912345678");
  await choose(page, /^Phần mềm riêng/).check();
  await choose(page, "Địa chỉ nhận tin").fill("ftp://127.0.0.1/nhan");
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(page.locator("#webhook-fault")).toContainText("https://");
  await choose(page, "Địa chỉ nhận tin").fill("https://127.0.0.1/nhan");
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(choose(page, "Khoá kiểm chữ ký")).toHaveValue(/^[0-9a-f]{64}$/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Chép Khoá kiểm chữ ký" }).click();
  await expect(page.getByText("Đã chép.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await choose(page, "Khoá kiểm chữ ký").inputValue());
  await leave(page);
});

test("channels that are not offered are said not to be, on a phone too, with targets for large fingers", async ({ browser }) => {
  const phone = await house.open(browser, "s02", "/notices", { phone: true });
  await phone.route("**/giaoban.v1.PreferenceService/GetPreferences", async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, smsWorks: false, webhookWorks: false } });
  });
  await phone.getByRole("link", { name: "Cách nhận thông báo" }).click();
  await how(phone);
  await expect(choose(phone, "Tin nhắn SMS")).toBeDisabled();
  await expect(phone.getByText("Nơi này chưa mở kênh này")).toHaveCount(2);
  await expectNoSidewaysScrolling(phone);
  await expectNoAxeViolationsInBothLanguages(phone);
  const small = await phone.evaluate(() =>
    [...document.querySelectorAll("main button, main a.button, main select, main label.tick, main input:not([type=radio]):not([type=checkbox])")].filter((element) => element.getBoundingClientRect().height < 48).map((element) => element.outerHTML.slice(0, 80)),
  );
  expect(small).toEqual([]);
  await phone.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await expectNoSidewaysScrolling(phone);
  await phone.evaluate(() => (document.documentElement.style.fontSize = ""));
  await phone.screenshot({ path: test.info().outputPath("phone.png"), fullPage: true });
  await leave(phone);
});

test("the calendar's address is shown once, works without signing in, and a new one stops it", async ({ browser }) => {
  const page = await house.open(browser, "s02", "/notices/how");
  const make = async (button: string): Promise<string> => {
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("dialog")).toContainText("địa chỉ ấy ngừng chạy ngay");
    await page.getByRole("dialog").getByRole("button", { name: "Tạo địa chỉ mới" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    return choose(page, "Địa chỉ lịch").inputValue();
  };
  const first = await make("Tạo địa chỉ lịch");
  expect(first).toMatch(new RegExp(`^${house.url}/feed/[A-Za-z0-9_-]{43}\\.ics$`));
  await expect(choose(page, "Địa chỉ lịch")).toBeFocused();
  await expectNoAxeViolationsInBothLanguages(page);
  const answer = await fetch(first);
  expect([answer.status, answer.headers.get("content-type")?.split(";")[0]]).toEqual([200, "text/calendar"]);
  expect(await answer.text()).toContain("BEGIN:VCALENDAR");
  const second = await make("Đổi địa chỉ khác");
  expect(second).not.toBe(first);
  expect([(await fetch(first)).status, (await fetch(second)).status]).toEqual([404, 200]);
  await page.getByRole("button", { name: "Đổi địa chỉ khác" }).click();
  await page.keyboard.press("Escape");
  expect((await fetch(second)).status).toBe(200);
  await page.reload();
  await expect(page.getByRole("button", { name: "Tạo địa chỉ lịch" })).toBeVisible();
  await expect(choose(page, "Địa chỉ lịch")).toHaveCount(0);
  await leave(page);
});

test("a notice says why it came and what became of it on every channel", async ({ browser }) => {
  const author = await house.person("s01");
  await until("the author is told", async () => (((await author.call("NoticeService/ListNotices")).deliveries ?? []) as any[]).some((one) => one.notice.dossierId === returned));
  const page = await house.open(browser, "s01", "/notices");
  const line = page.getByRole("listitem").filter({ has: page.locator(`a[href="/paper/${returned}"]`) }).first();
  const why = line.getByRole("button", { name: /^Vì sao\? Trả lại để bổ sung/ });
  await expect(why).toHaveAttribute("aria-expanded", "false");
  await why.press("Enter");
  await expect(why).toHaveAttribute("aria-expanded", "true");
  await expect(line.getByRole("heading", { level: 3 }).first()).toContainText("Trên trang này: đã gửi");
  await expect(line.getByRole("listitem").first()).toContainText("trả lại để bổ sung", { ignoreCase: true });
  await expectNoAxeViolationsInBothLanguages(page);
  await shoot(page, "why.png");
  await why.press("Enter");
  await expect(line.getByRole("heading", { level: 3 })).toHaveCount(0);
  await leave(page);
});

test("a paper says why it is due then, and who is reminded when", async ({ browser }) => {
  const page = await house.open(browser, "s01", `/paper/${returned}`);
  await page.getByText("Nhắc việc", { exact: true }).click();
  const reminders = page.locator("details", { hasText: "Nhắc việc" });
  await expect(reminders.getByText(/^Hạn: \d\d:\d\d Thứ \S+ \d\d\/\d\d\/2026$/)).toBeVisible();
  await expect(reminders.getByText(/3 ngày làm việc kể từ khi hồ sơ đến bước này/)).toBeVisible();
  await expect(reminders.getByText("Trước hạn 1 ngày làm việc, nhắc người lập")).toBeVisible();
  await expect(reminders.getByText("chưa tới").first()).toBeVisible();
  await expectNoAxeViolationsInBothLanguages(page);
  await reminders.scrollIntoViewIfNeeded();
  await shoot(page, "reminders.png");
  await leave(page);
});
