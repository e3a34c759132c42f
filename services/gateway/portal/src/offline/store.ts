// Drafts, their files and what pages last saw, in this browser's own database; every change of a draft is one transaction.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Draft } from "./draft.js";

interface Kept {
  key: string;
  personId: string;
  value: unknown;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
  files: { key: [string, string]; value: { dossierId: string; fileId: string; bytes: Blob | ArrayBuffer } };
  kept: { key: string; value: Kept };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("giaoban", 1, {
    upgrade(db) {
      db.createObjectStore("drafts", { keyPath: "dossierId" });
      db.createObjectStore("files", { keyPath: ["dossierId", "fileId"] });
      db.createObjectStore("kept", { keyPath: "key" });
    },
    // A newer page of the portal wants to change the database: it must not wait for this one.
    blocking: (_from, _to, event) => ((event.target as IDBDatabase).close(), (opened = undefined)),
    terminated: () => (opened = undefined),
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

type Listener = (dossierId: string) => void;
const listeners = new Set<Listener>();
const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("giaoban.drafts");
if (channel) channel.onmessage = (event: MessageEvent<string>) => tellListeners(event.data);

function tellListeners(dossierId: string): void {
  for (const listener of [...listeners]) listener(dossierId);
}

function tellChanged(dossierId: string): void {
  tellListeners(dossierId);
  channel?.postMessage(dossierId);
}

// Called after any tab changed a draft; the answer ends it.
export function watchDrafts(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function getDraft(dossierId: string): Promise<Draft | undefined> {
  return (await database()).get("drafts", dossierId);
}

// Drafts of one person; others on the same device do not see them.
export async function listDrafts(personId: string): Promise<Draft[]> {
  return (await (await database()).getAll("drafts")).filter((draft) => draft.personId === personId);
}

// Writes a new draft unless there is one; answers with the one that is there then.
export async function addDraft(draft: Draft): Promise<Draft> {
  const store = (await database()).transaction("drafts", "readwrite", { durability: "strict" }).store;
  const there = await store.get(draft.dossierId);
  if (!there) await store.put(draft);
  await store.transaction.done;
  if (!there) tellChanged(draft.dossierId);
  return there ?? draft;
}

// One step of a draft; resolves when it is on the disk. Undefined when there is no such draft.
export async function changeDraft(dossierId: string, step: (draft: Draft) => Draft): Promise<Draft | undefined> {
  const { store } = (await database()).transaction("drafts", "readwrite", { durability: "strict" });
  const before = await store.get(dossierId);
  const after = before && step(before);
  if (after && after !== before) await store.put(after);
  await store.transaction.done;
  if (after !== before) tellChanged(dossierId);
  return after;
}

// Removes a draft with its files. Only for one that the house holds whole, or that the person threw away.
export async function removeDraft(dossierId: string): Promise<void> {
  const change = (await database()).transaction(["drafts", "files"], "readwrite", { durability: "strict" });
  await change.objectStore("drafts").delete(dossierId);
  await change.objectStore("files").delete(IDBKeyRange.bound([dossierId, ""], [dossierId, "\uffff"]));
  await change.done;
  tellChanged(dossierId);
}

export async function keepFile(dossierId: string, fileId: string, bytes: Blob | ArrayBuffer): Promise<void> {
  await (await database()).put("files", { dossierId, fileId, bytes });
}

export async function fileBytes(dossierId: string, fileId: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await (await database()).get("files", [dossierId, fileId]);
  if (!found) return undefined;
  return new Uint8Array(found.bytes instanceof ArrayBuffer ? found.bytes : await found.bytes.arrayBuffer());
}

export async function dropFile(dossierId: string, fileId: string): Promise<void> {
  await (await database()).delete("files", [dossierId, fileId]);
}

// What a page saw last, to be shown again without a network.
export async function keep(personId: string, name: string, value: unknown): Promise<void> {
  await (await database()).put("kept", { key: `${personId}/${name}`, personId, value });
}

export async function recallKept<T>(personId: string, name: string): Promise<T | undefined> {
  return (await (await database()).get("kept", `${personId}/${name}`))?.value as T | undefined;
}

// Forgets what pages saw of anybody; drafts stay.
export async function forgetKept(): Promise<void> {
  await (await database()).clear("kept");
}
