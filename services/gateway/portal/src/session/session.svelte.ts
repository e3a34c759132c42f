// Who is signed in, and what their offices let them see of the portal; rights themselves are judged by the house.
import { create, fromJsonString, toJsonString } from "@bufbuild/protobuf";
import { ListKindsResponseSchema } from "../contract/giaoban/v1/directory_pb.js";
import { RefusalCode } from "../contract/giaoban/v1/envelope_pb.js";
import { type Kind, Level, Role } from "../contract/giaoban/v1/kind_pb.js";
import { type WhoAmIResponse, WhoAmIResponseSchema } from "../contract/giaoban/v1/session_pb.js";
import { imports as directory, sessions } from "../calls/calls.js";
import { hearBusinessTime } from "../calls/clock.svelte.js";
import { type Refused, refusedFrom } from "../calls/refused.js";

type Standing = "asking" | "out" | "in" | "unreached";

let standing = $state<Standing>("asking");
let who = $state.raw<WhoAmIResponse | undefined>();
let kinds = $state.raw<Kind[]>([]);

const KEPT = "giaoban.who";

export const session = {
  // "unreached": the house does not answer; the page works from what this device keeps.
  get standing() {
    return standing;
  },
  get who() {
    return who;
  },
  // Kinds in force.
  get kinds() {
    return kinds;
  },
  get roles(): Set<Role> {
    return new Set(who?.offices.map((office) => office.role) ?? []);
  },
  // Decides papers of others somewhere.
  get isClerk() {
    return this.roles.has(Role.CLERK) || this.roles.has(Role.BOARD);
  },
  // Writes papers: holds an office that may open some kind.
  get isAuthor() {
    return this.writable().length > 0;
  },
  get isAdministrator() {
    return this.roles.has(Role.ADMINISTRATOR);
  },
  // Kinds that one of my offices may open, with the unit that it would be for.
  writable(): { kind: Kind; unitId: string; unitName: string }[] {
    const found: { kind: Kind; unitId: string; unitName: string }[] = [];
    for (const kind of kinds) {
      for (const office of who?.offices ?? []) {
        const unit = who?.units.find((candidate) => candidate.unitId === office.unitId);
        const may = unit && kind.mayOpen.some((asked) => asked.role === office.role && asked.level === unit.level);
        const known = found.some((one) => one.kind === kind && one.unitId === office.unitId);
        if (may && !known) found.push({ kind, unitId: office.unitId, unitName: unit.name });
      }
    }
    return found;
  },
  kind(name: string): Kind | undefined {
    return kinds.find((kind) => kind.name === name);
  },
  unitName(unitId: string): string | undefined {
    return who?.units.find((unit) => unit.unitId === unitId)?.name;
  },
};

export const LEVELS_ABOVE_CELL = [Level.SUB_COMMITTEE, Level.COMMUNE, Level.DISTRICT, Level.PROVINCE];

// Asks the house who this is; at the start and after signing in.
export async function enter(): Promise<void> {
  try {
    const [answer, listed] = await Promise.all([sessions.whoAmI({}), directory.listKinds({})]);
    who = answer;
    kinds = listed.kinds;
    hearBusinessTime(Number(answer.businessUs));
    standing = "in";
    keep(answer, listed.kinds);
  } catch (thrown) {
    const refused = refusedFrom(thrown);
    if (refused.code === RefusalCode.UNAUTHENTICATED) leave();
    else if (refused.unreached && recall()) standing = "unreached";
    else standing = "out";
  }
}

// The session ended, here or elsewhere.
export function leave(): void {
  who = undefined;
  standing = "out";
  localStorage.removeItem(KEPT);
}

// To be called with every refusal that a page meets: an ended session leads back to the sign-in, drafts stay.
export function heedRefusal(refused: Refused): void {
  if (refused.code === RefusalCode.UNAUTHENTICATED) leave();
}

export async function signOut(): Promise<void> {
  await sessions.signOut({});
  leave();
}

// What is kept on the device, so that the page opens without a network: no papers, only who and which forms.
function keep(answer: WhoAmIResponse, listed: Kind[]): void {
  const kept = [
    toJsonString(WhoAmIResponseSchema, answer),
    toJsonString(ListKindsResponseSchema, create(ListKindsResponseSchema, { kinds: listed })),
  ];
  localStorage.setItem(KEPT, JSON.stringify(kept));
}

function recall(): boolean {
  const text = localStorage.getItem(KEPT);
  if (!text) return false;
  const [keptWho, keptKinds] = JSON.parse(text) as [string, string];
  who = fromJsonString(WhoAmIResponseSchema, keptWho);
  kinds = fromJsonString(ListKindsResponseSchema, keptKinds).kinds;
  return true;
}
