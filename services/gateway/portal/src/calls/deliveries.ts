// The typed client of DeliveryService; a file of its own, so that only pages that use it load its part of the contract.
import { type Client, createClient } from "@connectrpc/connect";
import { DeliveryService } from "../contract/giaoban/v1/delivery_pb.js";
import { transport } from "./transport.js";

export const deliveries: Client<typeof DeliveryService> = /* @__PURE__ */ createClient(DeliveryService, transport);
