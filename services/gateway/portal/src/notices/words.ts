// Notices in words: why, about what, where they lead, and how they reached the reader.
import { Channel, type Delivery, DeliveryState, type NoticeDue, NoticeReason } from "../contract/giaoban/v1/notice_pb.js";
import type { Text } from "../language/language.svelte.js";
import { papersLink } from "../papers/filters.js";

const REASONS: Record<NoticeReason, { text: Text; look: string }> = {
  [NoticeReason.UNSPECIFIED]: { text: { vi: "Thông báo", en: "Notice" }, look: "" },
  [NoticeReason.UPCOMING]: { text: { vi: "Sắp đến hạn", en: "Due soon" }, look: "soon" },
  [NoticeReason.DUE_TODAY]: { text: { vi: "Đến hạn hôm nay", en: "Due today" }, look: "soon" },
  [NoticeReason.OVERDUE]: { text: { vi: "Quá hạn", en: "Overdue" }, look: "late" },
  [NoticeReason.ESCALATION]: { text: { vi: "Cấp dưới quá hạn, báo để biết", en: "A unit below is overdue" }, look: "late" },
  [NoticeReason.RETURNED]: { text: { vi: "Trả lại để bổ sung", en: "Sent back" }, look: "late" },
  [NoticeReason.DECIDED]: { text: { vi: "Đã có kết quả", en: "Decided" }, look: "good" },
};

export const reasonOf = (reason: NoticeReason) => REASONS[reason] ?? REASONS[NoticeReason.UNSPECIFIED];

const CHANNELS: Record<Channel, Text> = {
  [Channel.UNSPECIFIED]: { vi: "", en: "" },
  [Channel.IN_APP]: { vi: "trên trang này", en: "here" },
  [Channel.EMAIL]: { vi: "thư điện tử", en: "e-mail" },
};

const STATES: Record<DeliveryState, Text> = {
  [DeliveryState.UNSPECIFIED]: { vi: "", en: "" },
  [DeliveryState.INTENDED]: { vi: "đang gửi", en: "being sent" },
  [DeliveryState.SENT]: { vi: "đã gửi", en: "sent" },
  [DeliveryState.RETRYING]: { vi: "chưa gửi được, đang thử lại", en: "not sent yet, being tried again" },
  [DeliveryState.DEAD]: { vi: "không gửi được", en: "could not be sent" },
  [DeliveryState.DROPPED]: { vi: "không cần gửi nữa", en: "no longer needed" },
  [DeliveryState.WITHHELD]: { vi: "không gửi lại sau khi khôi phục", en: "not sent after a restore" },
};

// "thư điện tử: đã gửi"
export function channelText(delivery: Delivery): Text {
  const [channel, state] = [CHANNELS[delivery.channel], STATES[delivery.state]];
  return { vi: `${channel.vi}: ${state.vi}`, en: `${channel.en}: ${state.en}` };
}

export interface Obliged {
  unit: string;
  kind: string;
  period: string;
}

// "unit/kind/period"
export function obligedBy(obligationId: string): Obliged | undefined {
  const [unit, kind, period, ...more] = obligationId.split("/");
  return unit && kind && period && more.length === 0 ? { unit, kind, period } : undefined;
}

export function noticeLink(notice: NoticeDue): string | undefined {
  if (notice.dossierId) return `/paper/${encodeURIComponent(notice.dossierId)}`;
  const obliged = obligedBy(notice.obligationId);
  return obliged && papersLink(obliged);
}

export interface Told {
  notice: NoticeDue;
  recordedUs: bigint;
  deliveries: Delivery[];
}

// One entry per notice, whatever channels it took, under the day on which it was recorded; newest first as they came.
export function byDay(deliveries: readonly Delivery[], dayOf: (us: bigint) => string): { day: string; told: Told[] }[] {
  const days: { day: string; told: Told[] }[] = [];
  const known = new Map<string, Told>();
  for (const delivery of deliveries) {
    if (!delivery.notice) continue;
    const before = known.get(delivery.notice.noticeId);
    if (before) {
      before.deliveries.push(delivery);
      continue;
    }
    const told = { notice: delivery.notice, recordedUs: delivery.recordedUs, deliveries: [delivery] };
    known.set(delivery.notice.noticeId, told);
    const day = dayOf(delivery.recordedUs);
    const last = days.at(-1);
    if (last?.day === day) last.told.push(told);
    else days.push({ day, told: [told] });
  }
  return days;
}
