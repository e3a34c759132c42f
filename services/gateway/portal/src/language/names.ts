// Names of levels, roles, verbs and reasons for people; the twin of workflows/core/words.
import { SendBackReason } from "../contract/giaoban/v1/content_pb.js";
import { Level, Outcome, Role, Verb } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "./language.svelte.js";

export const LEVELS: Record<Level, Text> = {
  [Level.UNSPECIFIED]: { vi: "", en: "" },
  [Level.CELL]: { vi: "chi bộ", en: "cell" },
  [Level.SUB_COMMITTEE]: { vi: "đảng bộ bộ phận", en: "sub-committee" },
  [Level.COMMUNE]: { vi: "xã, phường, thị trấn", en: "commune" },
  [Level.DISTRICT]: { vi: "huyện uỷ", en: "district" },
  [Level.PROVINCE]: { vi: "tỉnh uỷ", en: "province" },
};

export const ROLES: Record<Role, Text> = {
  [Role.UNSPECIFIED]: { vi: "", en: "" },
  [Role.SECRETARY]: { vi: "bí thư", en: "secretary" },
  [Role.DEPUTY_SECRETARY]: { vi: "phó bí thư", en: "deputy secretary" },
  [Role.COMMITTEE_MEMBER]: { vi: "cấp uỷ viên", en: "committee member" },
  [Role.CLERK]: { vi: "văn thư", en: "clerk" },
  [Role.VILLAGE_HEAD]: { vi: "trưởng thôn", en: "village head" },
  [Role.BOARD]: { vi: "ban của cấp uỷ", en: "board of the committee" },
  [Role.SUPERVISING_OFFICIAL]: { vi: "cán bộ dự sinh hoạt", en: "supervising official" },
  [Role.ADMINISTRATOR]: { vi: "quản trị hệ thống", en: "administrator" },
  [Role.AUDITOR]: { vi: "cán bộ kiểm tra", en: "auditor" },
};

export const VERBS: Record<Verb, Text> = {
  [Verb.UNSPECIFIED]: { vi: "", en: "" },
  [Verb.OPEN]: { vi: "Lập", en: "Open" },
  [Verb.SAVE]: { vi: "Lưu", en: "Save" },
  [Verb.SUBMIT]: { vi: "Trình", en: "Submit" },
  [Verb.RECEIVE]: { vi: "Tiếp nhận", en: "Confirm arrival" },
  [Verb.CLAIM]: { vi: "Nhận xử lý", en: "Claim" },
  [Verb.RELEASE]: { vi: "Thôi xử lý", en: "Release" },
  [Verb.APPROVE]: { vi: "Duyệt", en: "Approve" },
  [Verb.SEND_BACK]: { vi: "Trả lại", en: "Send back" },
  [Verb.REJECT]: { vi: "Không duyệt", en: "Reject" },
  [Verb.FORWARD]: { vi: "Chuyển cấp trên", en: "Forward" },
  [Verb.WITHDRAW]: { vi: "Thu hồi", en: "Withdraw" },
  [Verb.COMMENT]: { vi: "Ghi ý kiến", en: "Comment" },
  [Verb.ATTACH]: { vi: "Đính kèm", en: "Attach" },
  [Verb.REOPEN]: { vi: "Mở lại", en: "Reopen" },
  [Verb.EXPIRE]: { vi: "Hết hạn", en: "Expire" },
  [Verb.UNDO]: { vi: "Hoàn tác", en: "Undo" },
  [Verb.SEAL]: { vi: "Gửi ngay", en: "Send now" },
};

export const REASONS: [SendBackReason, Text][] = [
  [SendBackReason.INCOMPLETE, { vi: "Thiếu nội dung", en: "Incomplete" }],
  [SendBackReason.INCORRECT, { vi: "Sai số liệu", en: "Incorrect" }],
  [SendBackReason.WRONG_FORMAT, { vi: "Sai thể thức", en: "Wrong format" }],
  [SendBackReason.WRONG_AUTHORITY, { vi: "Không đúng thẩm quyền", en: "Wrong authority" }],
  [SendBackReason.OUTDATED, { vi: "Không còn phù hợp", en: "Outdated" }],
  [SendBackReason.DUPLICATE, { vi: "Trùng", en: "Duplicate" }],
];

export function reasonText(reason: SendBackReason): Text {
  return REASONS.find(([code]) => code === reason)?.[1] ?? { vi: "", en: "" };
}

export const OUTCOMES: Record<Outcome, Text> = {
  [Outcome.UNSPECIFIED]: { vi: "", en: "" },
  [Outcome.APPROVED]: { vi: "Đã duyệt", en: "Approved" },
  [Outcome.REJECTED]: { vi: "Không duyệt", en: "Rejected" },
  [Outcome.WITHDRAWN]: { vi: "Đã thu hồi", en: "Withdrawn" },
  [Outcome.EXPIRED]: { vi: "Hết hạn", en: "Expired" },
};
