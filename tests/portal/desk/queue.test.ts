// The list "my turn": decide and go on, failures come back, others' changes stay in place, pages never tear.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { type ListMyTurnResponse, ListMyTurnResponseSchema, type Turn, TurnSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/dossier_pb.js";
import type { Asking } from "../../../services/gateway/portal/src/desk/filters.js";
import { DeskQueue } from "../../../services/gateway/portal/src/desk/queue.svelte.js";

const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const turn = (number: number, version = 2n): Turn => create(TurnSchema, { dossier: { dossierId: id(number), version, enteredUs: BigInt(number), kind: "meeting_plan" }, unitName: `Chi bộ ${number}` });

// A house with these papers, in pages as the contract says: after a place that does not move.
class House {
  asked = 0;
  constructor(public turns: Turn[]) {}
  readonly ask = async (asking: Asking): Promise<ListMyTurnResponse> => {
    this.asked += 1;
    const limit = asking.limit ?? 50;
    const after = asking.pageToken ? Number(asking.pageToken) : -1;
    const left = this.turns.filter((one) => Number(one.dossier!.enteredUs) > after).sort((a, b) => Number(a.dossier!.enteredUs - b.dossier!.enteredUs));
    const page = left.slice(0, limit);
    const count = this.turns.length;
    return create(ListMyTurnResponseSchema, { turns: page, total: count, waiting: asking.pageToken ? 0 : count, nextPageToken: left.length > limit ? String(page.at(-1)!.dossier!.enteredUs) : "" });
  };
}
const many = (count: number) => Array.from({ length: count }, (_, index) => turn(index + 1));
const ids = (queue: DeskQueue) => queue.rows.map((row) => Number(row.id.slice(-6)));

async function deskOf(count: number): Promise<{ house: House; queue: DeskQueue }> {
  const house = new House(many(count));
  const queue = new DeskQueue(house.ask);
  await queue.load({});
  return { house, queue };
}

test("a decision takes the paper away at once and the next one is current", async () => {
  const { queue } = await deskOf(3);
  queue.take(id(1));
  expect(ids(queue)).toEqual([2, 3]);
  expect(queue.current).toBe(id(2));
  expect(queue.waiting).toBe(2);
  queue.current = id(3);
  queue.take(id(3));
  expect(queue.current).toBe(id(2));
  queue.take(id(2));
  expect(queue.current).toBeUndefined();
});
test("a refused decision brings the paper back to its place with the reason, and the reader stays", async () => {
  const { queue } = await deskOf(4);
  queue.current = id(2);
  queue.take(id(2));
  queue.giveBack(id(2), { vi: "đ/c Hà vừa duyệt", en: "Hà was faster" });
  expect(ids(queue)).toEqual([1, 2, 3, 4]);
  expect(queue.rows[1]!.refused?.vi).toBe("đ/c Hà vừa duyệt");
  expect(queue.current).toBe(id(3));
  expect(queue.waiting).toBe(4);
});
test("while a decision is under way, news do not bring the paper back", async () => {
  const { queue } = await deskOf(3);
  queue.take(id(1));
  await queue.refresh(0, 10);
  expect(ids(queue)).toEqual([2, 3]);
  queue.took(id(1), 3n);
  await queue.refresh(0, 10);
  expect(ids(queue)).toEqual([2, 3]);
});
test("a paper that was undone elsewhere comes back by itself", async () => {
  const { house, queue } = await deskOf(3);
  queue.take(id(1));
  queue.took(id(1), 3n);
  house.turns = [turn(1, 4n), turn(2), turn(3)];
  await queue.refresh(0, 10);
  expect(ids(queue)).toEqual([1, 2, 3]);
});
test("what others decided stays in grey, is passed over, and is no longer chosen", async () => {
  const { house, queue } = await deskOf(4);
  queue.choose(id(2));
  queue.choose(id(3));
  house.turns = house.turns.filter((one) => one.dossier!.dossierId !== id(2));
  const taken = await queue.refresh(0, 10);
  expect(taken.map((row) => row.id)).toEqual([id(2)]);
  expect(ids(queue)).toEqual([1, 2, 3, 4]);
  expect(queue.rows[1]!.gone).toBeDefined();
  expect([...queue.chosen]).toEqual([id(3)]);
  queue.take(id(1));
  expect(queue.current).toBe(id(3));
});
test("new papers are added in place and told, the current one stays", async () => {
  const { house, queue } = await deskOf(3);
  queue.current = id(2);
  house.turns = [...house.turns, turn(10), turn(11)];
  await queue.refresh(0, 10);
  expect(ids(queue)).toEqual([1, 2, 3, 10, 11]);
  expect(queue.arrived).toEqual([id(10), id(11)]);
  expect(queue.current).toBe(id(2));
  queue.seen();
  expect(queue.arrived).toEqual([]);
});
test("450 papers come in three pages, once each, also when papers leave in between", async () => {
  const { house, queue } = await deskOf(450);
  expect(queue.rows.length).toBe(200);
  queue.take(id(5));
  house.turns = house.turns.filter((one) => one.dossier!.dossierId !== id(5));
  await queue.more();
  await queue.more();
  await queue.more();
  expect(queue.hasMore).toBe(false);
  expect(ids(queue)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1).filter((number) => number !== 5));
  expect(house.asked).toBe(3);
});
test("news ask again only for the first page and what is in sight", async () => {
  const { house, queue } = await deskOf(1000);
  for (let page = 0; page < 4; page += 1) await queue.more();
  house.asked = 0;
  await queue.refresh(450, 470);
  expect(house.asked).toBeLessThanOrEqual(4);
});
test("pages that were not looked at do not turn grey", async () => {
  const { queue } = await deskOf(450);
  await queue.more();
  await queue.refresh(0, 10);
  expect(queue.rows.filter((row) => row.gone)).toEqual([]);
});
test("an answer to older filters is dropped", async () => {
  const house = new House(many(2));
  let release: (() => void) | undefined;
  const slow = new Promise<void>((go) => (release = go));
  const queue = new DeskQueue(async (asking) => {
    if (asking.words === "chậm") await slow;
    return house.ask(asking);
  });
  const first = queue.load({ words: "chậm" });
  await queue.load({ words: "nhanh" });
  house.turns = [];
  release!();
  await first;
  expect(queue.rows.length).toBe(2);
});
test("select all takes what is shown and not grey, and takes it back", async () => {
  const { house, queue } = await deskOf(3);
  house.turns = house.turns.slice(1);
  await queue.refresh(0, 10);
  queue.chooseAll();
  expect([...queue.chosen]).toEqual([id(2), id(3)]);
  queue.chooseAll();
  expect(queue.chosen.size).toBe(0);
});
test("many decided at once leave together, and the reader goes on below them", async () => {
  const { queue } = await deskOf(6);
  queue.current = id(2);
  queue.takeAll([1, 2, 3, 4].map((number) => ({ id: id(number), version: 3n })));
  expect(ids(queue)).toEqual([5, 6]);
  expect(queue.current).toBe(id(5));
  expect(queue.waiting).toBe(2);
  await queue.refresh(0, 10);
  queue.giveBack(id(1));
  expect(ids(queue)[0]).toBe(1);
});
