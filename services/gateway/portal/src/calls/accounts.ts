// The typed client of AccountService; a file of its own, so that only pages that use it load its part of the contract.
import { type Client, createClient } from "@connectrpc/connect";
import { AccountService } from "../contract/giaoban/v1/account_pb.js";
import { transport } from "./transport.js";

export const accounts: Client<typeof AccountService> = /* @__PURE__ */ createClient(AccountService, transport);
