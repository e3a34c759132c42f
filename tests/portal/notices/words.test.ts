// Notices: one entry per notice under its day, with its link and every channel.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { Channel, DeliverySchema, DeliveryState, NoticeReason } from "../../../services/gateway/portal/src/contract/giaoban/v1/notice_pb.js";
import { byDay, channelOf, channelText, noticeLink, obligedBy, reasonOf, stateText, togetherText } from "../../../services/gateway/portal/src/notices/words.js";

const delivery = (noticeId: string, channel: Channel, recordedUs: bigint, more: object = {}) =>
  create(DeliverySchema, { deliveryId: `${noticeId}/${channel}`, notice: { noticeId, reason: NoticeReason.OVERDUE, ...more }, channel, state: DeliveryState.SENT, recordedUs });

test("channels of one notice stand together, days follow each other", () => {
  const days = byDay([delivery("b", Channel.IN_APP, 20n), delivery("b", Channel.EMAIL, 20n), delivery("c", Channel.IN_APP, 19n), delivery("a", Channel.IN_APP, 3n)], (us) => String(us / 10n));
  expect(days.map(({ day, told }) => [day, told.map((one) => [one.notice.noticeId, one.deliveries.length])])).toEqual([
    ["2", [["b", 2]]],
    ["1", [["c", 1]]],
    ["0", [["a", 1]]],
  ]);
});

test("a notice leads to its paper, else to the papers of what is owed", () => {
  const link = (more: object) => noticeLink(delivery("a", Channel.IN_APP, 1n, more).notice!);
  expect(link({ dossierId: "d1", obligationId: "u/plan/2026-11" })).toBe("/paper/d1");
  expect(link({ obligationId: "c.01/plan/2026-11" })).toBe("/papers?unit=c.01&kind=plan&period=2026-11");
  expect(link({})).toBeUndefined();
  expect(obligedBy("a/b/c/d")).toBeUndefined();
});

test("every reason, channel and state of the contract has words", () => {
  const values = (of: object) => Object.values(of).filter((value): value is number => typeof value === "number" && value > 0);
  for (const channel of values(Channel)) expect(channelOf(channel)).toMatchObject({ vi: expect.stringMatching(/./), en: expect.stringMatching(/./) });
  const states = values(DeliveryState).map((state) => stateText(create(DeliverySchema, { state })).vi);
  expect(states.filter(Boolean)).toHaveLength(values(DeliveryState).length);
  expect(new Set(states).size).toBe(states.length);
  for (const reason of [1, 2, 3, 4, 5, 6]) expect(reasonOf(reason as NoticeReason).text.vi).not.toBe("Thông báo");
  expect(reasonOf(99 as NoticeReason).text.vi).toBe("Thông báo");
  expect(channelText(delivery("a", Channel.EMAIL, 1n)).vi).toBe("thư điện tử: đã gửi");
});

test("what is held says until when", () => {
  const held = create(DeliverySchema, { channel: Channel.SMS, state: DeliveryState.HELD, heldUntilUs: BigInt(Date.parse("2026-02-23T00:30:00Z")) * 1000n });
  expect(channelText(held)).toEqual({ vi: "tin nhắn SMS: đang giữ, sẽ gửi lúc 07:30 23/02/2026", en: "SMS: held, will be sent at 07:30 23/02/2026" });
});

test("a state or a channel that this page does not know yet breaks nothing", () => {
  expect(channelText(create(DeliverySchema, { channel: 77 as Channel, state: 88 as DeliveryState })).vi).toBe(": ");
});

test("what went out together is counted, one alone is not mentioned", () => {
  expect(togetherText(1, 0)).toEqual({ vi: "", en: "" });
  expect(togetherText(3, 2)).toEqual({ vi: "gửi chung một tin với 2 việc khác; 2 đoạn SMS", en: "sent in one message with 2 others; 2 SMS segments" });
});
