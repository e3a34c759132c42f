// A file of several parts is asked for in order and put together whole.
import { expect, test } from "vitest";
import { assemble } from "../../../services/gateway/portal/src/papers/assemble.js";

const part = (bytes: number[], parts: number) => ({ data: new Uint8Array(bytes), parts, name: "ho-so-2026-11.xlsx", mediaType: "application/x" });

test("all parts are asked for once, in order", async () => {
  const asked: number[] = [];
  const file = await assemble(async (at) => (asked.push(at), part([at, at + 10], 3)));
  expect(asked).toEqual([0, 1, 2]);
  expect(file.pieces.map((piece) => [...piece])).toEqual([[0, 10], [1, 11], [2, 12]]);
  expect([file.name, file.mediaType]).toEqual(["ho-so-2026-11.xlsx", "application/x"]);
});

test("one part is a whole file", async () => {
  expect((await assemble(async () => part([1], 1))).pieces).toHaveLength(1);
});

test("a part that fails fails the file", async () => {
  const ask = async (at: number) => {
    if (at === 1) throw new Error("gone");
    return part([1], 2);
  };
  await expect(assemble(ask)).rejects.toThrow("gone");
});
