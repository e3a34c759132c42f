// The typed client of ExportService; a file of its own, so that only pages that use it load its part of the contract.
import { type Client, createClient } from "@connectrpc/connect";
import { ExportService } from "../contract/giaoban/v1/export_pb.js";
import { bytes } from "./transport.js";

export const exporting: Client<typeof ExportService> = /* @__PURE__ */ createClient(ExportService, bytes);
