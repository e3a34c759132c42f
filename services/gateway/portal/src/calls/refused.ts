// A no of the house: the contract's Refusal, or why the house could not be reached.
import { fromBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { type Refusal, RefusalCode, RefusalSchema } from "../contract/giaoban/v1/envelope_pb.js";
import type { Text } from "../language/language.svelte.js";

export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly text: Text,
    readonly field = "",
    // Nothing was answered: the same request may be sent again under the same request_id.
    readonly unreached = false,
    readonly traceId = "",
  ) {
    super(text.vi);
    this.name = "Refused";
  }
}

const UNREACHED: Text = {
  vi: "Không liên lạc được với máy chủ. Việc chưa được gửi; đồng chí kiểm tra mạng rồi thử lại.",
  en: "The server cannot be reached. Nothing was sent; check the network and try again.",
};

// Turns whatever a call threw into a Refused.
export function refusedFrom(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown;
  if (!(thrown instanceof ConnectError)) return new Refused(RefusalCode.UNSPECIFIED, UNREACHED, "", true);
  // The client wraps what an interceptor throws.
  if (thrown.cause instanceof Refused) return thrown.cause;
  const traceId = thrown.metadata.get("giaoban-trace-id") ?? "";
  for (const detail of thrown.details) {
    if ("type" in detail && detail.type === RefusalSchema.typeName) {
      const refusal: Refusal = fromBinary(RefusalSchema, detail.value);
      const unreached = refusal.code === RefusalCode.UNAVAILABLE || refusal.code === RefusalCode.UNKNOWN_OUTCOME;
      return new Refused(refusal.code, { vi: refusal.textVi, en: refusal.textEn }, refusal.field, unreached, traceId);
    }
  }
  if ([Code.Unknown, Code.Unavailable, Code.Canceled, Code.DeadlineExceeded].includes(thrown.code)) {
    return new Refused(RefusalCode.UNAVAILABLE, UNREACHED, "", true, traceId);
  }
  return new Refused(RefusalCode.INTERNAL, { vi: thrown.rawMessage, en: thrown.rawMessage }, "", false, traceId);
}
