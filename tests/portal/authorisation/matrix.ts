// Who may call what: one row per public method (and per verb of Decide), one column per kind of person.
//
// "+" allowed, and the answer shows the paper, unit or person in question    "-" allowed, and it does not
// "ok" allowed    "no" permission_denied    "none" not_found (it may not even be known that it exists)
// "own" allowed because it is about oneself only    "closed" failed_precondition    "ended" unauthenticated
// "bad" invalid_argument: the wrong present password
import { createHash } from "node:crypto";
import { meetingPlan } from "../papers.js";
import { uuid7 } from "../uuid7.js";

export const COLUMNS = ["nobody", "stranger", "author", "deputy", "clerk", "lent", "lapsed", "auditor", "admin"] as const;
export type Column = (typeof COLUMNS)[number];

// What every row may name; papers are fresh for every cell, so that no cell depends on another.
export interface Scene {
  // A plan of c.01 that waits for the commune, with the attached file `fileId`.
  paper(): Promise<string>;
  // A draft of c.01.
  draft(): Promise<string>;
  // A held decision of the commune's clerk.
  held(): Promise<string>;
  fileId: string;
  clerkOffice: string;
  endingOffice(): Promise<string>;
  endingDelegation(): Promise<string>;
  // A notice to the author: that a paper came back.
  notice(): Promise<string>;
  // Somebody of c.01 whose account may be played with.
  victim: string;
  nowUs: number;
}

export interface Row {
  method: string;
  name?: string;
  request: (scene: Scene, column: Column) => Promise<object> | object;
  // Whether an answer shows what was asked about.
  shows?: (answer: any, request: any) => boolean;
  expect: string;
}

const fileBytes = Buffer.from("%PDF-1.4\nmột trang\n");
export const FILE = {
  data: fileBytes.toString("base64"),
  size: String(fileBytes.length),
  sha256: createHash("sha256").update(fileBytes).digest("base64"),
};

const decide = (name: string, of: "paper" | "draft" | "held", version: number, verb: object, expect: string): Row => ({
  method: "DossierService/Decide",
  name,
  request: async (scene) => ({ requestId: uuid7(), dossierId: await scene[of](), expectedVersion: version, ...verb }),
  expect,
});

const remark = { reason: "SEND_BACK_REASON_INCOMPLETE", field: "content", text: "Bổ sung" };
const has = (list: string, key: string, value: string) => (answer: any) => (answer[list] ?? []).some((one: any) => one[key] === value);
const month = { kind: "meeting_plan", period: "2026-11" };
// Owed by c.01 and begun by nobody.
const REPORT = "c.01/monthly_report/2026-11";

// Columns of `expect`: stranger, author, deputy, clerk, lent, lapsed, auditor, admin; nobody is always turned away,
// except where nine are given.
export const ROWS: Row[] = [
  { method: "DossierService/Decide", name: "open", request: () => ({ requestId: uuid7(), dossierId: uuid7(), expectedVersion: "0", open: { kind: "meeting_plan", unitId: "c.01", period: "2027-03", fields: [] } }), expect: "no ok ok no no no no no" },
  decide("save", "draft", 1, { save: { fields: meetingPlan(1) } }, "no ok ok no no no no no"),
  decide("submit", "draft", 1, { submit: {} }, "no ok ok no no no no no"),
  decide("approve", "paper", 4, { approve: {} }, "no no no ok ok no no no"),
  decide("send_back", "paper", 4, { sendBack: { remarks: [remark] } }, "no no no ok ok no no no"),
  decide("reject", "paper", 4, { reject: { text: "Không phù hợp" } }, "no no no ok ok no no no"),
  decide("forward", "paper", 4, { forward: {} }, "no no no ok ok no no no"),
  decide("receive", "paper", 4, { receive: {} }, "no no no ok ok no no no"),
  decide("claim", "paper", 4, { claim: {} }, "no no no ok ok no no no"),
  decide("withdraw", "paper", 4, { withdraw: {} }, "no ok ok no no no no no"),
  decide("comment", "paper", 4, { comment: { text: "Đã đọc" } }, "no ok ok ok ok no ok ok"),
  decide("undo", "held", 5, { undo: {} }, "no no no ok no no no no"),
  decide("seal", "held", 5, { seal: {} }, "no no no ok no no no no"),
  decide("expire", "paper", 4, { expire: { generation: 1 } }, "no no no no no no no no"),
  { method: "DossierService/GetDossier", request: async (scene) => ({ dossierId: await scene.paper() }), expect: "none ok ok ok ok none ok ok" },
  { method: "DossierService/GetDossier", name: "draft", request: async (scene) => ({ dossierId: await scene.draft() }), expect: "none ok ok none none none none none" },
  { method: "DossierService/GetHistory", request: async (scene) => ({ dossierId: await scene.paper() }), expect: "none ok ok ok ok none ok ok" },
  { method: "DossierService/ListMyTurn", request: async (scene) => ({ dossier: await scene.paper(), limit: 200 }), shows: (answer, request) => (answer.turns ?? []).some((turn: any) => turn.dossier.dossierId === request.dossier), expect: "- - - + + - - -" },
  { method: "DossierService/ListHeld", request: async (scene) => ({ dossier: await scene.held() }), shows: (answer, request) => (answer.held ?? []).some((turn: any) => turn.dossier.dossierId === request.dossier), expect: "- - - + - - - -" },
  { method: "DossierService/Snooze", request: async (scene) => ({ dossierId: await scene.paper(), untilUs: String(scene.nowUs + 3_600_000_000) }), expect: "none closed closed ok ok none closed closed" },
  { method: "DossierService/PutChunk", request: async (scene) => ({ dossierId: await scene.draft(), fileId: "tep-thu-0001", index: 0, data: FILE.data }), expect: "none ok ok none none none none none" },
  { method: "DossierService/GetChunk", request: async (scene) => ({ dossierId: await scene.paper(), fileId: scene.fileId, index: 0 }), expect: "none ok ok ok ok none ok ok" },
  { method: "RecordsService/ListDossiers", request: async (scene) => ({ dossier: await scene.paper(), ...month, limit: 200 }), shows: (answer, request) => (answer.lines ?? []).some((line: any) => line.dossierId === request.dossier), expect: "- + + + + - + +" },
  { method: "RecordsService/ListDossiers", name: "unit", request: () => ({ unitId: "c.01" }), expect: "no ok ok ok ok no ok ok" },
  { method: "RecordsService/SummariseDossiers", request: () => ({ unitId: "c.01" }), expect: "no ok ok ok ok no ok ok" },
  { method: "RecordsService/RollUpReports", request: () => ({ ...month, unitId: "c.01" }), expect: "no ok ok ok ok no ok ok" },
  { method: "PictureService/GetCompliance", request: () => ({ kind: "meeting_plan", unitId: "c.01" }), expect: "no ok ok ok ok no ok ok" },
  { method: "PictureService/GetFunnel", request: () => ({ ...month, unitId: "c.01" }), expect: "no ok ok ok ok no ok ok" },
  { method: "PictureService/GetAgeing", request: () => ({ unitId: "c.01" }), expect: "no ok ok ok ok no ok ok" },
  { method: "PictureService/GetStepTimes", request: () => ({ kind: "meeting_plan", unitId: "c.01" }), expect: "no ok ok ok ok no ok ok" },
  { method: "ExportService/ExportList", request: () => ({ dossiers: { unitId: "c.01" }, format: "EXPORT_FORMAT_XLSX" }), expect: "no ok ok ok ok no ok ok" },
  { method: "ExportService/ExportList", name: "agenda", request: () => ({ agenda: {}, format: "EXPORT_FORMAT_ICS" }), expect: "own own own own own own own own" },
  { method: "NoticeService/ListNotices", request: () => ({}), expect: "own own own own own own own own" },
  { method: "DeliveryService/ExplainNotice", request: async (scene) => ({ noticeId: await scene.notice() }), expect: "none ok none none none none none none" },
  { method: "PreferenceService/GetPreferences", request: () => ({}), expect: "own own own own own own own own" },
  { method: "PreferenceService/GetPreferences", name: "of another", request: (scene) => ({ personId: scene.victim }), expect: "no no no no no no no no" },
  { method: "PreferenceService/SetPreferences", request: () => ({ preferences: { email: true, digestMinute: 450 } }), expect: "own own own own own own own own" },
  { method: "PreferenceService/SetPreferences", name: "of another", request: (scene) => ({ personId: scene.victim, preferences: { email: true } }), expect: "no no no no no no no no" },
  { method: "ObligationService/ListObligations", request: () => ({ unitId: "c.01" }), expect: "none ok ok ok ok none ok ok" },
  { method: "ObligationService/Exempt", request: () => ({ obligationId: REPORT, basis: "TB 12-TB/ĐU" }), expect: "none no no ok ok none no ok" },
  { method: "ObligationService/LiftExemption", request: () => ({ obligationId: REPORT }), expect: "none no no ok ok none no ok" },
  { method: "ObligationService/ExplainReminders", request: () => ({ obligationId: REPORT }), expect: "none ok ok ok ok none ok ok" },
  { method: "ObligationService/SummariseObligations", request: () => ({}), expect: "no no no no no no no no" },
  { method: "DirectoryService/ListUnits", request: () => ({ parentId: "xa.1" }), expect: "ok ok ok ok ok ok ok ok" },
  { method: "DirectoryService/ListOffices", request: () => ({ unitId: "c.01" }), shows: (answer) => (answer.persons ?? []).some((person: any) => person.email), expect: "- - - - - - - -" },
  { method: "DirectoryService/ListDays", request: () => ({ unitId: "c.01", from: "2026-11-01", until: "2026-11-30" }), expect: "ok ok ok ok ok ok ok ok" },
  { method: "DirectoryService/RenewFeed", request: () => ({}), expect: "own own own own own own own own" },
  { method: "DirectoryService/ListKinds", request: () => ({}), expect: "ok ok ok ok ok ok ok ok" },
  { method: "DirectoryService/ImportUnits", request: () => ({ csv: Buffer.from("id,parent,level,name,source\nc.77,xa.1,cell,Chi bộ mới,test\n").toString("base64"), preview: true }), shows: (answer) => answer.added === 1 && !answer.errors, expect: "- - - - - - - +" },
  { method: "DirectoryService/ImportOfficers", request: () => ({ csv: Buffer.from("person_id,name,unit_id,role,from,until,email,login,password\nm77,Mới,c.01,committee_member,2020-01-01,,,,\n").toString("base64"), preview: true }), shows: (answer) => answer.offices === 1 && !answer.errors, expect: "- - - - - - - +" },
  { method: "DirectoryService/Delegate", request: (scene) => ({ officeId: scene.clerkOffice, toPersonId: "board", fromUs: "0", untilUs: String(scene.nowUs + 86_400_000_000), basis: "QĐ 1" }), expect: "no no no ok no no no ok" },
  { method: "DirectoryService/EndDelegation", request: async (scene) => ({ delegationId: await scene.endingDelegation() }), expect: "no no no ok no no no ok" },
  { method: "DirectoryService/EndOffice", request: async (scene) => ({ officeId: await scene.endingOffice() }), expect: "no no no no no no no ok" },
  { method: "AdministrationService/AddUnit", request: () => ({ unit: { unitId: `c.n${uuid7().slice(-6)}`, parentId: "xa.1", level: "LEVEL_CELL", name: "Chi bộ thử" } }), expect: "no no no no no no no ok" },
  { method: "AdministrationService/RenameUnit", request: () => ({ unitId: "c.02", name: `Chi bộ ${uuid7().slice(-4)}` }), expect: "no no no no no no no ok" },
  { method: "AdministrationService/AddOfficer", request: () => ({ name: "Người Mới", unitId: "c.02", role: "ROLE_COMMITTEE_MEMBER", fromUs: "0", untilUs: "0" }), expect: "no no no no no no no ok" },
  { method: "AdministrationService/ChangePerson", request: (scene) => ({ personId: scene.victim, name: `Tên ${uuid7().slice(-4)}`, email: "" }), expect: "no no no no no no no ok" },
  { method: "AdministrationService/ListDelegations", request: () => ({ unitId: "xa.1" }), expect: "no no no ok ok no ok ok" },
  { method: "AccountService/ListAccounts", request: () => ({ unitId: "c.01" }), shows: has("accounts", "login", "s01"), expect: "no no no no no no no +" },
  { method: "AccountService/IssueCode", request: (scene) => ({ personId: scene.victim }), expect: "no no no no no no no ok" },
  { method: "AccountService/DisableAccount", request: (scene) => ({ personId: scene.victim }), expect: "no no no no no no no ok" },
  { method: "AccountService/EnableAccount", request: (scene) => ({ personId: scene.victim }), expect: "no no no no no no no ok" },
  { method: "AccountService/ListSessions", request: () => ({}), expect: "own own own own own own own own" },
  { method: "AccountService/ListSessions", name: "of another", request: (scene) => ({ personId: scene.victim }), expect: "no no no no no no no ok" },
  { method: "AccountService/RevokeSession", request: (scene) => ({ personId: scene.victim, sessionId: "0123456789abcdef" }), expect: "no no no no no no no ok" },
  { method: "SessionService/WhoAmI", request: () => ({}), expect: "own own own own own own own own" },
  { method: "SessionService/ChangePassword", request: () => ({ password: "sai hẳn rồi nhé", newPassword: "mật khẩu mới dài" }), expect: "bad bad bad bad bad bad bad bad" },
  { method: "SessionService/SignIn", request: (_, column) => ({ login: `khong-co-${column}`, password: "sai" }), expect: "ended ended ended ended ended ended ended ended ended" },
  { method: "SessionService/FirstSignIn", request: (_, column) => ({ login: `khong-co-${column}`, code: "AAAABBBBCCCC", password: "mật khẩu mới dài" }), expect: "ended ended ended ended ended ended ended ended ended" },
  { method: "SessionService/SignOut", request: () => ({}), expect: "own own own own own own own own" },
  { method: "LiveService/Await", request: () => ({ after: "0", waitMs: 0 }), expect: "own own own own own own own own" },
];

// In the contract, but not for people: unknown at the door, whoever knocks.
export const INSIDE = [
  "DossierService/CheckWaiting",
  "NoticeService/SummariseDeliveries",
  "DeliveryService/ListDeliveries",
  "DeliveryService/RetryDelivery",
  "DeliveryService/DropDelivery",
  "PreferenceService/Unsubscribe",
  "ObligationService/CheckOwed",
  "DirectoryService/PublishKind",
  "DirectoryService/PublishCalendar",
  "DirectoryService/FindFeed",
  "DirectoryService/FindAccount",
  "DirectoryService/BeginSession",
  "DirectoryService/FindSession",
  "DirectoryService/EndSession",
  "AccountService/UseCode",
  "AccountService/SetPassword",
  "LogService/Read",
  "LogService/Await",
  "StatusService/GetStatus",
  "StatusService/ListParked",
  "StatusService/ResolveParked",
  "ClockService/SetClock",
];
