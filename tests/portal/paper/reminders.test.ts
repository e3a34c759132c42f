// The ladder in words: every rung, every state, every receiver of the contract.
import { expect, test } from "vitest";
import { Whom } from "../../../services/gateway/portal/src/contract/giaoban/v1/kind_pb.js";
import { RungState } from "../../../services/gateway/portal/src/contract/giaoban/v1/obligation_pb.js";
import { rungState, rungText } from "../../../services/gateway/portal/src/paper/reminders.js";

const values = (of: object) => Object.values(of).filter((value): value is number => typeof value === "number" && value > 0);

test("rungs are said from the due day, in working days, with whom they speak to", () => {
  expect(rungText(-2, Whom.AUTHOR)).toEqual({ vi: "Trước hạn 2 ngày làm việc, nhắc người lập", en: "2 working days before, to its author" });
  expect(rungText(0, Whom.HOLDER)).toEqual({ vi: "Đúng ngày đến hạn, nhắc nơi đang giữ", en: "On the due day, to whoever has it" });
  expect(rungText(1, Whom.SUPERIOR)).toEqual({ vi: "Quá hạn 1 ngày làm việc, nhắc cấp trên", en: "1 working day after, to the level above" });
  expect(rungText(3, 99 as Whom).vi).toBe("Quá hạn 3 ngày làm việc");
});

test("every receiver and state of the contract has words of its own", () => {
  for (const whom of values(Whom)) expect(rungText(0, whom).vi).toContain(", nhắc ");
  const states = values(RungState).map((state) => rungState(state).text.vi);
  expect(states.filter(Boolean)).toHaveLength(values(RungState).length);
  expect(new Set(states).size).toBe(states.length);
  expect(rungState(99 as RungState).text.vi).toBe("");
});
