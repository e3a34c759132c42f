// Acts of one page on one paper go one after the other, each with the version that the one before led to.
import { create } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { expect, test } from "vitest";
import { DecideResponseSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/command_pb.js";
import type { Asked } from "../../../services/gateway/portal/src/calls/decide.js";
import { Acts } from "../../../services/gateway/portal/src/paper/chain.js";

const RECEIVE = { case: "receive", value: {} } as const;
const APPROVE = { case: "approve", value: { text: "" } } as const;

// A house that holds one paper and refuses what is stale.
function house(version = 2n) {
  const carried: string[] = [];
  const carry = async (asked: Asked) => {
    await new Promise((go) => setTimeout(go, 5));
    if (asked.version !== version) throw new Error("stale");
    version += 1n;
    carried.push(`${asked.act.case}@${asked.version}`);
    return create(DecideResponseSchema, { version });
  };
  return { carried, acts: new Acts(carry), others: () => (version += 1n) };
}

test("a decision waits for a receipt under way and goes with its version", async () => {
  const { acts, carried } = house();
  const receipt = acts.act({ dossierId: "a", version: 2n, act: RECEIVE });
  const decision = acts.act({ dossierId: "a", version: 2n, act: APPROVE });
  await Promise.all([receipt, decision]);
  expect(carried).toEqual(["receive@2", "approve@3"]);
});
test("after the receipt is long over, the version that was drawn still serves", async () => {
  const { acts, carried } = house();
  await acts.act({ dossierId: "a", version: 2n, act: RECEIVE });
  await acts.act({ dossierId: "a", version: 2n, act: APPROVE });
  expect(carried).toEqual(["receive@2", "approve@3"]);
});
test("what others did in between is stale, and a failed receipt does not hold the decision up", async () => {
  const { acts, others, carried } = house();
  others();
  const receipt = acts.act({ dossierId: "a", version: 2n, act: RECEIVE });
  const decision = acts.act({ dossierId: "a", version: 3n, act: APPROVE });
  await expect(receipt).rejects.toThrow("stale");
  await decision;
  expect(carried).toEqual(["approve@3"]);
  await expect(acts.act({ dossierId: "a", version: 2n, act: APPROVE })).rejects.toThrow("stale");
});
test("papers do not wait for each other", async () => {
  const order: string[] = [];
  const acts = new Acts(async (asked) => {
    await new Promise((go) => setTimeout(go, asked.dossierId === "slow" ? 30 : 1));
    order.push(asked.dossierId);
    return create(DecideResponseSchema, { version: asked.version + 1n });
  });
  await Promise.all([acts.act({ dossierId: "slow", version: 1n, act: APPROVE }), acts.act({ dossierId: "fast", version: 1n, act: APPROVE })]);
  expect(order).toEqual(["fast", "slow"]);
});
