// The paper that a page is writing: its draft on this device, what is typed before it is written down, and when it is sent on.
import { businessNow } from "../calls/clock.svelte.js";
import { refusedFrom } from "../calls/refused.js";
import { RefusalCode } from "../contract/giaoban/v1/envelope_pb.js";
import { FieldType, type FormField } from "../contract/giaoban/v1/form_pb.js";
import type { Kind } from "../contract/giaoban/v1/kind_pb.js";
import type { Text } from "../language/language.svelte.js";
import { isoDay, stepPeriod } from "../language/moments.js";
import { beginDraft, type Draft, draftOf, fieldsOf, isLocked, isReturnedDraft, isWithAuthor, kindOf, nearOf, typed, wantHandIn } from "../offline/draft.js";
import { baseOf, send } from "../offline/sender.svelte.js";
import { addDraft, changeDraft, dropFile, getDraft, keepFile, removeDraft, watchDrafts } from "../offline/store.js";
import { getPaper } from "../paper/kinds.js";
import { heedRefusal, session } from "../session/session.svelte.js";
import type { Answer, Answers } from "./answers.js";
import { allProblems } from "./checks.js";
import { cleanName, fileProblem, mediaTypeOf, sha256Hex } from "./files.js";
import { carryOver } from "./last_month.js";
import { type LastPaper, lastPaper } from "./last_paper.js";
import { reconcile, resolve } from "./merge.js";

const LOCAL_MS = 400;
const HOUSE_MS = 4000;

type Standing = "opening" | "ready" | "elsewhere" | "absent";

export class Paper {
  readonly dossierId: string;
  standing = $state<Standing>("opening");
  fault = $state<Text | undefined>();
  draft = $state.raw<Draft | undefined>();
  answers = $state<Answers>({});
  last = $state.raw<LastPaper | undefined>();
  // Something is typed that is not on the disk yet.
  pending = $state(false);
  // Typed and not on the disk yet: what the store says of these fields is older than what is on the screen.
  private dirty = new Map<string, number>();
  private touches = 0;
  private localTimer: ReturnType<typeof setTimeout> | undefined;
  private houseTimer: ReturnType<typeof setTimeout> | undefined;
  private stop: () => void;

  constructor(dossierId: string) {
    this.dossierId = dossierId;
    this.stop = watchDrafts((changed) => void (changed === dossierId && this.reread()));
  }

  // Leaving the page: what is typed is written down, and the house is told.
  leave(): void {
    this.stop();
    void this.flush().then(() => send());
  }

  get kind(): Kind | undefined {
    return this.draft && kindOf(this.draft);
  }
  get fields(): FormField[] {
    return this.kind ? fieldsOf(this.kind) : [];
  }
  get near(): string {
    return this.draft ? nearOf(this.draft) : this.today;
  }
  get today(): string {
    return isoDay(businessNow() || Date.now() * 1000);
  }
  get problems() {
    return allProblems(this.kind?.form, this.answers, this.near);
  }
  get locked(): boolean {
    return this.draft !== undefined && isLocked(this.draft);
  }
  // Came back and is being put right.
  get returned(): boolean {
    return this.draft !== undefined && isReturnedDraft(this.draft);
  }
  // Names of persons that stand in this paper or in the last one, to be offered where a person is asked for.
  get people(): string[] {
    const found = new Set<string>(session.who ? [session.who.name] : []);
    for (const field of this.fields) {
      const answer = this.answers[field.name];
      if (field.type === FieldType.PERSON && typeof answer === "string" && answer.trim()) found.add(answer.trim());
      const before = this.last?.fields.find((one) => one.name === field.name)?.value;
      if (field.type === FieldType.PERSON && before?.case === "text") found.add(before.value);
    }
    return [...found];
  }

  // Opens the draft of this device, else begins a new one (`kind`, `unit`, `period`, `like` of the address line), else asks the house.
  async open(query: URLSearchParams): Promise<void> {
    const personId = session.who?.personId ?? "";
    try {
      const kept = await getDraft(this.dossierId);
      if (kept && kept.personId === personId) {
        this.show(kept);
        await this.lookAtHouse();
      } else if (query.get("kind") && session.kind(query.get("kind")!)) {
        await this.begin(query, personId);
      } else {
        await this.fetch(personId);
      }
    } catch (thrown) {
      const refused = refusedFrom(thrown);
      heedRefusal(refused);
      if (this.standing === "opening") {
        this.standing = "absent";
        this.fault = refused.text;
      }
    }
    if (this.draft && !this.last && this.draft.period) {
      this.last = await lastPaper(personId, this.draft.kind, this.draft.unitId, this.draft.period);
    }
  }

  private async begin(query: URLSearchParams, personId: string): Promise<void> {
    const kind = session.kind(query.get("kind")!)!;
    const mine = session.writable().filter((one) => one.kind === kind);
    const unit = mine.find((one) => one.unitId === query.get("unit")) ?? mine[0];
    const period = query.get("period") ?? (kind.cadence ? this.today.slice(0, 7) : "");
    let answers: Answers = {};
    const unitId = unit?.unitId ?? query.get("unit") ?? "";
    if (query.get("like") === "last") {
      this.last = await lastPaper(personId, kind.name, unitId, period);
      if (this.last) answers = carryOver(fieldsOf(kind), this.last.fields, this.last.period || stepPeriod(period, -1), period);
      else this.fault = { vi: "Chưa lấy được bản tháng trước, đồng chí soạn từ đầu.", en: "The last paper could not be had; write from the beginning." };
    }
    const of = { dossierId: this.dossierId, personId, kind, unitId, unitName: unit?.unitName ?? unitId, period, nowMs: Date.now() };
    this.show(await addDraft(beginDraft(of, answers)));
  }

  private async fetch(personId: string): Promise<void> {
    const answer = await getPaper(this.dossierId);
    const { dossier, kind } = answer;
    if (!dossier || !kind) return;
    if (!isWithAuthor(kind, dossier.at?.state ?? "")) {
      this.standing = "elsewhere";
      return;
    }
    const of = { dossierId: this.dossierId, personId, kind, unitId: dossier.unitId, unitName: answer.unitName, period: dossier.period, nowMs: Date.now() };
    this.show(await addDraft({ ...draftOf(of, baseOf(answer)), heldUs: Number(dossier.enteredUs) }));
  }

  // What the house holds may be newer: written on another device, or sent back after it was handed in here.
  private async lookAtHouse(): Promise<void> {
    const before = this.draft;
    if (!before || before.base.version === "0" || session.standing !== "in") return;
    const answer = await getPaper(this.dossierId, before.kind).catch((thrown: unknown) => {
      if (refusedFrom(thrown).code === RefusalCode.UNAUTHENTICATED) heedRefusal(refusedFrom(thrown));
      return undefined;
    });
    if (!answer?.kind) return;
    const base = baseOf(answer);
    if (before.sent && isWithAuthor(answer.kind, base.state) && BigInt(base.version) > BigInt(before.sent.version)) {
      await removeDraft(this.dossierId);
      await this.fetch(before.personId);
      return;
    }
    await changeDraft(this.dossierId, (now) => (now.sending || now.sent || BigInt(base.version) <= BigInt(now.base.version) ? now : reconcile(now, base)));
  }

  private show(draft: Draft): void {
    this.draft = draft;
    for (const name of new Set([...Object.keys(this.answers), ...Object.keys(draft.answers)])) {
      if (this.dirty.has(name)) continue;
      const stored = draft.answers[name] ?? "";
      if (JSON.stringify(stored) !== JSON.stringify(this.answers[name] ?? "")) this.answers[name] = structuredClone(stored);
    }
    this.standing = "ready";
  }

  private async reread(): Promise<void> {
    const draft = await getDraft(this.dossierId);
    if (draft && draft.personId === session.who?.personId) this.show(draft);
  }

  // To be called with every change, however small; the text on the screen is never touched by it.
  set(name: string, answer: Answer): void {
    this.answers[name] = answer;
    this.touch(name);
  }

  touch(name: string): void {
    this.touches += 1;
    this.dirty.set(name, this.touches);
    this.pending = true;
    clearTimeout(this.localTimer);
    this.localTimer = setTimeout(() => void this.flush(), LOCAL_MS);
    clearTimeout(this.houseTimer);
    this.houseTimer = setTimeout(() => void send(), HOUSE_MS);
  }

  // Writes down what is typed; resolves when it is on the disk.
  async flush(): Promise<void> {
    clearTimeout(this.localTimer);
    if (this.dirty.size === 0) return;
    const written = [...this.dirty];
    const changes: Answers = {};
    for (const [name] of written) changes[name] = $state.snapshot(this.answers[name]) ?? "";
    try {
      await changeDraft(this.dossierId, (now) => typed(now, changes, Date.now()));
      for (const [name, touch] of written) if (this.dirty.get(name) === touch) this.dirty.delete(name);
      this.fault = undefined;
    } catch {
      this.fault = { vi: "Máy không ghi được bản nháp (bộ nhớ đầy?). Đồng chí đừng đóng trang này, giải phóng bộ nhớ rồi gõ tiếp.", en: "This device could not write the draft down (memory full?). Do not close this page; make room and type on." };
    }
    this.pending = this.dirty.size > 0;
  }

  // Hands the paper in as soon as the house is reached; resolves when the wish is on the disk.
  async handIn(): Promise<void> {
    await this.flush();
    await changeDraft(this.dossierId, wantHandIn);
    await this.reread();
    void send();
  }

  async retry(): Promise<void> {
    await changeDraft(this.dossierId, ({ refused: _refused, ...rest }) => rest);
    void send();
  }

  async choose(theirs: readonly string[]): Promise<void> {
    await this.flush();
    await changeDraft(this.dossierId, (now) => resolve(now, theirs));
    await this.reread();
    void send();
  }

  async throwAway(): Promise<void> {
    this.dirty.clear();
    clearTimeout(this.localTimer);
    clearTimeout(this.houseTimer);
    await removeDraft(this.dossierId);
  }

  // Takes a file; the answer is its id, or why it is not taken.
  async addFile(file: File): Promise<{ fileId: string } | { problem: Text }> {
    const name = cleanName(file.name);
    const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
    const problem = fileProblem(name, file.size, head);
    if (problem) return { problem };
    const bytes = await file.arrayBuffer();
    const fileId = `f-${crypto.randomUUID()}`;
    const waiting = { fileId, name, mediaType: mediaTypeOf(name), size: bytes.byteLength, sha256: await sha256Hex(bytes), parts: 0, attached: false };
    await keepFile(this.dossierId, fileId, bytes);
    await changeDraft(this.dossierId, (now) => ({ ...typed(now, {}, Date.now()), files: [...now.files, waiting] }));
    void send();
    return { fileId };
  }

  async removeFile(fileId: string): Promise<void> {
    await changeDraft(this.dossierId, (now) => {
      const may = now.sending?.fileId !== fileId && now.files.some((file) => file.fileId === fileId && !file.attached);
      return may ? { ...typed(now, {}, Date.now()), files: now.files.filter((file) => file.fileId !== fileId) } : now;
    });
    if (!(await getDraft(this.dossierId))?.files.some((file) => file.fileId === fileId)) await dropFile(this.dossierId, fileId);
  }
}
