// The paper that is open: drawn at once when it was read ahead, renewed when it changes, marked as seen after two seconds.
import type { GetDossierResponse, GetHistoryResponse } from "../contract/giaoban/v1/dossier_pb.js";
import { Verb } from "../contract/giaoban/v1/kind_pb.js";
import { type Refused, refusedFrom } from "../calls/refused.js";
import { heedRefusal } from "../session/session.svelte.js";
import { acts } from "./acts.js";
import { histories, papers } from "./papers.js";

const SEEN_AFTER_MS = 2000;

export class Opened {
  id = $state<string | undefined>();
  paper = $state.raw<GetDossierResponse | undefined>();
  history = $state.raw<GetHistoryResponse | undefined>();
  fault = $state.raw<Refused | undefined>();
  private seen: ReturnType<typeof setTimeout> | undefined;

  // Shows a paper; `version` is the least that the list knows of.
  show(id: string | undefined, kindName = "", version = 0n): void {
    const isSame = id === this.id;
    if (isSame && (id === undefined || (this.paper && (this.paper.dossier?.version ?? 0n) >= version))) return;
    this.id = id;
    this.fault = undefined;
    if (!isSame) {
      this.paper = undefined;
      this.history = undefined;
      clearTimeout(this.seen);
    }
    if (id === undefined) return;
    const paper = papers.here(id, version);
    const history = histories.here(id, version);
    if (paper) this.drew(id, paper);
    if (history) this.history = history;
    if (!paper || !history) void this.read(id, kindName, version);
  }

  // Reads it again, whatever is known.
  async again(): Promise<void> {
    const id = this.id;
    if (id === undefined) return;
    papers.forget(id);
    histories.forget(id);
    await this.read(id, this.paper?.dossier?.kind ?? "", 0n);
  }

  close(): void {
    clearTimeout(this.seen);
  }

  private async read(id: string, kindName: string, version: bigint): Promise<void> {
    const [paper, history] = [papers.want(id, kindName, version), histories.want(id, kindName, version)];
    history.catch(() => undefined);
    try {
      const read = await paper;
      if (this.id === id) this.drew(id, read);
      const past = await history;
      if (this.id === id) this.history = past;
    } catch (thrown) {
      const refused = refusedFrom(thrown);
      heedRefusal(refused);
      if (this.id === id) this.fault = refused;
    }
  }

  private drew(id: string, paper: GetDossierResponse): void {
    this.paper = paper;
    this.fault = undefined;
    clearTimeout(this.seen);
    this.seen = setTimeout(() => this.receive(id), SEEN_AFTER_MS);
  }

  // Tells the author that it was seen; when that fails nobody is bothered, it is tried when the paper is opened again.
  receive(id: string): void {
    const paper = this.paper;
    const isOpen = paper?.verbs.some((one) => one.verb === Verb.RECEIVE && !one.closed);
    if (this.id !== id || !isOpen || document.visibilityState !== "visible") return;
    const version = paper?.dossier?.version ?? 0n;
    acts.act({ dossierId: id, version, act: { case: "receive", value: {} } }).then(
      () => (this.id === id ? this.again() : undefined),
      () => undefined,
    );
  }
}
