// Ready-made texts for sending back, by reason, in the words of committees; and the last own ones, kept on the device.
import { SendBackReason } from "../contract/giaoban/v1/content_pb.js";

const CANNED: Partial<Record<SendBackReason, readonly string[]>> = {
  [SendBackReason.INCOMPLETE]: [
    "Đề nghị bổ sung cho đủ nội dung của mục này.",
    "Đề nghị ghi rõ ai làm, làm việc gì, xong vào ngày nào.",
    "Đề nghị nêu kết quả thực hiện nhiệm vụ tháng trước.",
    "Đề nghị ghi thêm nội dung sinh hoạt chuyên đề của quý.",
  ],
  [SendBackReason.INCORRECT]: [
    "Số liệu chưa khớp với báo cáo tháng trước, đề nghị kiểm tra lại.",
    "Số đảng viên chưa đúng với danh sách của chi bộ, đề nghị rà soát.",
    "Ngày họp chưa đúng, đề nghị kiểm tra lại lịch.",
  ],
  [SendBackReason.WRONG_FORMAT]: [
    "Đề nghị trình bày đúng thể thức văn bản của Đảng.",
    "Đề nghị ghi đúng số, ký hiệu của văn bản.",
    "Đề nghị viết gọn, mỗi việc một ý.",
  ],
  [SendBackReason.WRONG_AUTHORITY]: [
    "Việc này không thuộc thẩm quyền của chi bộ, đề nghị chuyển thành kiến nghị.",
    "Đề nghị gửi đúng cấp có thẩm quyền giải quyết.",
  ],
  [SendBackReason.OUTDATED]: [
    "Nội dung không còn phù hợp với chỉ đạo mới, đề nghị cập nhật.",
    "Thời hạn đã qua, đề nghị ghi lại thời gian thực hiện.",
  ],
  [SendBackReason.DUPLICATE]: [
    "Nội dung này trùng với hồ sơ đã trình, đề nghị bỏ hoặc gộp.",
    "Đề nghị không chép nguyên văn kế hoạch tháng trước.",
  ],
};

const KEY = "giaoban.remarks";
const KEPT_PER_REASON = 5;
type Own = Partial<Record<number, string[]>>;

// The parts of Storage that are needed; a test gives its own.
export type Kept = Pick<Storage, "getItem" | "setItem">;

function read(kept: Kept): Own {
  try {
    return JSON.parse(kept.getItem(KEY) ?? "{}") as Own;
  } catch {
    return {};
  }
}

// Own texts first, the latest on top.
export function textsFor(reason: SendBackReason, kept: Kept = localStorage): string[] {
  const own = read(kept)[reason] ?? [];
  return [...own, ...(CANNED[reason] ?? []).filter((text) => !own.includes(text))];
}

// Remembers a text of one's own; ready-made ones are there anyway.
export function remember(reason: SendBackReason, text: string, kept: Kept = localStorage): void {
  const written = text.normalize("NFC").trim();
  if (!written || written.length > 300 || CANNED[reason]?.includes(written)) return;
  const own = read(kept);
  own[reason] = [written, ...(own[reason] ?? []).filter((one) => one !== written)].slice(0, KEPT_PER_REASON);
  kept.setItem(KEY, JSON.stringify(own));
}
