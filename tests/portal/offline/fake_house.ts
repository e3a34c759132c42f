// A house for tests of the queue: versions, request ids answered the same twice, and a network that can break at any point.
import { fromJsonString } from "../../../services/gateway/portal/node_modules/@bufbuild/protobuf/dist/esm/index.js";
import { Refused } from "../../../services/gateway/portal/src/calls/refused.js";
import { DecideRequestSchema } from "../../../services/gateway/portal/src/contract/giaoban/v1/command_pb.js";
import type { Field } from "../../../services/gateway/portal/src/contract/giaoban/v1/content_pb.js";
import { RefusalCode } from "../../../services/gateway/portal/src/contract/giaoban/v1/envelope_pb.js";
import type { Base } from "../../../services/gateway/portal/src/offline/draft.js";
import type { House } from "../../../services/gateway/portal/src/offline/queue.js";
import { toFieldJson } from "../../../services/gateway/portal/src/write/answers.js";

const words = { vi: "không", en: "no" };
export const unreached = () => new Refused(RefusalCode.UNAVAILABLE, words, "", true);

interface Paper {
  version: number;
  state: string;
  fields: Field[];
  files: string[];
  submitted: number;
}

export class FakeHouse implements House {
  readonly papers = new Map<string, Paper>();
  readonly asked: string[] = [];
  readonly parts = new Map<string, number>();
  private readonly replies = new Map<string, { request: string; reply: { version: bigint; state: string } | Refused }>();
  // Called around every question; a throw there is a broken network.
  before: (what: string) => void = () => undefined;
  after: (what: string) => void = () => undefined;
  // Refuses an act, when it gives a refusal.
  refuse: (what: string, dossierId: string) => Refused | undefined = () => undefined;

  now = () => 1_700_000_000_000_000;

  async decide(request: string) {
    const command = fromJsonString(DecideRequestSchema, request);
    const what = command.verb.case ?? "";
    this.before(what);
    this.asked.push(what);
    const earlier = this.replies.get(command.requestId);
    if (earlier && earlier.request !== request) throw new Refused(RefusalCode.REQUEST_ID_REUSED, words);
    const reply = earlier?.reply ?? this.carryOut(request);
    this.replies.set(command.requestId, { request, reply });
    this.after(what);
    if (reply instanceof Refused) throw reply;
    return reply;
  }

  private carryOut(request: string): { version: bigint; state: string } | Refused {
    const { dossierId, expectedVersion, verb } = fromJsonString(DecideRequestSchema, request);
    const no = this.refuse(verb.case ?? "", dossierId);
    if (no) return no;
    let paper = this.papers.get(dossierId);
    if (verb.case === "open") {
      if (paper) return new Refused(RefusalCode.ALREADY_EXISTS, words);
      paper = { version: 1, state: "draft", fields: verb.value.fields, files: [], submitted: 0 };
      this.papers.set(dossierId, paper);
      return { version: 1n, state: "draft" };
    }
    if (!paper) return new Refused(RefusalCode.NOT_FOUND, words);
    if (Number(expectedVersion) !== paper.version) return new Refused(RefusalCode.STALE_VERSION, words);
    if (paper.state !== "draft" && paper.state !== "returned") return new Refused(RefusalCode.NOT_OPEN, words);
    if (verb.case === "save") this.write(dossierId, verb.value.fields);
    else paper.version += 1;
    if (verb.case === "attach") paper.files.push(verb.value.fileId);
    if (verb.case === "submit") {
      paper.state = "commune";
      paper.submitted += 1;
    }
    return { version: BigInt(paper.version), state: paper.state };
  }

  // Another device, or the clerk, writes.
  write(dossierId: string, fields: Field[], state?: string): void {
    const paper = this.papers.get(dossierId)!;
    paper.fields = [...paper.fields.filter((field) => !fields.some((one) => one.name === field.name)), ...fields];
    paper.version += 1;
    if (state) paper.state = state;
  }

  async putPart(_dossierId: string, fileId: string, index: number, bytes: Uint8Array) {
    this.before("part");
    this.parts.set(`${fileId}/${index}`, bytes.length);
    this.after("part");
  }

  async look(dossierId: string): Promise<Base> {
    this.before("look");
    const paper = this.papers.get(dossierId);
    if (!paper) throw new Refused(RefusalCode.NOT_FOUND, words);
    this.after("look");
    return { version: String(paper.version), state: paper.state, fields: paper.fields.map(toFieldJson), remarks: [], rounds: paper.submitted };
  }

  text(dossierId: string, name: string): string {
    const value = this.papers.get(dossierId)?.fields.find((field) => field.name === name)?.value;
    return value?.case === "text" ? value.value : "";
  }
}
