// How far the papers of one period have come, as bars and as a sentence.
import type { FunnelStage } from "../contract/giaoban/v1/picture_pb.js";
import { Stage } from "../contract/giaoban/v1/records_pb.js";
import type { Text } from "../language/language.svelte.js";

export interface FunnelBar {
  stage: Stage;
  count: number;
  // Whole percents of the first stage; 0 when there is nothing.
  percent: number;
}

export function funnelBars(stages: readonly FunnelStage[]): FunnelBar[] {
  const first = Number(stages[0]?.count ?? 0n);
  return stages.map(({ stage, count }) => ({ stage, count: Number(count), percent: first > 0 ? Math.floor((Number(count) * 100) / first) : 0 }));
}

export function funnelSentence(bars: readonly FunnelBar[], returned: number, periodName: string): Text {
  const of = (stage: Stage) => bars.find((bar) => bar.stage === stage)?.count ?? 0;
  const first = bars[0]?.count ?? 0;
  if (first === 0) return { vi: `Kỳ ${periodName}: chưa có hồ sơ nào.`, en: `Period ${periodName}: there are no papers yet.` };
  const back = returned > 0 ? { vi: ` ${returned} hồ sơ đang trả lại để bổ sung.`, en: ` ${returned} sent back now.` } : { vi: "", en: "" };
  return {
    vi: `Kỳ ${periodName}: ${of(Stage.HANDED_IN)}/${first} đã nộp, ${of(Stage.APPROVED)}/${first} đã duyệt.${back.vi}`,
    en: `Period ${periodName}: ${of(Stage.HANDED_IN)} of ${first} handed in, ${of(Stage.APPROVED)} of ${first} approved.${back.en}`,
  };
}
