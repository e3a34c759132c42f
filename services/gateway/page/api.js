// Speaks Connect's JSON to the gateway; a refusal becomes a Refused with the text for people.

export class Refused extends Error {
  constructor(code, message, lost = false) {
    super(message);
    this.code = code;
    this.lost = lost; // the outcome is not known: ask again with the same request id
  }
}

// call("DossierService/GetDossier", { dossierId }) -> the response message
export async function call(method, request = {}) {
  let response;
  try {
    response = await fetch(`/giaoban.v1.${method}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Connect-Protocol-Version": "1" },
      body: JSON.stringify(request),
    });
  } catch {
    throw new Refused("offline", "Mất kết nối với máy chủ. Đồng chí kiểm tra mạng rồi thử lại. / " +
      "The server cannot be reached. Check the network and try again.", true);
  }
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Refused("unreadable", `Máy chủ trả lời không đọc được (${response.status}). / ` +
      `The server's answer cannot be read (${response.status}).`, true);
  }
  if (response.ok) return body;
  throw new Refused(body.code, body.message || `HTTP ${response.status}`, body.code === "deadline_exceeded");
}

// Carries out one verb. When the answer is lost it asks again with the same request id, so nothing is done twice.
export async function decide(dossierId, expectedVersion, verb) {
  const request = { requestId: uuid7(), dossierId, expectedVersion: String(expectedVersion), ...verb };
  for (let attempt = 1; ; attempt++) {
    try {
      return await call("DossierService/Decide", request);
    } catch (refused) {
      if (!refused.lost || attempt === 3) throw refused;
      await new Promise((resolve) => setTimeout(resolve, attempt * 1000));
    }
  }
}

// A UUIDv7: ordered by time, random otherwise.
export function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}
