// How long something has waited, in few words.
import type { Text } from "../language/language.svelte.js";

export function waited(sinceUs: bigint | number, nowUs: number): Text {
  const minutes = Math.max(0, Math.floor((nowUs - Number(sinceUs)) / 60_000_000));
  if (minutes < 1) return { vi: "vừa tới", en: "just now" };
  if (minutes < 60) return { vi: `${minutes} phút`, en: `${minutes} min` };
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return { vi: `${hours} giờ`, en: `${hours} h` };
  const days = Math.floor(hours / 24);
  return { vi: `${days} ngày`, en: days === 1 ? "1 day" : `${days} days` };
}
