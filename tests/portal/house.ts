// A whole running house for a spec: one district, two communes, cells with secretaries, real services on a stepped clock.
//
//   const house = await startHouse({ cells: 43 });      in beforeAll; `await house.stop()` in afterAll
//   const clerk = await house.person("clerk");          an API client signed in as that person: clerk.call("DossierService/ListMyTurn", {})
//   await house.handIn("meeting_plan", 43);             so many cells hand in a plan (opened, filled, submitted)
//   const page = await house.open(browser, "clerk", "/turn");          a page in a context of its own, signed in
//   const phone = await house.open(browser, "s01", "/", { phone: true, language: "en" });
//   await house.setClock("2026-11-05T09:00");           business time goes only when told to, never back
//
// Persons (login = person id, password PASSWORD): lent and lapsed are committee members of k.01, for delegations; s01..sNN secretaries of cells "c.01".."c.NN" of commune "xa.1", d01 deputy of c.01,
// clerk and clerk2 of xa.1, chief (secretary of xa.1), clerk.other of commune "xa.2" with one cell "k.01" (secretary other01),
// district (clerk), board (board of the district), auditor (district), admin (administrator of the district), and nobody else.
// Every page is watched: a request to another host, an uncaught error or a violated CSP fails stop().
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { FILL, type Filled } from "./papers.js";
import { uuid7 } from "./uuid7.js";

const ROOT = resolve(import.meta.dirname, "../..");
const BUILD = resolve(import.meta.dirname, process.env.GIAOBAN_BUILD ?? "../../build/release");
const PROGRAM = join(BUILD, "giaoban");
export const SHOTS = join(BUILD, "screenshots");
export const PASSWORD = "mat-khau-thu-nghiem";
const COOKIE = "__Host-giaoban";
// The program reads every variable that begins with its name as a setting.
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIAOBAN_")));

export interface HouseOptions {
  // Cells of the first commune, 1-99.
  cells?: number;
  // Business time at the start, Vietnam.
  begins?: string;
  // Settings as on the command line: { "router.hold_seconds": "0" }.
  settings?: Record<string, string>;
  // Names that are not the ordinary ones, by person or unit id: hostile text goes in here.
  names?: Record<string, string>;
}

export interface OpenOptions {
  phone?: boolean;
  language?: "vi" | "en";
  // A browser that keeps nothing for later: every visit is the first.
  forgetful?: boolean;
  // A context of its own again: another device.
  context?: BrowserContext;
}

// A refusal of the house, as Connect says it.
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

// Somebody signed in, over plain HTTP.
export class Person {
  // Position of the last act, so that questions see it.
  position = "0";

  constructor(
    readonly url: string,
    readonly id: string,
    readonly cookie: string,
  ) {}

  async call<T = any>(method: string, request: object = {}, headers: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(`${this.url}/giaoban.v1.${method}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Cookie: this.cookie,
        ...(/^(Dossier|Records|Picture|Export)/.test(method) && this.position !== "0" ? { "Giaoban-Min-Position": this.position } : {}),
        ...headers,
      },
      body: JSON.stringify(request),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Refused(answer.status, body.code, body.message);
    return body as T;
  }

  // One verb; the version is asked for when it is not given.
  async decide(dossierId: string, verb: object, version?: number, more: object = {}): Promise<{ version: string; state: string }> {
    const seen = version ?? Number((await this.call("DossierService/GetDossier", { dossierId })).dossier.version);
    const answer = await this.call("DossierService/Decide", { requestId: uuid7(), dossierId, expectedVersion: seen, ...verb, ...more });
    this.position = answer.position;
    return answer;
  }

  // Opens, fills and submits a paper; its dossier id.
  async handIn(kind: string, unitId: string, period: string, fields: Filled): Promise<string> {
    const dossierId = uuid7();
    await this.decide(dossierId, { open: { kind, unitId, period, fields } }, 0);
    await this.decide(dossierId, { submit: {} }, 1);
    return dossierId;
  }
}

export class House {
  private process: ChildProcess | undefined;
  private readonly said: string[] = [];
  private readonly contexts = new Set<BrowserContext>();
  private readonly persons = new Map<string, Person>();
  // What pages did that they must not.
  readonly wrong: string[] = [];
  url = "";

  constructor(
    readonly folder: string,
    readonly cells: number,
    private readonly settings: Record<string, string>,
  ) {}

  // Runs the program on this house's data folder; what it printed.
  run(...words: string[]): string {
    return execFileSync(PROGRAM, ["--data", join(this.folder, "data"), ...words], { encoding: "utf8", timeout: 30_000, stdio: ["ignore", "pipe", "pipe"], env: ENVIRONMENT });
  }

  async start(): Promise<void> {
    const flags = Object.entries({ "gateway.port": "0", "gateway.argon2_kib": "1024", ...this.settings }).map(([name, value]) => `--${name}=${value}`);
    const started = spawn(PROGRAM, ["--data", join(this.folder, "data"), "run", "all", ...flags], { stdio: ["ignore", "pipe", "pipe"], env: ENVIRONMENT });
    this.process = started;
    const url = new Promise<string>((done, fail) => {
      const hear = (chunk: Buffer) => {
        this.said.push(String(chunk));
        const found = /^http:\/\/127\.0\.0\.1:\d+/m.exec(this.said.join(""));
        if (found) done(found[0]);
      };
      started.stdout!.on("data", hear);
      started.stderr!.on("data", hear);
      started.on("exit", (code) => fail(new Error(`the program ended with ${code}: ${this.said.join("")}`)));
    });
    this.url = await url;
    await until("every service answers", async () => {
      this.run("status");
      return true;
    });
  }

  // As a power cut: no farewell.
  async kill(): Promise<void> {
    const ended = new Promise((done) => this.process!.once("exit", done));
    this.process!.kill("SIGKILL");
    await ended;
  }

  async stop(): Promise<void> {
    for (const context of this.contexts) await context.close().catch(() => undefined);
    if (this.process && this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((done) => this.process!.once("exit", done));
      this.process.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
    if (this.wrong.length > 0) throw new Error(`pages did what they must not:\n${this.wrong.join("\n")}`);
  }

  // "2026-11-05T09:00" in Vietnam.
  setClock(time: string): void {
    this.run("clock", "set", time);
  }

  // Signed in once; asked again, the same session.
  async person(id: string): Promise<Person> {
    const known = this.persons.get(id) ?? (await this.signIn(id));
    this.persons.set(id, known);
    return known;
  }

  // Position of the latest act of anybody, for questions that must see it.
  get position(): bigint {
    return [...this.persons.values()].reduce((most, one) => (BigInt(one.position) > most ? BigInt(one.position) : most), 0n);
  }

  // A session of its own.
  async signIn(id: string): Promise<Person> {
    const answer = await fetch(`${this.url}/giaoban.v1.SessionService/SignIn`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ login: id, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`${id} cannot sign in: ${await answer.text()}`);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith(`${COOKIE}=`))?.split(";")[0] ?? "";
    return new Person(this.url, id, cookie);
  }

  // The first `count` cells hand in a paper; dossier ids in the order of the cells.
  async handIn(kind: string, count: number, period = "2026-11", fields?: (cell: number) => Filled): Promise<string[]> {
    const fill = fields ?? FILL[kind]!;
    const ids: string[] = [];
    for (let cell = 1; cell <= count; cell += 1) {
      const secretary = await this.person(`s${two(cell)}`);
      ids.push(await secretary.handIn(kind, `c.${two(cell)}`, period, fill(cell)));
    }
    return ids;
  }

  // A page of the portal, signed in as somebody; null for nobody.
  async open(browser: Browser, id: string | null, path: string, options: OpenOptions = {}): Promise<Page> {
    const context = options.context ?? (await this.context(browser, options));
    const page = await context.newPage();
    page.on("pageerror", (fault) => this.wrong.push(`${page.url()}: ${fault.message}`));
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) this.wrong.push(`${page.url()}: ${message.text()}`);
    });
    if (id !== null && !options.context) {
      await page.goto(`${this.url}/sign-in`);
      await page.evaluate(
        async ([login, password]) => {
          const answer = await fetch("/giaoban.v1.SessionService/SignIn", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ login, password }),
          });
          if (!answer.ok) throw new Error(await answer.text());
        },
        [id, PASSWORD],
      );
    }
    await page.goto(this.url + path);
    return page;
  }

  private async context(browser: Browser, options: OpenOptions): Promise<BrowserContext> {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
    const context = await browser.newContext({ ...(options.phone ? phone : {}), serviceWorkers: options.forgetful ? "block" : "allow" });
    this.contexts.add(context);
    context.on("request", (request) => {
      const host = new URL(request.url());
      if (!["blob:", "data:"].includes(host.protocol) && host.origin !== this.url) this.wrong.push(`a request left the host: ${request.url()}`);
    });
    await context.addInitScript((language) => localStorage.getItem("giaoban.language") ?? localStorage.setItem("giaoban.language", language), options.language ?? "vi");
    return context;
  }
}

// Looks again until it is true, for a minute at most.
export async function until(what: string, true_: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  let last: unknown;
  for (;;) {
    try {
      if (await true_()) return;
    } catch (fault) {
      last = fault;
    }
    if (Date.now() > end) throw new Error(`waited in vain until ${what}: ${String(last ?? "")}`);
    await new Promise((again) => setTimeout(again, 30));
  }
}

export const two = (number: number): string => String(number).padStart(2, "0");

export async function startHouse(options: HouseOptions = {}): Promise<House> {
  mkdirSync(SHOTS, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "giaoban-portal-"));
  const cells = options.cells ?? 3;
  const house = new House(folder, cells, options.settings ?? {});
  try {
    house.run("init", "--stepped-clock", "--begins", (options.begins ?? "2026-11-04T08:00").slice(0, 10));
    await house.start();
    const name = (id: string, usual: string) => quoted(options.names?.[id] ?? usual);
    writeFileSync(join(folder, "units.csv"), unitsCsv(cells, name));
    writeFileSync(join(folder, "officers.csv"), officersCsv(cells, name));
    house.run("units", "import", join(folder, "units.csv"));
    house.run("officers", "import", join(folder, "officers.csv"));
    const kinds = join(ROOT, "workflows/kinds");
    house.run("kinds", "publish", ...readdirSync(kinds).filter((file) => file.endsWith(".txtpb")).sort().map((file) => join(kinds, file)));
    house.setClock(options.begins ?? "2026-11-04T08:00");
    await until("the router knows the clerk", async () => {
      await (await house.person("clerk")).call("DossierService/ListMyTurn");
      return true;
    });
    return house;
  } catch (fault) {
    await house.stop().catch(() => undefined);
    throw fault;
  }
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const VILLAGES = ["Mai Thưởng", "Khe Sâu", "Đồng Vành", "Hố Nước", "Bãi Cả", "Tân Thành", "Đèo Me", "Suối Mỡ", "Giàng", "Đám Trì", "Chằm Khon", "Ao Sen"];
const FAMILIES = ["Nguyễn", "Trần", "Giáp", "Hoàng", "Phạm", "Vũ", "Đỗ", "Lê"];
const GIVEN = ["Thị Hoa", "Văn Thắng", "Đức Minh", "Thị Lan", "Văn Bình", "Thị Mai", "Văn Sơn", "Quốc Long", "Thị Ngọc", "Văn Đạt", "Thị Ẩn"];

const village = (cell: number) => VILLAGES[(cell - 1) % VILLAGES.length] + (cell > VILLAGES.length ? ` ${Math.ceil(cell / VILLAGES.length)}` : "");
const person = (cell: number) => `${FAMILIES[cell % FAMILIES.length]} ${GIVEN[cell % GIVEN.length]}`;

function unitsCsv(cells: number, name: (id: string, usual: string) => string): string {
  const lines = [
    "id,parent,level,name,source",
    `tinh,,province,${name("tinh", "Đảng bộ tỉnh")},test`,
    `huyen,tinh,district,${name("huyen", "Đảng bộ huyện Lục Nam")},test`,
    `xa.1,huyen,commune,${name("xa.1", "Đảng bộ xã Cẩm Lý")},test`,
    `xa.2,huyen,commune,${name("xa.2", "Đảng bộ xã Đông Phú")},test`,
    `k.01,xa.2,cell,${name("k.01", "Chi bộ thôn Ngạc")},test`,
  ];
  for (let cell = 1; cell <= cells; cell += 1) lines.push(`c.${two(cell)},xa.1,cell,${name(`c.${two(cell)}`, `Chi bộ thôn ${village(cell)}`)},test`);
  return `${lines.join("\n")}\n`;
}

function officersCsv(cells: number, name: (id: string, usual: string) => string): string {
  const line = (id: string, usual: string, unit: string, role: string) => `${id},${name(id, usual)},${unit},${role},2020-01-01,,,${id},${PASSWORD}`;
  const lines = [
    "person_id,name,unit_id,role,from,until,email,login,password",
    line("clerk", "Lê Thị Lan", "xa.1", "clerk"),
    line("clerk2", "Đỗ Văn Bình", "xa.1", "clerk"),
    line("chief", "Phạm Quốc Long", "xa.1", "secretary"),
    line("clerk.other", "Vũ Thị Mai", "xa.2", "clerk"),
    line("other01", "Trần Văn Út", "k.01", "secretary"),
    line("district", "Hoàng Văn Long", "huyen", "clerk"),
    line("board", "Nguyễn Văn Ban", "huyen", "board"),
    line("auditor", "Giáp Thị Kiểm", "huyen", "auditor"),
    line("admin", "Phan Văn Quản", "huyen", "administrator"),
    line("d01", "Nguyễn Thị Phó", "c.01", "deputy_secretary"),
    line("lent", "Lê Văn Thay", "k.01", "committee_member"),
    line("lapsed", "Lê Thị Cũ", "k.01", "committee_member"),
  ];
  for (let cell = 1; cell <= cells; cell += 1) lines.push(line(`s${two(cell)}`, person(cell), `c.${two(cell)}`, "secretary"));
  return `${lines.join("\n")}\n`;
}

export function sourceText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
