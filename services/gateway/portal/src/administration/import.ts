// A list loaded in as many requests as its size needs; preview says everything that is wrong before anything is loaded.
import type { ImportOfficersResponse, ImportUnitsResponse } from "../contract/giaoban/v1/import_pb.js";
import type { Text } from "../language/language.svelte.js";
import { MOST_BYTES, type Piece, split, wholeLine } from "./csv.js";

export type What = "units" | "officers";

export interface Fault {
  line: number;
  text: Text;
}

export interface Outcome {
  faults: Fault[];
  added: number;
  unchanged: number;
  persons: number;
  offices: number;
  accounts: number;
  // Lines of the file that were taken, without the header.
  lines: number;
}

type Answer = Partial<Pick<ImportUnitsResponse, "added" | "unchanged">> & Partial<Pick<ImportOfficersResponse, "persons" | "offices" | "accounts">> & Pick<ImportUnitsResponse, "errors">;
export type Ask = (csv: Uint8Array<ArrayBuffer>, preview: boolean) => Promise<Answer>;

// Units come in one request, so that a whole tree is loaded or nothing of it.
export function piecesOf(what: What, text: string, most = MOST_BYTES): Piece[] {
  return split(text, what === "units" ? Number.POSITIVE_INFINITY : most);
}

// Stops at the first piece with faults when it loads; a preview looks at all of them.
export async function run(pieces: readonly Piece[], preview: boolean, ask: Ask): Promise<Outcome> {
  const sum: Outcome = { faults: [], added: 0, unchanged: 0, persons: 0, offices: 0, accounts: 0, lines: 0 };
  for (const piece of pieces) {
    const answer = await ask(new TextEncoder().encode(piece.text), preview);
    sum.faults.push(...answer.errors.map((one) => ({ line: wholeLine(piece, one.line), text: { vi: one.textVi, en: one.textEn } })));
    sum.added += answer.added ?? 0;
    sum.unchanged += answer.unchanged ?? 0;
    sum.persons += answer.persons ?? 0;
    sum.offices += answer.offices ?? 0;
    sum.accounts += answer.accounts ?? 0;
    if (answer.errors.length > 0 && !preview) break;
    sum.lines += piece.lines;
  }
  return sum;
}

// "12 đơn vị mới, 3 đã có" in the future or the past.
export function outcomeText(what: What, sum: Outcome, preview: boolean): Text {
  if (what === "units") {
    return preview
      ? { vi: `Sẽ thêm ${sum.added} đơn vị; ${sum.unchanged} đã có sẵn.`, en: `${sum.added} units would be added; ${sum.unchanged} are there already.` }
      : { vi: `Đã thêm ${sum.added} đơn vị; ${sum.unchanged} đã có sẵn.`, en: `${sum.added} units were added; ${sum.unchanged} were there already.` };
  }
  return preview
    ? { vi: `Sẽ thêm ${sum.persons} người, ${sum.offices} chức vụ, ${sum.accounts} tài khoản.`, en: `${sum.persons} persons, ${sum.offices} offices and ${sum.accounts} accounts would be added.` }
    : { vi: `Đã thêm ${sum.persons} người, ${sum.offices} chức vụ, ${sum.accounts} tài khoản.`, en: `${sum.persons} persons, ${sum.offices} offices and ${sum.accounts} accounts were added.` };
}

export interface Column {
  name: string;
  required: boolean;
  text: Text;
}

export const COLUMNS: Record<What, Column[]> = {
  units: [
    { name: "id", required: true, text: { vi: "mã đơn vị: chữ không dấu, số, dấu chấm", en: "id: letters, digits, dots" } },
    { name: "parent", required: true, text: { vi: "mã đơn vị cấp trên trực tiếp", en: "id of the unit above" } },
    { name: "level", required: true, text: { vi: "cấp: cell, sub_committee, commune, district, province", en: "level: cell, sub_committee, commune, district, province" } },
    { name: "name", required: true, text: { vi: "tên đầy đủ", en: "full name" } },
    { name: "source", required: true, text: { vi: "nguồn hoặc căn cứ; có thể để trống", en: "source; may be empty" } },
  ],
  officers: [
    { name: "person_id", required: true, text: { vi: "mã người, mỗi người một mã", en: "id of the person, one each" } },
    { name: "name", required: true, text: { vi: "họ và tên", en: "full name" } },
    { name: "unit_id", required: true, text: { vi: "mã đơn vị", en: "id of the unit" } },
    { name: "role", required: true, text: { vi: "chức vụ: secretary, deputy_secretary, committee_member, clerk, village_head, board, supervising_official, administrator, auditor", en: "office: secretary, deputy_secretary, committee_member, clerk, village_head, board, supervising_official, administrator, auditor" } },
    { name: "from", required: false, text: { vi: "từ ngày, 2026-11-22", en: "first day, 2026-11-22" } },
    { name: "until", required: false, text: { vi: "đến trước ngày; trống là chưa định", en: "until that day; empty is open" } },
    { name: "email", required: false, text: { vi: "thư điện tử", en: "e-mail" } },
    { name: "login", required: false, text: { vi: "tên đăng nhập", en: "login name" } },
    { name: "password", required: false, text: { vi: "để trống, rồi cấp phiếu mã; chỉ người vận hành máy chủ được ghi mật khẩu", en: "leave empty and issue printed codes; only the server's operator may give passwords" } },
  ],
};

export const EXAMPLES: Record<What, string> = {
  units: "id,parent,level,name,source\nxa.9,huyen,commune,Đảng bộ xã Tân Lập,QĐ 12-QĐ/HU\nxa.9.01,xa.9,cell,Chi bộ thôn Đồng Tâm,QĐ 12-QĐ/HU\n",
  officers: "person_id,name,unit_id,role,from,until,email,login,password\nnguyen.thi.hoa,Nguyễn Thị Hoa,xa.9.01,secretary,2026-01-01,,hoa@example.vn,,\ntran.van.binh,Trần Văn Bình,xa.9,clerk,2026-01-01,,,,\n",
};
