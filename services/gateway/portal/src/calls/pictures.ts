// The typed client of PictureService; a file of its own, so that only pages that use it load its part of the contract.
import { type Client, createClient } from "@connectrpc/connect";
import { PictureService } from "../contract/giaoban/v1/picture_pb.js";
import { transport } from "./transport.js";

export const pictures: Client<typeof PictureService> = /* @__PURE__ */ createClient(PictureService, transport);
