// Words of the printed page: the heading of a Party document, and the decisions as lines with names and offices.
import type { HistoryEntry } from "../contract/giaoban/v1/dossier_pb.js";
import { Level, Role } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";
import { ROLES } from "../language/names.js";

const PREFIX = /^(đảng bộ|đảng ủy|đảng uỷ|chi bộ|huyện ủy|huyện uỷ|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ)\s+/i;
const AREA = /^(thôn|bản|khu|tổ dân phố|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\s+/i;

// The place in a date line: "Đảng bộ xã Cẩm Lý" -> "Cẩm Lý".
export function placeOf(unitName: string): string {
  return unitName.replace(PREFIX, "").replace(AREA, "");
}

// "Cẩm Lý, ngày 05 tháng 11 năm 2026"; months 1 and 2 and days below 10 are written with a zero.
export function dateLine(place: string, iso: string): Text {
  const [year, month, day] = iso.split("-") as [string, string, string];
  const vi = `${place ? `${place}, ngày` : "Ngày"} ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`;
  return { vi, en: `${place ? `${place}, ` : ""}${day}/${month}/${year}` };
}

// Abbreviation of the unit in a document's number: CB for a cell, ĐU for a commune.
export function authorMark(level: Level): string {
  if (level === Level.CELL) return "CB";
  if (level === Level.SUB_COMMITTEE) return "ĐBBP";
  if (level === Level.DISTRICT) return "HU";
  return level === Level.PROVINCE ? "TU" : "ĐU";
}

// The title of a kind by its symbol, as it heads a paper; the kind's own title otherwise.
const HEADS: Record<string, string> = { KH: "KẾ HOẠCH", NQ: "NGHỊ QUYẾT", BC: "BÁO CÁO", TTr: "TỜ TRÌNH", CTr: "CHƯƠNG TRÌNH", TB: "THÔNG BÁO" };
export function headOf(symbol: string): string | undefined {
  return HEADS[symbol];
}

// What stands under that head: the title without the words that it begins with.
export function underHead(head: string | undefined, title: string): string {
  return head && title.toUpperCase().startsWith(head) ? title.slice(head.length).trim() : title;
}

export interface Decided {
  what: Text;
  name: string;
  role: Text;
  unitId: string;
  atUs: bigint;
  text: string;
}

const WHAT: Record<string, Text> = {
  submitted: { vi: "Trình", en: "Handed in" },
  approved: { vi: "Duyệt", en: "Approved" },
  sentBack: { vi: "Trả lại", en: "Sent back" },
  rejected: { vi: "Không duyệt", en: "Rejected" },
  forwarded: { vi: "Chuyển cấp trên", en: "Forwarded" },
  withdrawn: { vi: "Thu hồi", en: "Withdrawn" },
};

// What was done that a paper reader wants to know, in order; taken-back decisions are left out.
export function decisionsOf(entries: readonly HistoryEntry[]): Decided[] {
  const found: Decided[] = [];
  for (const { event, content, personName } of entries) {
    const kind = event?.event.case ?? "";
    if (kind === "undone") found.pop();
    const what = WHAT[kind];
    if (!event || !what) continue;
    const role = ROLES[event.actor?.role ?? Role.UNSPECIFIED];
    found.push({ what, name: personName, role, unitId: event.actor?.unitId ?? "", atUs: event.atUs, text: content?.text ?? "" });
  }
  return found;
}
