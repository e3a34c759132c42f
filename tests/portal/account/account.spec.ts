// One's own account: sessions listed and ended from elsewhere, another password, what this device remembers.
import { expect, test } from "@playwright/test";
import { type House, PASSWORD, startHouse } from "../house.js";
import { expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling } from "../looks.js";

let house: House;
test.beforeAll(async () => {
  house = await startHouse({ cells: 3 });
});
test.afterAll(() => house?.stop());

test("a session ended from another browser is out within seconds", async ({ browser }) => {
  const here = await house.open(browser, "clerk2", "/account");
  const there = await house.open(browser, "clerk2", "/papers");
  await here.reload();
  const list = here.getByRole("listitem").filter({ hasText: "Chrome" });
  await expect(list).toHaveCount(2);
  await expect(list.filter({ hasText: "máy này" })).toHaveCount(1);
  await expect(list.filter({ hasText: "máy này" }).getByRole("button")).toHaveCount(0);
  await here.getByRole("button", { name: /^Kết thúc Chrome/ }).click();
  await expect(list).toHaveCount(1);
  const begun = Date.now();
  await expect.poll(async () => {
    await there.getByRole("link", { name: "Thông báo" }).click({ timeout: 500 }).catch(() => undefined);
    await there.getByRole("link", { name: "Tra cứu" }).click({ timeout: 500 }).catch(() => undefined);
    return there.url();
  }, { timeout: 15_000, intervals: [200] }).toContain("/sign-in");
  expect(Date.now() - begun).toBeLessThan(10_000);
  await expect(here.getByRole("heading", { name: "Tài khoản của tôi" })).toBeVisible();
});

test("another password ends all other sessions and keeps this one", async ({ browser }) => {
  const other = await house.signIn("chief");
  const page = await house.open(browser, "chief", "/account");
  await page.getByLabel("Mật khẩu hiện nay").fill("không phải đâu nhé");
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill("mật khẩu mới của tôi");
  await page.getByLabel("Gõ lại mật khẩu mới").fill("mật khẩu mới của tôi!");
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await expect(page.getByRole("alert")).toContainText("chưa giống nhau");
  await page.getByLabel("Gõ lại mật khẩu mới").fill("mật khẩu mới của tôi");
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await expect(page.getByRole("alert")).not.toBeEmpty();
  await expect(page.getByLabel("Mật khẩu mới", { exact: true })).toHaveValue("mật khẩu mới của tôi");
  await page.getByLabel("Mật khẩu hiện nay").fill(PASSWORD);
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await expect(page.getByText("Đã đổi mật khẩu.")).toBeVisible();
  await expect(page.getByLabel("Mật khẩu mới", { exact: true })).toHaveValue("");
  await expect.poll(async () => other.call("SessionService/WhoAmI").then(() => "in", (no) => no.code), { timeout: 15_000 }).toBe("unauthenticated");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Tài khoản của tôi" })).toBeVisible();
});

test("a wrong password says so in both languages; the wish where to go stays", async ({ browser }) => {
  const page = await house.open(browser, null, "/papers?kind=resolution");
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await page.getByLabel("Tên đăng nhập").fill("s01");
  await page.getByLabel("Mật khẩu", { exact: true }).fill("sai");
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("không đúng");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("alert")).toContainText("not right");
  await page.getByRole("button", { name: "Show Password" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${house.url}/papers?kind=resolution`);
});

test("a link from elsewhere cannot lead away after the sign-in", async ({ browser }) => {
  for (const to of ["//elsewhere.example/x", "/\\elsewhere.example", "https://elsewhere.example"]) {
    const page = await house.open(browser, null, `/sign-in?to=${encodeURIComponent(to)}`);
    await page.getByLabel("Tên đăng nhập").fill("s02");
    await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await expect(page).toHaveURL(`${house.url}/`);
  }
});

test("too many wrong passwords are refused with the time to wait", async ({ browser }) => {
  const page = await house.open(browser, null, "/sign-in");
  await page.getByLabel("Tên đăng nhập").fill("auditor");
  await page.getByLabel("Mật khẩu", { exact: true }).fill("sai");
  await expect.poll(async () => {
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await expect(page.getByRole("button", { name: "Đăng nhập", exact: true })).toBeEnabled();
    return page.getByRole("alert").textContent();
  }, { timeout: 20_000, intervals: [10] }).toMatch(/phút|giây/);
});

test("the offices of a person stand on the page, with their terms", async ({ browser }) => {
  const page = await house.open(browser, "d01", "/account");
  await expect(page.getByRole("listitem").filter({ hasText: "phó bí thư, Chi bộ thôn Mai Thưởng" })).toContainText("từ 01/01/2020");
});

for (const path of ["/sign-in", "/first", "/account", "/notices"]) {
  for (const phone of [false, true]) {
    test(`${path} is accessible in both languages on a ${phone ? "phone" : "desk"}`, async ({ browser }) => {
      const page = await house.open(browser, path === "/sign-in" || path === "/first" ? null : "s03", path, { phone });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoSidewaysScrolling(page);
      await expectNoAxeViolationsInBothLanguages(page);
    });
  }
}
