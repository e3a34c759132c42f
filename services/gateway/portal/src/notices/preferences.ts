// What a person chose about being told, as a form holds it: minutes of the day as times, a phone number as people write it.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { Digest, Language, type Preferences, type PreferencesSchema } from "../contract/giaoban/v1/delivery_pb.js";
import type { Text } from "../language/language.svelte.js";

export interface Chosen {
  email: boolean;
  sms: boolean;
  phone: string;
  webhook: boolean;
  webhookUrl: string;
  digest: Digest;
  digestMinute: number;
  quiet: boolean;
  quietFrom: number;
  quietUntil: number;
  language: Language;
}

const DAY = 1440;
const HALF_HOUR = 30;
// Offered when quiet hours are switched on again: 20:00 to 06:30.
const USUAL_QUIET = { from: 1200, until: 390 };

export function chosenOf(kept: Preferences): Chosen {
  const quiet = kept.quietFromMinute !== kept.quietUntilMinute;
  return {
    email: kept.email,
    sms: kept.sms,
    phone: kept.phone,
    webhook: kept.webhook,
    webhookUrl: kept.webhookUrl,
    digest: kept.digest || Digest.UNLESS_URGENT,
    digestMinute: kept.digestMinute,
    quiet,
    quietFrom: quiet ? kept.quietFromMinute : USUAL_QUIET.from,
    quietUntil: quiet ? kept.quietUntilMinute : USUAL_QUIET.until,
    language: kept.language || Language.BOTH,
  };
}

// The key of the webhook is never sent: the house makes it and keeps it.
export function preferencesOf(chosen: Chosen): MessageInitShape<typeof PreferencesSchema> {
  return {
    email: chosen.email,
    sms: chosen.sms,
    phone: phoneOf(chosen.phone),
    webhook: chosen.webhook,
    webhookUrl: chosen.webhookUrl.trim(),
    digest: chosen.digest,
    digestMinute: chosen.digestMinute,
    quietFromMinute: chosen.quiet ? chosen.quietFrom : 0,
    quietUntilMinute: chosen.quiet ? chosen.quietUntil : 0,
    language: chosen.language,
  };
}

// Whether something stands in the form that the house does not hold.
export function isChanged(chosen: Chosen, kept: Preferences): boolean {
  return JSON.stringify(preferencesOf(chosen)) !== JSON.stringify(preferencesOf(chosenOf(kept)));
}

// "0912 345 678" as "+84912345678"; anything else as it was typed, for the house to judge.
export function phoneOf(typed: string): string {
  const bare = typed.normalize("NFKC").replace(/[\s.\-()]/g, "");
  if (/^0\d{8,10}$/.test(bare)) return `+84${bare.slice(1)}`;
  if (/^(00)?84\d{8,10}$/.test(bare)) return `+${bare.replace(/^00/, "")}`;
  return bare;
}

// 450 is "07:30".
export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

// Every half hour of the day, and what is chosen now where that is another minute.
export function minutesToChoose(chosen: number): number[] {
  const minutes = Array.from({ length: DAY / HALF_HOUR }, (_, at) => at * HALF_HOUR);
  return minutes.includes(chosen) ? minutes : [...minutes, chosen].sort((a, b) => a - b);
}

// Quiet hours as one window, also past midnight.
export function quietWords(chosen: Pick<Chosen, "quiet" | "quietFrom" | "quietUntil">): Text {
  const { quiet, quietFrom: from, quietUntil: until } = chosen;
  if (!quiet || from === until) return { vi: "Không có giờ yên lặng: ngày làm việc thì tin tới lúc nào cũng được, kể cả ban đêm.", en: "No quiet hours: on working days messages may come at any time, at night too." };
  const length = (until - from + DAY) % DAY;
  const hours = Math.floor(length / 60);
  const minutes = length % 60;
  const vi = [hours > 0 ? `${hours} giờ` : "", minutes > 0 ? `${minutes} phút` : ""].filter(Boolean).join(" ");
  const en = [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : ""].filter(Boolean).join(" ");
  const over = until < from;
  return {
    vi: `Từ ${timeOf(from)} đến ${timeOf(until)}${over ? " hôm sau" : ""} (${vi}), và cả ngày nghỉ, không gửi gì; tin được giữ lại rồi gửi sau, không mất.`,
    en: `Nothing is sent from ${timeOf(from)} to ${timeOf(until)}${over ? " of the next day" : ""} (${en}), nor on days of rest; it is held and sent afterwards, never dropped.`,
  };
}

// Which digest gathers what.
export const DIGESTS: { digest: Digest; title: Text; words: Text }[] = [
  {
    digest: Digest.UNLESS_URGENT,
    title: { vi: "Gộp một lần mỗi sáng, việc gấp báo ngay", en: "Once a morning, what is urgent at once" },
    words: { vi: "Việc gấp là: hồ sơ bị trả lại, đến hạn hôm nay, cấp dưới quá hạn cần đôn đốc.", en: "Urgent is: sent back, due today, a unit below that needs following up." },
  },
  {
    digest: Digest.ALL,
    title: { vi: "Gộp tất cả một lần mỗi sáng", en: "Everything once a morning" },
    words: { vi: "Mỗi ngày làm việc nhiều nhất một tin, cả việc gấp.", en: "At most one message a working day, urgent things too." },
  },
  {
    digest: Digest.NONE,
    title: { vi: "Có việc là báo ngay", en: "Each at once" },
    words: { vi: "Không gộp; ngoài giờ yên lặng thì tin tới ngay.", en: "Nothing is gathered; outside quiet hours each comes at once." },
  },
];

export const LANGUAGES: { language: Language; title: Text }[] = [
  { language: Language.BOTH, title: { vi: "Tiếng Việt, kèm tiếng Anh", en: "Vietnamese, with English below" } },
  { language: Language.VI, title: { vi: "Tiếng Việt", en: "Vietnamese" } },
  { language: Language.EN, title: { vi: "Tiếng Anh", en: "English" } },
];
