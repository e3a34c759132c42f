// Names of stages and of what a list holds, for people.
import { Stage } from "../contract/giaoban/v1/records_pb.js";
import type { Text } from "../language/language.svelte.js";

export const STAGE_NAMES: Record<Stage, Text> = {
  [Stage.UNSPECIFIED]: { vi: "", en: "" },
  [Stage.EXPECTED]: { vi: "Phải nộp", en: "Expected" },
  [Stage.OPENED]: { vi: "Đã lập", en: "Opened" },
  [Stage.HANDED_IN]: { vi: "Đã nộp", en: "Handed in" },
  [Stage.DECIDED]: { vi: "Đã giải quyết", en: "Decided" },
  [Stage.APPROVED]: { vi: "Đã duyệt", en: "Approved" },
};
