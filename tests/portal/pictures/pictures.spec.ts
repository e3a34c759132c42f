// The pictures: every number leads to a list that counts the same, every picture prints, exports and reads out.
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { type House, startHouse, two } from "../house.js";
import { expectNoAxeViolations, expectNoAxeViolationsInBothLanguages, expectNoSidewaysScrolling, shoot } from "../looks.js";

const CELLS = 43;
const HANDED_IN = 31;
const HOSTILE = `Chi bộ <b>thôn</b> "Hố Nước" & <script>document.title='bad'</script>`;
let house: House;
let clerk: Page;
let ids: string[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  house = await startHouse({ cells: CELLS, names: { "c.43": HOSTILE }, settings: { "router.hold_seconds": "0", "router.bulk_hold_seconds": "0" } });
  ids = await house.handIn("meeting_plan", HANDED_IN);
  const person = await house.person("clerk");
  for (const id of ids.slice(0, 5)) await person.decide(id, { approve: {} });
  await person.decide(ids[5]!, { sendBack: { remarks: [{ reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Ghi rõ hơn." }] } });
  await expect.poll(async () => {
    const grid = await person.call("PictureService/GetCompliance", { kind: "meeting_plan" }, { "Giaoban-Min-Position": String(house.position) });
    const last = grid.totals?.at(-1);
    return [last?.expected, (last?.onTime ?? 0) + (last?.late ?? 0)];
  }).toEqual([CELLS, HANDED_IN]);
  clerk = await house.open(browser, "clerk", "/pictures/compliance?kind=meeting_plan");
});
test.afterAll(() => house?.stop());

const total = async (page: Page) => Number((await page.getByRole("status").getByText(/^[\d.]+ hồ sơ$/).textContent())!.replace(/\D/g, ""));
const grid = (page: Page) => page.getByRole("table");

test("the grid says in one sentence what is missing, and shows it in glyphs", async () => {
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan`);
  await expect(clerk.getByText(`${CELLS - HANDED_IN}/${CELLS} chưa nộp`)).toBeVisible();
  await expect(clerk.getByText(/Tính đến \d\d:\d\d \d\d\/\d\d\/\d{4}/)).toBeVisible();
  const marks = await clerk.locator("tbody:not(.sums) tr td:last-child [aria-hidden]").allTextContents();
  expect(marks).toHaveLength(CELLS);
  expect(marks.filter((mark) => mark === "Đ" || mark === "M")).toHaveLength(HANDED_IN);
  await shoot(clerk, "grid.png");
});

test("a cell leads to its paper, a total to a list that counts the same", async () => {
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan`);
  const row = grid(clerk).getByRole("row").filter({ has: clerk.getByRole("rowheader", { name: "Chi bộ thôn Mai Thưởng", exact: true }) });
  await row.getByRole("cell").last().getByRole("link").click();
  await expect(clerk).toHaveURL(`${house.url}/paper/${ids[0]}`);
  await clerk.goBack();
  const sum = grid(clerk).getByRole("row", { name: /^Đã nộp/ }).getByRole("link", { name: String(HANDED_IN), exact: true });
  await sum.click();
  await expect.poll(() => total(clerk)).toBe(HANDED_IN);
});

test("the five numbers stand below the grid", async () => {
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan`);
  const last = async (name: RegExp) => (await grid(clerk).getByRole("row", { name }).getByRole("cell").last().textContent())!.trim();
  expect(await last(/^Phải nộp/)).toBe(String(CELLS));
  expect(await last(/^Đã nộp/)).toBe(String(HANDED_IN));
  expect(await last(/^Tỷ lệ nộp/)).toBe(`${Math.floor((HANDED_IN * 100) / CELLS)} %`);
});

test("names go down the tree, breadcrumbs up, and a group shows a fraction", async ({ browser }) => {
  const district = await house.open(browser, "district", "/pictures/compliance?kind=meeting_plan");
  const link = grid(district).getByRole("link", { name: `Đảng bộ xã Cẩm Lý, 11/2026: ${HANDED_IN}/${CELLS},` });
  await expect(link).toHaveText(new RegExp(`${HANDED_IN}/${CELLS}`));
  await link.click();
  await expect.poll(() => total(district)).toBe(HANDED_IN);
  await district.goBack();
  await district.getByRole("link", { name: "Đảng bộ xã Cẩm Lý", exact: true }).click();
  await expect(grid(district).getByRole("rowheader", { name: "Chi bộ thôn Giàng", exact: true })).toBeVisible();
  await expect(district).toHaveURL(/unit=xa\.1/);
  await district.getByRole("navigation", { name: "Cấp trên" }).getByRole("link", { name: "Đảng bộ huyện Lục Nam" }).click();
  await expect(grid(district).getByRole("rowheader", { name: "Đảng bộ xã Đông Phú" })).toBeVisible();
});

test("the grid prints on one landscape page, 60 rows and 24 columns too", async () => {
  const onePage = async () => {
    const pdf = (await clerk.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf)!;
    expect(Number(box[1])).toBeGreaterThan(Number(box[2]));
  };
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan`);
  await expect(grid(clerk)).toBeVisible();
  await onePage();
  const periods = Array.from({ length: 24 }, (_, at) => `${2025 + Math.floor(at / 12)}-${two((at % 12) + 1)}`);
  const cells = periods.map(() => ({ expected: 19, onTime: 17, late: 1, missing: 1 }));
  const rows = Array.from({ length: 130 }, (_, at) => ({ unitId: `u.${at}`, name: `Đảng bộ xã số ${at + 1}`, level: "LEVEL_COMMUNE", cells }));
  await clerk.route("**/giaoban.v1.PictureService/GetCompliance", (route) => route.fulfill({ json: { unitId: "huyen", unitName: "Huyện", periods, rows, totals: cells, asOfUs: "1793750400000000" } }));
  await clerk.reload();
  await expect(grid(clerk).getByRole("columnheader")).toHaveCount(25);
  await expect(grid(clerk).locator("tbody:not(.sums) tr")).toHaveCount(60);
  await onePage();
  await clerk.getByRole("link", { name: "121–130" }).click();
  await expect(grid(clerk).getByRole("rowheader", { name: "Đảng bộ xã số 130" })).toBeVisible();
  await expect(grid(clerk).locator("tbody:not(.sums) tr")).toHaveCount(10);
  await clerk.unroute("**/giaoban.v1.PictureService/GetCompliance");
});

test("a grid of more than 24 columns is refused in words, and the filters stay", async () => {
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan&from=2020-01&period=2026-11`);
  await expect(clerk.getByRole("alert").getByText("Mỗi lần xem được nhiều nhất 24 kỳ")).toBeVisible();
  await expect(clerk.getByLabel("Từ kỳ")).toHaveValue("2020-01");
});

test("every number of the funnel leads to as many papers", async () => {
  await clerk.goto(`${house.url}/pictures/funnel?kind=meeting_plan`);
  await expect(clerk.getByText(`${HANDED_IN}/${CELLS} đã nộp, 5/${CELLS} đã duyệt. 1 hồ sơ đang trả lại`)).toBeVisible();
  await shoot(clerk, "funnel.png");
  for (const [name, count] of [["Đã lập", HANDED_IN], ["Đã nộp", HANDED_IN], ["Đã duyệt", 5]] as const) {
    await grid(clerk).getByRole("row", { name: new RegExp(`^${name}`) }).getByRole("link", { name: String(count), exact: true }).click();
    await expect.poll(() => total(clerk)).toBe(count);
    await clerk.goBack();
    await expect(grid(clerk)).toBeVisible();
  }
  await clerk.getByText("Đang trả lại để bổ sung:").getByRole("link", { name: "1" }).click();
  await expect.poll(() => total(clerk)).toBe(1);
});

test("the ageing counts what waits, and its numbers lead there", async () => {
  await clerk.goto(`${house.url}/pictures/ageing?kind=meeting_plan`);
  const row = grid(clerk).getByRole("row", { name: /^Đảng bộ xã Cẩm Lý/ });
  await expect(row.getByRole("cell").nth(4)).toHaveText(String(HANDED_IN - 6));
  await shoot(clerk, "ageing.png");
  await row.getByRole("cell").first().getByRole("link").click();
  await expect.poll(() => total(clerk)).toBe(HANDED_IN - 6);
  await expect(clerk).toHaveURL(/waiting=xa\.1/);
});

test("the steps tell holders from authors", async () => {
  await clerk.goto(`${house.url}/pictures/steps?kind=meeting_plan`);
  await expect(grid(clerk).getByRole("row").filter({ hasText: "ở đơn vị soạn, tạm dừng tính hạn" })).not.toHaveCount(0);
  await expect(grid(clerk).getByRole("row").filter({ hasText: "ở nơi giải quyết" })).not.toHaveCount(0);
});

for (const picture of ["compliance", "funnel", "ageing", "steps"]) {
  test(`${picture} goes away as a workbook and as pages`, async ({}, info) => {
    await clerk.goto(`${house.url}/pictures/${picture}?kind=meeting_plan`);
    await expect(grid(clerk)).toBeVisible();
    for (const [button, begin] of [["Tải XLSX", "PK"], ["Tải PDF", "%P"]] as const) {
      const [file] = await Promise.all([clerk.waitForEvent("download"), clerk.getByRole("button", { name: button }).click()]);
      const path = info.outputPath(file.suggestedFilename());
      await file.saveAs(path);
      expect(readFileSync(path).subarray(0, 2).toString()).toBe(begin);
    }
  });

  test(`${picture} is accessible in both languages`, async () => {
    await clerk.goto(`${house.url}/pictures/${picture}?kind=meeting_plan`);
    await expect(grid(clerk)).toBeVisible();
    await expectNoAxeViolationsInBothLanguages(clerk);
  });

  test(`${picture} fits a phone`, async ({ browser }) => {
    const phone = await house.open(browser, "clerk", `/pictures/${picture}?kind=meeting_plan`, { phone: true });
    await expect(grid(phone)).toBeVisible();
    await expectNoSidewaysScrolling(phone);
    await expectNoAxeViolationsInBothLanguages(phone);
  });
}

test("a hostile name is text in the grid", async () => {
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan`);
  await expect(grid(clerk).getByRole("rowheader", { name: HOSTILE })).toBeVisible();
  expect(await clerk.locator("main script, main b").count()).toBe(0);
});

test("four periods and more are a line too, with its numbers as text", async () => {
  const cell = (onTime: number) => ({ expected: 4, onTime, missing: 4 - onTime });
  const periods = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"];
  const cells = [1, 2, 2, 3, 4].map(cell);
  const answer = { unitId: "xa.1", unitName: "Đảng bộ xã Cẩm Lý", periods, rows: [{ unitId: "c.01", name: "Chi bộ", level: "LEVEL_CELL", cells }], totals: cells, asOfUs: "1793750400000000" };
  await clerk.route("**/giaoban.v1.PictureService/GetCompliance", (route) => route.fulfill({ json: answer }));
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan`);
  const line = clerk.getByRole("img", { name: "07/2026: 25 %; 08/2026: 50 %; 09/2026: 50 %; 10/2026: 75 %; 11/2026: 100 %" });
  await expect(line.locator("canvas")).toBeVisible();
  await expectNoAxeViolations(clerk);
  await clerk.unroute("**/giaoban.v1.PictureService/GetCompliance");
});

test("the grid is counted anew when a paper comes in", async () => {
  await clerk.goto(`${house.url}/pictures/compliance?kind=meeting_plan`);
  await expect(clerk.getByText(`${CELLS - HANDED_IN}/${CELLS} chưa nộp`)).toBeVisible();
  const late = await house.person(`s${two(HANDED_IN + 1)}`);
  const { meetingPlan } = await import("../papers.js");
  await late.handIn("meeting_plan", `c.${two(HANDED_IN + 1)}`, "2026-11", meetingPlan(1));
  await expect(clerk.getByText(`${CELLS - HANDED_IN - 1}/${CELLS} chưa nộp`)).toBeVisible();
});

test("a committee above frees a unit on a basis, is told what stands in the way, and takes it back", async ({ browser }) => {
  const page = await house.open(browser, "clerk", "/pictures/compliance?kind=meeting_plan");
  const row = grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Chi bộ thôn Khe Sâu 4", exact: true }) });
  const cell = row.getByRole("cell").last();
  const mark = cell.locator("[aria-hidden]");
  await expect(mark).toHaveText("·");
  await page.getByRole("button", { name: "Miễn nghĩa vụ kỳ…" }).click();
  // What was handed in is not for the choosing, and nothing leads away meanwhile.
  const done = grid(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Chi bộ thôn Mai Thưởng", exact: true }) }).getByRole("cell").last();
  await expect(done.getByRole("button")).toHaveCount(0);
  await expect(done.getByRole("link")).toHaveCount(0);
  await cell.getByRole("button").press("Enter");
  const dialog = page.getByRole("dialog", { name: "Miễn nghĩa vụ kỳ" });
  await expect(dialog).toContainText("Chi bộ thôn Khe Sâu 4");
  await expect(dialog.getByLabel("Căn cứ (số, ngày văn bản)")).toBeFocused();
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Ghi miễn" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Căn cứ miễn phải dài 1-500 ký tự");
  await expect(dialog.getByLabel("Căn cứ (số, ngày văn bản)")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Căn cứ (số, ngày văn bản)").fill("TB 12-TB/ĐU ngày 03/11/2026");
  await dialog.getByRole("button", { name: "Ghi miễn" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(mark).toHaveText("Mi");
  await expect(page.getByText("1 được miễn")).toBeVisible();
  await expect(grid(page).getByRole("row", { name: /^Được miễn/ }).getByRole("cell").last()).toHaveText("1");
  await expect(cell.getByRole("button")).toBeFocused();
  await expectNoAxeViolationsInBothLanguages(page);
  await cell.scrollIntoViewIfNeeded();
  await shoot(page, "grid-exempt.png");
  await cell.getByRole("button").click();
  const lift = page.getByRole("dialog", { name: "Bỏ miễn" });
  await expect(lift).toContainText("TB 12-TB/ĐU ngày 03/11/2026");
  await expect(lift).toContainText("Lê Thị Lan");
  await lift.getByRole("button", { name: "Bỏ miễn", exact: true }).click();
  await expect(mark).toHaveText("·");
  await expect(grid(page).getByRole("row", { name: /^Được miễn/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Xong việc miễn" }).click();
  await expect(cell.getByRole("button")).toHaveCount(0);
});

test("exempting is offered to nobody who could not do it", async ({ browser }) => {
  for (const who of ["auditor", "s01"]) {
    const page = await house.open(browser, who, "/pictures/compliance?kind=meeting_plan&unit=xa.1");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("table").or(page.getByRole("alert"))).toBeVisible();
    await expect(page.getByRole("button", { name: "Miễn nghĩa vụ kỳ…" })).toHaveCount(0);
    await page.context().close();
  }
});
