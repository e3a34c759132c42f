// The table of pages: a path pattern, who sees it in the menu, its title, and the component, loaded when first needed.
import type { Component } from "svelte";
import type { Text } from "../language/language.svelte.js";

export interface Page {
  // ":name" matches one part of the path.
  path: string;
  title: Text;
  load: () => Promise<{ default: Component<PageProps> }>;
  // Open to who is not signed in.
  open?: boolean;
  // Works from what the device keeps when the house cannot be reached.
  offline?: boolean;
  // Uses the whole width.
  wide?: boolean;
}

export interface PageProps {
  params: Record<string, string>;
}

type Loaded = Promise<{ default: Component<PageProps> }>;
const as = (loaded: Promise<{ default: unknown }>) => loaded as Loaded;

export const PAGES: Page[] = [
  { path: "/", title: { vi: "Trang đầu", en: "Home" }, offline: true, load: () => as(import("../home/HomePage.svelte")) },
  { path: "/turn", title: { vi: "Đến lượt tôi", en: "My turn" }, wide: true, load: () => as(import("../desk/DeskPage.svelte")) },
  { path: "/turn/:id", title: { vi: "Đến lượt tôi", en: "My turn" }, wide: true, load: () => as(import("../desk/DeskPage.svelte")) },
  { path: "/paper/:id", title: { vi: "Hồ sơ", en: "Paper" }, load: () => as(import("../paper/PaperPage.svelte")) },
  { path: "/paper/:id/print", title: { vi: "Bản in", en: "Print" }, load: () => as(import("../paper/PrintPage.svelte")) },
  { path: "/write/:id", title: { vi: "Soạn", en: "Write" }, offline: true, load: () => as(import("../write/WritePage.svelte")) },
  { path: "/write/:id/check", title: { vi: "Kiểm tra lại", en: "Check" }, offline: true, load: () => as(import("../write/CheckPage.svelte")) },
  { path: "/papers", title: { vi: "Tra cứu hồ sơ", en: "Papers" }, wide: true, load: () => as(import("../papers/PapersPage.svelte")) },
  { path: "/pictures/compliance", title: { vi: "Nộp đúng hạn", en: "Compliance" }, wide: true, load: () => as(import("../pictures/CompliancePage.svelte")) },
  { path: "/pictures/funnel", title: { vi: "Tiến độ kỳ", en: "Progress" }, wide: true, load: () => as(import("../pictures/FunnelPage.svelte")) },
  { path: "/pictures/ageing", title: { vi: "Đang chờ ai", en: "Waiting with whom" }, wide: true, load: () => as(import("../pictures/AgeingPage.svelte")) },
  { path: "/pictures/steps", title: { vi: "Thời gian từng bước", en: "Time per step" }, wide: true, load: () => as(import("../pictures/StepsPage.svelte")) },
  { path: "/administration/units", title: { vi: "Đơn vị", en: "Units" }, wide: true, load: () => as(import("../administration/UnitsPage.svelte")) },
  { path: "/administration/units/:id", title: { vi: "Đơn vị", en: "Unit" }, wide: true, load: () => as(import("../administration/UnitPage.svelte")) },
  { path: "/administration/accounts", title: { vi: "Tài khoản", en: "Accounts" }, wide: true, load: () => as(import("../administration/AccountsPage.svelte")) },
  { path: "/administration/import", title: { vi: "Nhập danh sách", en: "Import" }, wide: true, load: () => as(import("../administration/ImportPage.svelte")) },
  { path: "/delegations", title: { vi: "Uỷ quyền", en: "Delegations" }, load: () => as(import("../administration/DelegationsPage.svelte")) },
  { path: "/notices", title: { vi: "Thông báo", en: "Notices" }, load: () => as(import("../notices/NoticesPage.svelte")) },
  { path: "/notices/how", title: { vi: "Cách nhận thông báo", en: "How I am told" }, load: () => as(import("../notices/PreferencesPage.svelte")) },
  { path: "/account", title: { vi: "Tài khoản của tôi", en: "My account" }, load: () => as(import("../account/AccountPage.svelte")) },
  { path: "/sign-in", title: { vi: "Đăng nhập", en: "Sign in" }, open: true, load: () => as(import("../account/SignInPage.svelte")) },
  { path: "/first", title: { vi: "Đăng nhập lần đầu", en: "First sign-in" }, open: true, load: () => as(import("../account/FirstSignInPage.svelte")) },
];

// The page of a path and the parts that its pattern names.
export function pageOf(path: string): { page: Page; params: Record<string, string> } | undefined {
  const given = path.split("/");
  for (const page of PAGES) {
    const wanted = page.path.split("/");
    if (wanted.length !== given.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((part, index) => {
      if (!part.startsWith(":")) return part === given[index];
      params[part.slice(1)] = decodeURIComponent(given[index] ?? "");
      return params[part.slice(1)] !== "";
    });
    if (fits) return { page, params };
  }
  return undefined;
}
