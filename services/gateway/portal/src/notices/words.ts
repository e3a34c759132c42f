// Notices in words: why, about what, where they lead, and how they reached the reader or why they did not.
import { Channel, type Delivery, DeliveryState, type NoticeDue, NoticeReason } from "../contract/giaoban/v1/notice_pb.js";
import type { Text } from "../language/language.svelte.js";
import { moment } from "../language/moments.js";
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
  [Channel.WEBHOOK]: { vi: "phần mềm riêng", en: "your program" },
  [Channel.SMS]: { vi: "tin nhắn SMS", en: "SMS" },
};

const STATES: Record<DeliveryState, Text> = {
  [DeliveryState.UNSPECIFIED]: { vi: "", en: "" },
  [DeliveryState.INTENDED]: { vi: "đang gửi", en: "being sent" },
  [DeliveryState.SENT]: { vi: "đã gửi", en: "sent" },
  [DeliveryState.RETRYING]: { vi: "chưa gửi được, đang thử lại", en: "not sent yet, being tried again" },
  [DeliveryState.DEAD]: { vi: "không gửi được", en: "could not be sent" },
  [DeliveryState.DROPPED]: { vi: "không cần gửi nữa", en: "no longer needed" },
  [DeliveryState.WITHHELD]: { vi: "không gửi lại sau khi khôi phục", en: "not sent after a restore" },
  [DeliveryState.HELD]: { vi: "đang giữ, sẽ gửi sau", en: "held, will be sent later" },
  [DeliveryState.UNKNOWN]: { vi: "không rõ đã tới chưa; không gửi lại để khỏi trùng", en: "not known whether it arrived; not sent again, so that it does not come twice" },
  [DeliveryState.SUPPRESSED]: { vi: "không gửi ra ngoài vì hệ thống đang chạy thử", en: "not sent out, as the system is on trial" },
};

const NOTHING: Text = { vi: "", en: "" };
export const channelOf = (channel: Channel): Text => CHANNELS[channel] ?? NOTHING;

// How it stands; what is held says until when.
export function stateText(delivery: Delivery): Text {
  const until = delivery.heldUntilUs;
  if (delivery.state === DeliveryState.HELD && until > 0n) return { vi: `đang giữ, sẽ gửi lúc ${moment(until, "vi")}`, en: `held, will be sent at ${moment(until, "en")}` };
  return STATES[delivery.state] ?? NOTHING;
}

// "thư điện tử: đã gửi"
export function channelText(delivery: Delivery): Text {
  const [channel, state] = [channelOf(delivery.channel), stateText(delivery)];
  return { vi: `${channel.vi}: ${state.vi}`, en: `${channel.en}: ${state.en}` };
}

// What went out together: nothing to say about one alone.
export function togetherText(count: number, segments: number): Text {
  const parts = { vi: [] as string[], en: [] as string[] };
  if (count > 1) {
    parts.vi.push(`gửi chung một tin với ${count - 1} việc khác`);
    parts.en.push(count === 2 ? "sent in one message with 1 other" : `sent in one message with ${count - 1} others`);
  }
  if (segments > 0) {
    parts.vi.push(`${segments} đoạn SMS`);
    parts.en.push(segments === 1 ? "1 SMS segment" : `${segments} SMS segments`);
  }
  return { vi: parts.vi.join("; "), en: parts.en.join("; ") };
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
