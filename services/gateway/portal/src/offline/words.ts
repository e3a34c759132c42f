// Where a paper really is, in words: never "sent" or "kept" before the house has said so.
import { type Kind, Level } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";
import { moment } from "../language/moments.js";
import { type Draft, holdingOf, kindOf } from "./draft.js";

export interface Words {
  text: Text;
  look: "" | "good" | "info" | "soon" | "late";
}

const clock = (us: number): Text => ({ vi: us > 0 ? moment(us, "vi").slice(0, 5) : "", en: us > 0 ? moment(us, "en").slice(0, 5) : "" });

// Who takes papers of this kind: "Xã", "Huyện".
export function receiverOf(kind: Kind | undefined): Text {
  for (const state of kind?.way?.states ?? []) {
    if (state.who.case !== "asked") continue;
    switch (state.who.value.level) {
      case Level.SUB_COMMITTEE:
        return { vi: "Đảng bộ bộ phận", en: "The sub-committee" };
      case Level.DISTRICT:
        return { vi: "Huyện", en: "The district" };
      case Level.PROVINCE:
        return { vi: "Tỉnh", en: "The province" };
      case Level.COMMUNE:
        return { vi: "Xã", en: "The commune" };
      default:
        return { vi: "Cấp trên", en: "The level above" };
    }
  }
  return { vi: "Cấp trên", en: "The level above" };
}

export function draftWords(draft: Draft, reached: boolean): Words {
  const who = receiverOf(kindOf(draft));
  if (draft.sent) {
    const at = clock(draft.sent.us);
    return { text: at.vi ? { vi: `${who.vi} đã nhận lúc ${at.vi}`, en: `${who.en} received it at ${at.en}` } : { vi: `${who.vi} đã nhận`, en: `${who.en} received it` }, look: "good" };
  }
  if (draft.conflict) return { text: { vi: "Có hai bản khác nhau — đồng chí chọn", en: "There are two versions: please choose" }, look: "late" };
  if (draft.refused) return { text: { vi: "Chưa gửi được — còn trong máy", en: "Not sent: still on this device" }, look: "late" };
  if (draft.wanted || draft.sending?.what === "submit") {
    return reached
      ? { text: { vi: "Còn trong máy — đang gửi…", en: "Still on this device: being sent…" }, look: "soon" }
      : { text: { vi: "Còn trong máy — sẽ tự gửi khi có mạng", en: "Still on this device: will be sent by itself when there is a network" }, look: "soon" };
  }
  const holding = holdingOf(draft);
  const at = clock(draft.heldUs);
  if (holding.whole) return { text: { vi: `${who.vi} đã giữ bản nháp${at.vi ? ` ${at.vi}` : ""}`, en: `${who.en} keeps the draft${at.en ? `, ${at.en}` : ""}` }, look: "info" };
  if (holding.bad.length > 0 && reached) return { text: { vi: `Còn trong máy — ${holding.bad.length} mục chưa đúng`, en: `Still on this device: ${holding.bad.length} fields are not right yet` }, look: "soon" };
  return { text: { vi: "Còn trong máy", en: "On this device" }, look: "soon" };
}
