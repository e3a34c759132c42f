// The house as typed clients, generated from the contract: one per service, over Connect and JSON.
import { type Client, createClient } from "@connectrpc/connect";
import { DirectoryService } from "../contract/giaoban/v1/directory_pb.js";
import { DossierService } from "../contract/giaoban/v1/dossier_pb.js";
import { NoticeService } from "../contract/giaoban/v1/notice_pb.js";
import { ObligationService } from "../contract/giaoban/v1/obligation_pb.js";
import { RecordsService } from "../contract/giaoban/v1/records_pb.js";
import { LiveService, SessionService } from "../contract/giaoban/v1/session_pb.js";
import { bytes, transport } from "./transport.js";

export { accounts } from "./accounts.js";
export { administration } from "./administration.js";
export { exporting } from "./exporting.js";
export { pictures } from "./pictures.js";
export { wrote } from "./transport.js";

export const dossiers: Client<typeof DossierService> = /* @__PURE__ */ createClient(DossierService, transport);
export const parts: Client<typeof DossierService> = /* @__PURE__ */ createClient(DossierService, bytes);
export const records: Client<typeof RecordsService> = /* @__PURE__ */ createClient(RecordsService, transport);
export const obligations: Client<typeof ObligationService> = /* @__PURE__ */ createClient(ObligationService, transport);
export const notices: Client<typeof NoticeService> = /* @__PURE__ */ createClient(NoticeService, transport);
export const directory: Client<typeof DirectoryService> = /* @__PURE__ */ createClient(DirectoryService, transport);
export const imports: Client<typeof DirectoryService> = /* @__PURE__ */ createClient(DirectoryService, bytes);
export const sessions: Client<typeof SessionService> = /* @__PURE__ */ createClient(SessionService, transport);
export const live: Client<typeof LiveService> = /* @__PURE__ */ createClient(LiveService, transport);
