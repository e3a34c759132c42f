// How an account stands, in words.
import { AccountState } from "../contract/giaoban/v1/account_pb.js";
import type { Text } from "../language/language.svelte.js";

export const ACCOUNT_STATES: Record<AccountState, { text: Text; look: string }> = {
  [AccountState.UNSPECIFIED]: { text: { vi: "", en: "" }, look: "" },
  [AccountState.NONE]: { text: { vi: "chưa có tài khoản", en: "no account" }, look: "" },
  [AccountState.CODE]: { text: { vi: "chờ dùng phiếu mã", en: "code not used yet" }, look: "soon" },
  [AccountState.ACTIVE]: { text: { vi: "đang dùng", en: "in use" }, look: "good" },
  [AccountState.DISABLED]: { text: { vi: "đã đóng", en: "closed" }, look: "late" },
};
