// The queue against a house that breaks at every possible point: everything arrives once, in order, and nothing is lost.
import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { Refused } from "../../../services/gateway/portal/src/calls/refused.js";
import { RefusalCode } from "../../../services/gateway/portal/src/contract/giaoban/v1/envelope_pb.js";
import { beginDraft, type Draft, PART_BYTES, typed, wantHandIn } from "../../../services/gateway/portal/src/offline/draft.js";
import { drain, type Drafts, type House } from "../../../services/gateway/portal/src/offline/queue.js";
import * as store from "../../../services/gateway/portal/src/offline/store.js";
import { draftWords } from "../../../services/gateway/portal/src/offline/words.js";
import { KIND, text } from "../write/kind.js";
import { FakeHouse, unreached } from "./fake_house.js";

const drafts: Drafts = { list: () => store.listDrafts("s01"), change: store.changeDraft, bytes: store.fileBytes, dropBytes: store.dropFile };
let ids = 0;
const newId = () => `request-${(ids += 1)}`;

function begun(dossierId: string, more: Partial<Draft> = {}): Draft {
  const draft = beginDraft({ dossierId, personId: "s01", kind: KIND, unitId: "c.01", unitName: "Chi bộ", period: "2026-11", nowMs: 1 });
  return { ...typed(draft, { type: "regular", date: "4/11", content: "Bàn việc đường thôn" }, 2), ...more };
}

let house: FakeHouse;
beforeEach(async () => {
  for (const draft of await store.listDrafts("s01")) await store.removeDraft(draft.dossierId);
  house = new FakeHouse();
});

test("what was typed offline is opened and handed in, in that order, and then said to be received", async () => {
  await store.addDraft(wantHandIn(begun("p1")));
  expect(draftWords((await store.getDraft("p1"))!, false).text.vi).toBe("Còn trong máy — sẽ tự gửi khi có mạng");
  expect(await drain(drafts, house, newId)).toBe("done");
  expect(house.asked).toEqual(["open", "submit"]);
  expect(house.text("p1", "content")).toBe("Bàn việc đường thôn");
  expect(draftWords((await store.getDraft("p1"))!, true).text.vi).toMatch(/^Xã đã nhận lúc \d\d:\d\d$/);
});

test("a draft that was only looked at is not opened in the house", async () => {
  await store.addDraft({ ...begun("p1"), revision: 0 });
  await drain(drafts, house, newId);
  expect(house.asked).toEqual([]);
});

test("while the house holds the paper only changed fields are saved, and a second run has nothing to do", async () => {
  await store.addDraft(begun("p1"));
  await drain(drafts, house, newId);
  await store.changeDraft("p1", (now) => typed(now, { content: "Mới" }, 3));
  await drain(drafts, house, newId);
  await drain(drafts, house, newId);
  expect(house.asked).toEqual(["open", "save"]);
  expect(house.text("p1", "content")).toBe("Mới");
  expect(house.text("p1", "type")).toBe("regular");
});

test("what cannot be kept stays on the device, the rest goes on", async () => {
  await store.addDraft(typed(begun("p1"), { minutes: "5" }, 3));
  await drain(drafts, house, newId);
  expect(house.papers.get("p1")!.fields.map((field) => field.name).sort()).toEqual(["content", "date", "type"]);
  const draft = (await store.getDraft("p1"))!;
  expect(draft.answers.minutes).toBe("5");
  expect(draftWords(draft, true).text.vi).toContain("Còn trong máy");
});

// Every operation is a place where the page, the device or the network may end: before it, or after it and before it is known.
class Death {
  count = 0;
  dead = false;
  constructor(readonly at: number) {}
  pass = (): void => {
    if (this.dead) throw unreached();
    this.count += 1;
    if (this.count === this.at) {
      this.dead = true;
      throw unreached();
    }
  };
}

function mortal(death: Death): [Drafts, House] {
  house.before = death.pass;
  house.after = death.pass;
  const around = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    death.pass();
    const result = await call(...args);
    death.pass();
    return result;
  };
  return [{ list: drafts.list, change: around(drafts.change), bytes: around(drafts.bytes), dropBytes: around(drafts.dropBytes) }, house];
}

test("a crash at every single point: one paper, one hand-in, the file once, nothing lost", async () => {
  let crashes = 0;
  for (let at = 1; ; at += 1) {
    house = new FakeHouse();
    await store.removeDraft("p1");
    const bytes = new Uint8Array(PART_BYTES + 10).fill(7).buffer;
    await store.keepFile("p1", "file-0001", bytes);
    const file = { fileId: "file-0001", name: "a.pdf", mediaType: "application/pdf", size: bytes.byteLength, sha256: "00".repeat(32), parts: 0, attached: false };
    await store.addDraft(wantHandIn(begun("p1", { files: [file] })));
    const death = new Death(at);
    const [dying, net] = mortal(death);
    await drain(dying, net, newId).catch(() => undefined);
    house.before = house.after = () => undefined;
    // The page is opened again, with a network.
    expect(await drain(drafts, house, newId)).toBe("done");
    const paper = house.papers.get("p1")!;
    expect([at, house.papers.size, paper.submitted, paper.files, paper.version]).toEqual([at, 1, 1, ["file-0001"], 3]);
    expect(house.text("p1", "content")).toBe("Bàn việc đường thôn");
    expect([...house.parts.values()]).toEqual([PART_BYTES, 10]);
    const draft = (await store.getDraft("p1"))!;
    expect(draft.sent?.version).toBe("3");
    expect(draft.answers.content).toBe("Bàn việc đường thôn");
    if (!death.dead) break;
    crashes += 1;
  }
  expect(crashes).toBeGreaterThan(25);
});

test("an answer that never came is asked for again under the same request id, byte for byte", async () => {
  await store.addDraft(wantHandIn(begun("p1")));
  house.after = (what) => {
    if (what === "submit") throw unreached();
  };
  expect(await drain(drafts, house, newId)).toBe("unreached");
  const before = (await store.getDraft("p1"))!;
  expect(before.sending?.what).toBe("submit");
  expect(draftWords(before, false).text.vi).toContain("Còn trong máy");
  // Nothing can be typed while the hand-in may have arrived.
  expect(typed(before, { content: "khác" }, 9)).toBe(before);
  house.after = () => undefined;
  expect(await drain(drafts, house, newId)).toBe("done");
  expect(house.papers.get("p1")!.submitted).toBe(1);
});

test("a refusal stops that paper only, keeps what was typed, and lets it go on after a correction", async () => {
  await store.addDraft(wantHandIn(begun("p1")));
  await store.addDraft(wantHandIn(begun("p2")));
  house.refuse = (what, dossierId) => (dossierId === "p1" && what === "submit" ? new Refused(RefusalCode.FIELD_REQUIRED, { vi: "Mục “Ngày” chưa được điền.", en: "Missing." }, "date") : undefined);
  expect(await drain(drafts, house, newId)).toBe("done");
  expect(house.papers.get("p2")!.submitted).toBe(1);
  const stopped = (await store.getDraft("p1"))!;
  expect(stopped.refused).toMatchObject({ vi: "Mục “Ngày” chưa được điền.", field: "date" });
  expect([stopped.wanted, stopped.answers.content, stopped.sent]).toEqual([false, "Bàn việc đường thôn", undefined]);
  const asked = house.asked.length;
  await drain(drafts, house, newId);
  expect(house.asked.length).toBe(asked);
  house.refuse = () => undefined;
  await store.changeDraft("p1", (now) => wantHandIn(typed(now, { date: "5/11" }, 4)));
  await drain(drafts, house, newId);
  expect(house.papers.get("p1")!.submitted).toBe(1);
});

describe("another device", () => {
  beforeEach(async () => {
    await store.addDraft(begun("p1"));
    await drain(drafts, house, newId);
  });
  test("that wrote other fields is joined by itself", async () => {
    house.write("p1", [text("type", "thematic")]);
    await store.changeDraft("p1", (now) => typed(now, { content: "Của tôi" }, 3));
    await drain(drafts, house, newId);
    expect([house.text("p1", "type"), house.text("p1", "content")]).toEqual(["thematic", "Của tôi"]);
    expect((await store.getDraft("p1"))!.answers.type).toBe("thematic");
  });
  test("that wrote the same field makes a conflict; nothing of either is lost or sent", async () => {
    house.write("p1", [text("content", "Của máy kia")]);
    await store.changeDraft("p1", (now) => wantHandIn(typed(now, { content: "Của tôi" }, 3)));
    await drain(drafts, house, newId);
    const draft = (await store.getDraft("p1"))!;
    expect(draft.conflict?.base.version).toBe("2");
    expect([draft.answers.content, house.text("p1", "content"), draft.wanted]).toEqual(["Của tôi", "Của máy kia", false]);
    expect(house.papers.get("p1")!.submitted).toBe(0);
  });
  test("that changed another field before the hand-in makes the person look again before it goes", async () => {
    await store.changeDraft("p1", wantHandIn);
    house.write("p1", [text("type", "thematic")]);
    await drain(drafts, house, newId);
    expect([house.papers.get("p1")!.submitted, (await store.getDraft("p1"))!.wanted]).toEqual([0, false]);
  });
  test("whose act changed no field (a remark) does not hold the hand-in up", async () => {
    await store.changeDraft("p1", wantHandIn);
    house.write("p1", []);
    await drain(drafts, house, newId);
    expect(house.papers.get("p1")!.submitted).toBe(1);
  });
  test("that handed it in leaves what was typed here for the person to see", async () => {
    house.write("p1", [], "commune");
    await store.changeDraft("p1", (now) => typed(now, { content: "Của tôi" }, 3));
    await drain(drafts, house, newId);
    const draft = (await store.getDraft("p1"))!;
    expect([draft.conflict?.left, draft.answers.content]).toEqual([true, "Của tôi"]);
  });
});

test("papers of another person on the same device are neither seen nor sent", async () => {
  await store.addDraft(wantHandIn({ ...begun("p9"), personId: "s02" }));
  await drain(drafts, house, newId);
  expect(house.asked).toEqual([]);
  expect(await store.listDrafts("s01")).toEqual([]);
  await store.removeDraft("p9");
});

test("a session that ended keeps the act as it is", async () => {
  await store.addDraft(wantHandIn(begun("p1")));
  house.before = () => {
    throw new Refused(RefusalCode.UNAUTHENTICATED, { vi: "", en: "" });
  };
  expect(await drain(drafts, house, newId)).toBe("signed out");
  const sending = (await store.getDraft("p1"))!.sending;
  expect(sending?.what).toBe("open");
  house.before = () => undefined;
  await drain(drafts, house, newId);
  expect(house.papers.get("p1")!.submitted).toBe(1);
});
