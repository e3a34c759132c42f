// The drafts in the browser's own database: one transaction per change, told to every tab, files with their paper.
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { beginDraft, typed } from "../../../services/gateway/portal/src/offline/draft.js";
import * as store from "../../../services/gateway/portal/src/offline/store.js";
import { KIND } from "../write/kind.js";

const draft = (dossierId = "p1") => beginDraft({ dossierId, personId: "s01", kind: KIND, unitId: "c.01", unitName: "Chi bộ", period: "2026-11", nowMs: 1 });
beforeEach(async () => {
  for (const one of await store.listDrafts("s01")) await store.removeDraft(one.dossierId);
});

test("a draft that is there is not begun again", async () => {
  await store.addDraft(typed(draft(), { content: "a" }, 1));
  expect((await store.addDraft(draft())).answers.content).toBe("a");
});

test("two changes at the same time both take effect", async () => {
  await store.addDraft(draft());
  await Promise.all([1, 2, 3, 4, 5].map((number) => store.changeDraft("p1", (now) => typed(now, { [`f${number}`]: "x" }, number))));
  const after = (await store.getDraft("p1"))!;
  expect([after.revision, Object.keys(after.answers).length]).toEqual([5, 5]);
});

test("every change is told, a step that changes nothing is not", async () => {
  await store.addDraft(draft());
  const told: string[] = [];
  const stop = store.watchDrafts((id) => told.push(id));
  await store.changeDraft("p1", (now) => typed(now, {}, 1));
  await store.changeDraft("p1", (now) => now);
  stop();
  await store.changeDraft("p1", (now) => typed(now, {}, 2));
  expect(told).toEqual(["p1"]);
});

test("a step that throws leaves the draft as it was", async () => {
  await store.addDraft(typed(draft(), { content: "a" }, 1));
  await expect(store.changeDraft("p1", () => { throw new Error("no"); })).rejects.toThrow("no");
  expect((await store.getDraft("p1"))!.answers.content).toBe("a");
});

test("a removed paper takes its files along, and only its own", async () => {
  await store.addDraft(draft("p1"));
  await store.keepFile("p1", "f-1", new Uint8Array([1]).buffer);
  await store.keepFile("p2", "f-1", new Uint8Array([2]).buffer);
  await store.removeDraft("p1");
  expect(await store.fileBytes("p1", "f-1")).toBeUndefined();
  expect([...(await store.fileBytes("p2", "f-1"))!]).toEqual([2]);
});

test("what a page saw is kept per person", async () => {
  await store.keep("s01", "home", { owed: 1 });
  expect(await store.recallKept("s01", "home")).toEqual({ owed: 1 });
  expect(await store.recallKept("s02", "home")).toBeUndefined();
  await store.forgetKept();
  expect(await store.recallKept("s01", "home")).toBeUndefined();
});
