// Whether a new password will do, before it is sent; the house judges again.
import type { Text } from "../language/language.svelte.js";

export const LEAST = 12;
export const MOST = 128;

export function passwordFault(password: string, again: string): { field: "password" | "again"; text: Text } | undefined {
  const length = [...password].length;
  if (length < LEAST) return { field: "password", text: { vi: `Mật khẩu cần ít nhất ${LEAST} ký tự; đồng chí mới gõ ${length}. Một câu ngắn dễ nhớ là tốt.`, en: `A password needs at least ${LEAST} characters; this one has ${length}. A short sentence does well.` } };
  if (length > MOST) return { field: "password", text: { vi: `Mật khẩu dài nhất ${MOST} ký tự.`, en: `A password has at most ${MOST} characters.` } };
  if (password !== again) return { field: "again", text: { vi: "Hai lần gõ mật khẩu chưa giống nhau. Đồng chí gõ lại.", en: "The two passwords differ. Type them again." } };
  return undefined;
}
