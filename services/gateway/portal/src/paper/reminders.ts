// The ladder of a paper in words: which rung, to whom, and what became of it.
import { Whom } from "../contract/giaoban/v1/kind_pb.js";
import { RungState } from "../contract/giaoban/v1/obligation_pb.js";
import type { Text } from "../language/language.svelte.js";

const WHOM: Record<Whom, Text> = {
  [Whom.UNSPECIFIED]: { vi: "", en: "" },
  [Whom.HOLDER]: { vi: "nơi đang giữ", en: "whoever has it" },
  [Whom.SUPERIOR]: { vi: "cấp trên", en: "the level above" },
  [Whom.AUTHOR]: { vi: "người lập", en: "its author" },
};

const STATES: Record<RungState, { text: Text; look: "" | "good" | "info" | "soon" | "late" }> = {
  [RungState.UNSPECIFIED]: { text: { vi: "", en: "" }, look: "" },
  [RungState.COMING]: { text: { vi: "chưa tới", en: "to come" }, look: "info" },
  [RungState.TOLD]: { text: { vi: "đã nhắc", en: "told" }, look: "good" },
  [RungState.PASSED_OVER]: { text: { vi: "bỏ qua", en: "passed over" }, look: "" },
  [RungState.PAUSED]: { text: { vi: "tạm dừng", en: "paused" }, look: "soon" },
  [RungState.VACANT]: { text: { vi: "chưa có ai giữ chức vụ này", en: "nobody in the office" }, look: "late" },
};

export const rungState = (state: RungState) => STATES[state] ?? STATES[RungState.UNSPECIFIED];

// "Trước hạn 2 ngày làm việc, nhắc nơi đang giữ"
export function rungText(days: number, whom: Whom): Text {
  const count = Math.abs(days);
  const vi = days === 0 ? "Đúng ngày đến hạn" : days < 0 ? `Trước hạn ${count} ngày làm việc` : `Quá hạn ${count} ngày làm việc`;
  const unit = count === 1 ? "working day" : "working days";
  const en = days === 0 ? "On the due day" : days < 0 ? `${count} ${unit} before` : `${count} ${unit} after`;
  const to = WHOM[whom] ?? WHOM[Whom.UNSPECIFIED];
  return to.vi ? { vi: `${vi}, nhắc ${to.vi}`, en: `${en}, to ${to.en}` } : { vi, en };
}
