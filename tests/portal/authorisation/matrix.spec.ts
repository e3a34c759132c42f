// The authorisation matrix, over HTTP against real services: every rpc of the contract, every kind of person, every cell.
import { readdirSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { type House, Person, Refused, sourceText, startHouse, until } from "../house.js";
import { meetingPlan } from "../papers.js";
import { uuid7 } from "../uuid7.js";
import { type Column, COLUMNS, FILE, INSIDE, ROWS, type Row, type Scene } from "./matrix.js";

let house: House;
let scene: Scene;
const as = {} as Record<Column, Person>;

const NAMES: Record<Exclude<Column, "nobody">, string> = {
  stranger: "other01", author: "s01", deputy: "d01", clerk: "clerk", lent: "lent", lapsed: "lapsed", auditor: "auditor", admin: "admin",
};

test.beforeAll(async () => {
  house = await startHouse({ cells: 3, begins: "2026-11-04T08:00" });
  as.nobody = new Person(house.url, "nobody", "");
  for (const [column, id] of Object.entries(NAMES)) as[column as Column] = await house.person(id);
  scene = await makeScene();
});
test.afterAll(() => house?.stop());

async function makeScene(): Promise<Scene> {
  const offices = await as.admin.call("DirectoryService/ListOffices", { unitId: "xa.1" });
  const clerkOffice = offices.offices.find((office: any) => office.personId === "clerk").officeId;
  const now = async () => Number((await as.admin.call("SessionService/WhoAmI")).businessUs);
  const begun = await now();
  const lend = (toPersonId: string, untilUs: number) =>
    as.admin.call("DirectoryService/Delegate", { officeId: clerkOffice, toPersonId, fromUs: "0", untilUs: String(untilUs), basis: "QĐ 12" });
  await lend("lapsed", begun + 60_000_000);
  await lend("lent", begun + 30 * 86_400_000_000);
  house.setClock("2026-11-04T09:00");
  const fileId = "tep-dinh-kem-0001";
  const attach = { attach: { fileId, name: "nghi-quyet.pdf", mediaType: "application/pdf", size: FILE.size, sha256: FILE.sha256 } };
  const draft = async () => {
    const dossierId = uuid7();
    await as.author.decide(dossierId, { open: { kind: "meeting_plan", unitId: "c.01", period: "2026-11", fields: meetingPlan(1) } }, 0);
    return dossierId;
  };
  const paper = async () => {
    const dossierId = await draft();
    await as.author.call("DossierService/PutChunk", { dossierId, fileId, index: 0, data: FILE.data });
    await as.author.decide(dossierId, attach, 1);
    await as.author.decide(dossierId, { submit: {} }, 2);
    await as.author.decide(dossierId, { comment: { text: "Kính trình" } }, 3);
    return dossierId;
  };
  let noticeId = "";
  const notice = async () => {
    if (noticeId) return noticeId;
    const dossierId = await paper();
    await as.clerk.decide(dossierId, { sendBack: { remarks: [{ reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Bổ sung" }] } }, 4);
    await as.clerk.decide(dossierId, { seal: {} }, 5);
    await until("the author is told", async () => {
      const told = (await as.author.call("NoticeService/ListNotices")).deliveries ?? [];
      noticeId = told.find((one: any) => one.notice.dossierId === dossierId)?.notice.noticeId ?? "";
      return noticeId !== "";
    });
    return noticeId;
  };
  return {
    notice, paper, draft, fileId, clerkOffice,
    held: async () => {
      const dossierId = await paper();
      await as.clerk.decide(dossierId, { approve: {} }, 4);
      return dossierId;
    },
    endingOffice: async () => {
      const added = await as.admin.call("AdministrationService/AddOfficer", { name: "Sắp Nghỉ", unitId: "c.03", role: "ROLE_COMMITTEE_MEMBER", fromUs: "0", untilUs: "0" });
      return added.officeId;
    },
    endingDelegation: async () => (await lend("board", begun + 20 * 86_400_000_000 + Math.floor(Math.random() * 1e9))).delegationId,
    victim: "s03",
    nowUs: await now(),
  };
}

async function outcome(row: Row, column: Column): Promise<string> {
  const { dossier, ...request } = (await row.request(scene, column)) as { dossier?: string };
  // Whoever may sign out must be able to go on afterwards.
  const who = row.method === "SessionService/SignOut" && column !== "nobody" ? await house.signIn(NAMES[column]) : as[column];
  const fresh = dossier ? { "Giaoban-Min-Position": String(house.position) } : {};
  try {
    const answer = await who.call(row.method, request, fresh as Record<string, string>);
    return row.shows ? (row.shows(answer, { ...request, dossier }) ? "+" : "-") : "ok";
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const short: Record<string, string> = { permission_denied: "no", not_found: "none", unauthenticated: "ended", failed_precondition: "closed", invalid_argument: "bad" };
    return short[thrown.code] ?? thrown.message;
  }
}

for (const row of ROWS) {
  test(`${row.method}${row.name ? ` ${row.name}` : ""}`, async () => {
    const given = row.expect.split(" ");
    const expected = given.length === COLUMNS.length ? given : ["ended", ...given];
    const found: string[] = [];
    for (const column of COLUMNS) found.push(await outcome(row, column));
    const line = (cells: string[]) => Object.fromEntries(COLUMNS.map((column, i) => [column, cells[i]]));
    expect(line(found)).toEqual(line(expected.map((cell) => (cell === "own" ? "ok" : cell))));
  });
}

test("what is not for people is unknown at the door", async () => {
  for (const method of INSIDE) {
    for (const column of COLUMNS) {
      const refused = await as[column].call(method).then(() => "ok", (thrown: Refused) => thrown.code);
      expect(`${method} ${column} ${refused}`).toBe(`${method} ${column} unimplemented`);
    }
  }
});

test("every rpc of the contract is in the matrix", () => {
  const known = new Set([...ROWS.map((row) => row.method), ...INSIDE]);
  const missing: string[] = [];
  for (const file of readdirSync(new URL("../../../proto/giaoban/v1", import.meta.url))) {
    const text = sourceText(`proto/giaoban/v1/${file}`);
    for (const service of text.matchAll(/^service (\w+) \{([\s\S]*?)^\}/gm)) {
      for (const rpc of service[2]!.matchAll(/^ {2}rpc (\w+)\(/gm)) {
        if (!known.delete(`${service[1]}/${rpc[1]}`)) missing.push(`${service[1]}/${rpc[1]}`);
      }
    }
  }
  expect({ missing, gone: [...known] }).toEqual({ missing: [], gone: [] });
});
