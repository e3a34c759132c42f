// Funnel, ageing and steps in words, and where their numbers lead.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { Role } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { AgeingRowSchema, FunnelStageSchema, StepTimeSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/picture_pb.js";
import { Stage } from "../../../services/gateway/portal/src/contract/giaoban/v1/records_pb.js";
import { ageingSentence, BUCKETS, countOf, waitingLink } from "../../../services/gateway/portal/src/pictures/ageing.js";
import { funnelBars, funnelSentence } from "../../../services/gateway/portal/src/pictures/funnel.js";
import { slowestStep, stepsSentence, usualMinutes, workingTime } from "../../../services/gateway/portal/src/pictures/steps.js";

const stages = (counts: bigint[]) =>
  counts.map((count, at) => create(FunnelStageSchema, { stage: [Stage.EXPECTED, Stage.OPENED, Stage.HANDED_IN, Stage.DECIDED, Stage.APPROVED][at]!, count }));

test("bars are parts of the first stage", () => {
  const bars = funnelBars(stages([43n, 40n, 31n, 10n, 9n]));
  expect(bars.map((bar) => bar.percent)).toEqual([100, 93, 72, 23, 20]);
  expect(funnelSentence(bars, 2, "11/2026").vi).toBe("Kỳ 11/2026: 31/43 đã nộp, 9/43 đã duyệt. 2 hồ sơ đang trả lại để bổ sung.");
  expect(funnelSentence(funnelBars(stages([0n, 0n])), 0, "11/2026").vi).toBe("Kỳ 11/2026: chưa có hồ sơ nào.");
});

test("a number of the ageing leads to exactly its bucket", () => {
  const row = create(AgeingRowSchema, { unitId: "xa.1", role: Role.CLERK, counts: [1, 2, 3, 4], overdue: 2, oldestUs: 5n });
  expect(countOf(row)).toBe(10);
  expect(waitingLink(row, { unit: "", kind: "plan" }, BUCKETS[0])).toBe("/papers?kind=plan&waiting=xa.1&days_to=1");
  expect(waitingLink(row, { unit: "huyen", kind: "" }, BUCKETS[3])).toBe("/papers?unit=huyen&waiting=xa.1&days_from=6");
  expect(waitingLink(row, { unit: "", kind: "" }, undefined, true)).toBe("/papers?overdue=1&waiting=xa.1");
  const words = ageingSentence([row], () => ({ vi: "văn thư xã", en: "clerk" }), () => ({ vi: "thứ Hai", en: "Monday" }));
  expect(words.vi).toBe("10 hồ sơ đang chờ; 4 chờ trên 5 ngày làm việc, 2 quá hạn. Chờ lâu nhất: văn thư xã, từ thứ Hai.");
  expect(ageingSentence([], () => ({ vi: "", en: "" }), () => ({ vi: "", en: "" })).vi).toBe("Không có hồ sơ nào đang chờ ai.");
});

test("the buckets follow each other without a gap", () => {
  for (let at = 1; at < BUCKETS.length; at += 1) expect(BUCKETS[at]!.from).toBe(BUCKETS[at - 1]!.to + 1);
});

test("working time is said in minutes, hours and days of seven and a half hours", () => {
  expect(workingTime(45n).vi).toBe("45 phút");
  expect(workingTime(90).vi).toBe("1,5 giờ");
  expect(workingTime(90).en).toBe("1.5 h");
  expect(workingTime(450 * 3).vi).toBe("3 ngày làm việc");
  expect(workingTime(450 * 1000).vi).toBe("1000 ngày làm việc");
});

test("the slowest step is a holder's, however long authors take", () => {
  const step = (state: string, withAuthor: boolean, workingMinutes: bigint) =>
    create(StepTimeSchema, { state, withAuthor, workingMinutes, medianMinutes: 480n, longestMinutes: 120n, stays: 1n, label: { vi: state, en: state } });
  const steps = [step("draft", true, 900n), step("commune", false, 60n), step("district", false, 40n)];
  expect(slowestStep(steps)?.state).toBe("commune");
  expect(stepsSentence(steps).vi).toBe("Lâu nhất ở bước “commune”: thường trong 2 giờ, lâu nhất 2 giờ. 90 % thời gian hồ sơ nằm ở đơn vị soạn.");
  expect(stepsSentence([]).vi).toBe("Chưa có thời gian nào được ghi nhận.");
  expect(usualMinutes({ medianMinutes: 480n, longestMinutes: 120n })).toBe(120n);
});
