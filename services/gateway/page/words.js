// Words of the page: names of verbs, roles and reasons, in Vietnamese and English; dates and times of Vietnam.

export const LEVELS = {
  LEVEL_CELL: "chi bộ", LEVEL_SUB_COMMITTEE: "đảng bộ bộ phận", LEVEL_COMMUNE: "xã, phường, thị trấn",
  LEVEL_DISTRICT: "huyện uỷ", LEVEL_PROVINCE: "tỉnh uỷ",
};

export const ROLES = {
  ROLE_SECRETARY: "bí thư", ROLE_DEPUTY_SECRETARY: "phó bí thư", ROLE_COMMITTEE_MEMBER: "cấp uỷ viên", ROLE_CLERK: "văn thư",
  ROLE_VILLAGE_HEAD: "trưởng thôn", ROLE_BOARD: "ban của cấp uỷ", ROLE_SUPERVISING_OFFICIAL: "cán bộ dự sinh hoạt",
  ROLE_ADMINISTRATOR: "quản trị hệ thống",
};

export const REASONS = {
  SEND_BACK_REASON_INCOMPLETE: { vi: "thiếu nội dung", en: "incomplete" },
  SEND_BACK_REASON_INCORRECT: { vi: "sai số liệu", en: "incorrect" },
  SEND_BACK_REASON_WRONG_FORMAT: { vi: "sai thể thức", en: "wrong format" },
  SEND_BACK_REASON_WRONG_AUTHORITY: { vi: "không đúng thẩm quyền", en: "wrong authority" },
  SEND_BACK_REASON_OUTDATED: { vi: "không còn phù hợp", en: "outdated" },
  SEND_BACK_REASON_DUPLICATE: { vi: "trùng", en: "duplicate" },
};

// Each verb: its name in a command, and what the person may or must write with it.
export const VERBS = {
  VERB_SAVE: { name: "save", vi: "Lưu", en: "Save" },
  VERB_SUBMIT: { name: "submit", vi: "Trình", en: "Submit", look: "main" },
  VERB_RECEIVE: { name: "receive", vi: "Tiếp nhận", en: "Confirm arrival" },
  VERB_CLAIM: { name: "claim", vi: "Nhận xử lý", en: "Claim" },
  VERB_RELEASE: { name: "release", vi: "Thôi xử lý", en: "Release" },
  VERB_APPROVE: { name: "approve", vi: "Duyệt", en: "Approve", text: "may", look: "main" },
  VERB_SEND_BACK: { name: "sendBack", vi: "Trả lại", en: "Send back", look: "no" },
  VERB_REJECT: { name: "reject", vi: "Không duyệt", en: "Reject", text: "must", look: "no" },
  VERB_FORWARD: { name: "forward", vi: "Chuyển cấp trên", en: "Forward", text: "may" },
  VERB_WITHDRAW: { name: "withdraw", vi: "Thu hồi", en: "Withdraw", text: "may" },
  VERB_COMMENT: { name: "comment", vi: "Ghi ý kiến", en: "Comment", text: "must" },
  VERB_REOPEN: { name: "reopen", vi: "Mở lại", en: "Reopen", text: "must" },
  VERB_UNDO: { name: "undo", vi: "Hoàn tác", en: "Undo" },
  VERB_SEAL: { name: "seal", vi: "Chốt ngay", en: "Seal now" },
};

const FORMAT = new Intl.DateTimeFormat("vi-VN", {
  timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit",
});

// Microseconds UTC, as the contract writes them, for people in Vietnam.
export function moment(us) {
  const value = Number(us || 0);
  return value > 0 ? FORMAT.format(new Date(value / 1000)) : "";
}

export function stateLabel(kind, name) {
  const state = (kind.way?.states || []).find((candidate) => candidate.name === name);
  return state?.label || { vi: name };
}
