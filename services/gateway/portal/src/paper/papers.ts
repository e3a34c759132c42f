// Papers and histories read lately, so that the next one is there before it is asked for; only in memory, gone with the page.
import type { GetDossierResponse, GetHistoryResponse } from "../contract/giaoban/v1/dossier_pb.js";
import { dossiers } from "../calls/calls.js";
import { getPaper } from "./kinds.js";

const KEPT = 24;

interface Kept<T> {
  read: Promise<T>;
  // Set when it has come.
  value?: T;
}

export class Ahead<T> {
  private readonly kept = new Map<string, Kept<T>>();

  constructor(
    private readonly get: (dossierId: string, kindName: string) => Promise<T>,
    private readonly versionOf: (value: T) => bigint,
  ) {}

  // Asks ahead of time; a failure is forgotten, it is asked for again when it is wanted.
  ahead(dossierId: string, kindName: string, version = 0n): void {
    const kept = this.kept.get(dossierId);
    if (!kept || (kept.value && this.versionOf(kept.value) < version)) this.keep(dossierId, kindName);
  }

  // What is here already, when it is not older than `version`.
  here(dossierId: string, version = 0n): T | undefined {
    const value = this.kept.get(dossierId)?.value;
    return value && this.versionOf(value) >= version ? value : undefined;
  }

  // As it stands; what is on its way already serves when it is new enough.
  async want(dossierId: string, kindName: string, version = 0n): Promise<T> {
    const value = await this.kept.get(dossierId)?.read.catch(() => undefined);
    return value && this.versionOf(value) >= version ? value : this.again(dossierId, kindName);
  }

  again(dossierId: string, kindName: string): Promise<T> {
    return this.keep(dossierId, kindName).read;
  }

  forget(dossierId: string): void {
    this.kept.delete(dossierId);
  }

  private keep(dossierId: string, kindName: string): Kept<T> {
    const kept: Kept<T> = { read: this.get(dossierId, kindName) };
    kept.read.then(
      (value) => (kept.value = value),
      () => this.kept.get(dossierId) === kept && this.kept.delete(dossierId),
    );
    this.kept.delete(dossierId);
    this.kept.set(dossierId, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return kept;
  }
}

export const papers = new Ahead<GetDossierResponse>(getPaper, (paper) => paper.dossier?.version ?? 0n);
export const histories = new Ahead<GetHistoryResponse>(
  (dossierId) => dossiers.getHistory({ dossierId }),
  (history) => history.entries.at(-1)?.event?.version ?? 0n,
);

export function readAhead(dossierId: string, kindName: string, version: bigint): void {
  papers.ahead(dossierId, kindName, version);
  histories.ahead(dossierId, kindName, version);
}

export function forgetPaper(dossierId: string): void {
  papers.forget(dossierId);
  histories.forget(dossierId);
}
