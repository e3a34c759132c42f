// The typed client of PreferenceService; a file of its own, so that only pages that use it load its part of the contract.
import { type Client, createClient } from "@connectrpc/connect";
import { PreferenceService } from "../contract/giaoban/v1/delivery_pb.js";
import { transport } from "./transport.js";

export const preferences: Client<typeof PreferenceService> = /* @__PURE__ */ createClient(PreferenceService, transport);
