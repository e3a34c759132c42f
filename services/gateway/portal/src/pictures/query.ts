// What a picture is asked for, in the address line: unit, kind, periods and page under the same names on all four.

export interface PictureQuery {
  unit: string;
  kind: string;
  // One period, or the last of several.
  period: string;
  // First of several.
  from: string;
  // Page of rows, from 1.
  page: number;
}

const PERIOD = /^\d{4}-(\d{2}|Q[1-4])$/;

export function pictureFrom(query: URLSearchParams): PictureQuery {
  const period = (name: string) => (PERIOD.test(query.get(name) ?? "") ? query.get(name)! : "");
  const page = Number(query.get("page") ?? "1");
  return { unit: query.get("unit") ?? "", kind: query.get("kind") ?? "", period: period("period"), from: period("from"), page: Number.isInteger(page) && page > 0 ? page : 1 };
}

export function pictureLink(picture: string, query: Partial<PictureQuery>): string {
  const words = new URLSearchParams();
  if (query.unit) words.set("unit", query.unit);
  if (query.kind) words.set("kind", query.kind);
  if (query.from) words.set("from", query.from);
  if (query.period) words.set("period", query.period);
  if (query.page && query.page > 1) words.set("page", String(query.page));
  const text = words.toString();
  return `/pictures/${picture}${text ? `?${text}` : ""}`;
}
