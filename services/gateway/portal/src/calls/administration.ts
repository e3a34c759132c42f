// The typed client of AdministrationService; a file of its own, so that only pages that use it load its part of the contract.
import { type Client, createClient } from "@connectrpc/connect";
import { AdministrationService } from "../contract/giaoban/v1/administration_pb.js";
import { transport } from "./transport.js";

export const administration: Client<typeof AdministrationService> = /* @__PURE__ */ createClient(AdministrationService, transport);
