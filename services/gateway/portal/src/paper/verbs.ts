// Acts that go with words: what to ask for in the dialog of each verb, and how the words travel.
import type { Act } from "../calls/decide.js";
import { Verb } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";

export interface Wording {
  // Words are needed, not only allowed.
  needed: boolean;
  ask: Text;
  // Past, for the notice: "Đã duyệt".
  done: Text;
}

export const WORDINGS: Partial<Record<Verb, Wording>> = {
  [Verb.APPROVE]: { needed: false, ask: { vi: "Ý kiến kèm theo (nếu có)", en: "Remark, if any" }, done: { vi: "Đã duyệt", en: "Approved" } },
  [Verb.FORWARD]: { needed: false, ask: { vi: "Ý kiến gửi kèm lên cấp trên (nếu có)", en: "Opinion that goes with it, if any" }, done: { vi: "Đã chuyển cấp trên", en: "Forwarded" } },
  [Verb.REJECT]: { needed: true, ask: { vi: "Lý do không duyệt", en: "Why it is rejected" }, done: { vi: "Đã ghi không duyệt", en: "Rejected" } },
  [Verb.WITHDRAW]: { needed: false, ask: { vi: "Lý do thu hồi (nếu có)", en: "Why, if you like" }, done: { vi: "Đã thu hồi", en: "Withdrawn" } },
  [Verb.REOPEN]: { needed: true, ask: { vi: "Lý do mở lại", en: "Why it is reopened" }, done: { vi: "Đã mở lại", en: "Reopened" } },
  [Verb.COMMENT]: { needed: true, ask: { vi: "Ý kiến", en: "Comment" }, done: { vi: "Đã ghi ý kiến", en: "Comment left" } },
};

export const LONGEST_WORDS = 4000;

// The act of a verb with its words; return has its own dialog.
export function actOfVerb(verb: Verb, text: string): Act {
  const words = text.normalize("NFC").trim();
  switch (verb) {
    case Verb.APPROVE:
      return { case: "approve", value: { text: words } };
    case Verb.FORWARD:
      return { case: "forward", value: { text: words } };
    case Verb.REJECT:
      return { case: "reject", value: { text: words } };
    case Verb.WITHDRAW:
      return { case: "withdraw", value: { text: words } };
    case Verb.REOPEN:
      return { case: "reopen", value: { text: words } };
    case Verb.COMMENT:
      return { case: "comment", value: { text: words } };
    case Verb.RECEIVE:
      return { case: "receive", value: {} };
    case Verb.CLAIM:
      return { case: "claim", value: {} };
    case Verb.RELEASE:
      return { case: "release", value: {} };
    case Verb.UNDO:
      return { case: "undo", value: {} };
    case Verb.SEAL:
      return { case: "seal", value: {} };
    default:
      throw new Error(`verb ${verb} is not asked for here`);
  }
}

// The paper leaves the reader's hands by these.
export const LEAVING: Verb[] = [Verb.APPROVE, Verb.SEND_BACK, Verb.FORWARD, Verb.REJECT];
