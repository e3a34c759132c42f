// Files for a paper: which ones are taken, said before anything is sent; the twin of the router's allow-list.
import type { Text } from "../language/language.svelte.js";

export const MOST_BYTES = 25 * 1024 * 1024;

const ZIP = [0x50, 0x4b, 3, 4];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const TYPES: Record<string, { magic: number[]; media: string }> = {
  pdf: { magic: [0x25, 0x50, 0x44, 0x46, 0x2d], media: "application/pdf" },
  png: { magic: [0x89, 0x50, 0x4e, 0x47], media: "image/png" },
  jpg: { magic: [0xff, 0xd8, 0xff], media: "image/jpeg" },
  jpeg: { magic: [0xff, 0xd8, 0xff], media: "image/jpeg" },
  docx: { magic: ZIP, media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  xlsx: { magic: ZIP, media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  odt: { magic: ZIP, media: "application/vnd.oasis.opendocument.text" },
  ods: { magic: ZIP, media: "application/vnd.oasis.opendocument.spreadsheet" },
  doc: { magic: OLE, media: "application/msword" },
  xls: { magic: OLE, media: "application/vnd.ms-excel" },
  txt: { magic: [], media: "text/plain" },
  csv: { magic: [], media: "text/csv" },
};

export const ACCEPT = Object.keys(TYPES).map((type) => `.${type}`).join(",");

const extension = (name: string) => (name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "");

export function mediaTypeOf(name: string): string {
  return TYPES[extension(name)]?.media ?? "application/octet-stream";
}

// A name that the house takes: NFC, nothing that cannot be seen, no path; the person's words stay as they were.
export function cleanName(name: string): string {
  const plain = name.normalize("NFC").replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, "").replace(/[/\\]/g, "-").replace(/^\.+/, "");
  const characters = [...plain];
  return characters.length <= 255 ? plain : [...characters.slice(0, 240), ".", ...extension(plain)].join("");
}

// Why a file is not taken; undefined when it is. `head` is its first bytes.
export function fileProblem(name: string, size: number, head: Uint8Array): Text | undefined {
  const type = TYPES[extension(name)];
  if (!type) return { vi: `Không nhận tệp “${name}”. Chỉ nhận pdf, png, jpg, docx, xlsx, odt, ods, doc, xls, txt và csv.`, en: `“${name}” is not taken. Only pdf, png, jpg, docx, xlsx, odt, ods, doc, xls, txt and csv are.` };
  if (size === 0) return { vi: `Tệp “${name}” rỗng. Đồng chí chọn tệp khác.`, en: `“${name}” is empty. Choose another file.` };
  if (size > MOST_BYTES) return { vi: `Tệp “${name}” lớn hơn 25 MB. Đồng chí chụp hoặc lưu lại nhỏ hơn.`, en: `“${name}” is larger than 25 MB. Save a smaller one.` };
  if (!type.magic.every((byte, index) => head[index] === byte)) {
    return { vi: `Tệp “${name}” không đúng loại như đuôi tên tệp. Đồng chí lưu lại đúng loại rồi chọn lại.`, en: `“${name}” is not what its name says. Save it as what it is and choose it again.` };
  }
  return undefined;
}

export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
