// The plain page: signs in, lists what waits, and hands over to the paper.
import { call, Refused } from "/api.js";
import { button, element, labelled, say, show, words } from "/dom.js";
import { beginPaper, showPaper } from "/paper.js";
import { LEVELS, moment, ROLES, stateLabel } from "/words.js";

const signOutButton = document.getElementById("sign-out");
let me = null;

// Runs a step; a refusal is said, an ended session leads back to the sign-in.
async function step(action) {
  try {
    say("");
    await action();
  } catch (fault) {
    if (fault instanceof Refused && fault.code === "unauthenticated" && me) showSignIn();
    say(fault.message, true);
  }
}

function showSignIn() {
  me = null;
  signOutButton.hidden = true;
  document.getElementById("who").textContent = "";
  const login = element("input", { type: "text", autocomplete: "username", autocapitalize: "none", spellcheck: false, maxLength: 64, required: true });
  const password = element("input", { type: "password", autocomplete: "current-password", maxLength: 128, required: true });
  const form = element(
    "form", { className: "card narrow" },
    element("h2", {}, ...words({ vi: "Đăng nhập", en: "Sign in" })),
    labelled({ vi: "Tên đăng nhập", en: "Login name" }, login),
    labelled({ vi: "Mật khẩu", en: "Password" }, password),
    element("p", {}, element("button", { type: "submit", className: "main" }, ...words({ vi: "Đăng nhập", en: "Sign in" }))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step(async () => {
      await call("SessionService/SignIn", { login: login.value, password: password.value });
      await enter();
    });
  });
  show(form);
  login.focus();
}

async function enter() {
  me = await call("SessionService/WhoAmI");
  const units = new Map((me.units || []).map((unit) => [unit.unitId, unit]));
  const offices = (me.offices || []).map((office) => `${ROLES[office.role] || office.role} ${units.get(office.unitId)?.name || office.unitId}`);
  document.getElementById("who").textContent = [me.name, ...offices].join(" · ");
  signOutButton.hidden = false;
  await showTurns();
}

function turnView(turn, kinds) {
  const { dossier } = turn;
  const due = moment(dossier.at?.dueUs);
  const kind = kinds.find((candidate) => candidate.name === dossier.kind) || { way: {} };
  const row = button(turn.kindTitle || { vi: dossier.kind }, () => step(() => showPaper(dossier.dossierId, back)));
  row.append(element("p", { className: "value" }, turn.unitName || dossier.unitId, dossier.period ? ` · kỳ ${dossier.period}` : "",
    ` · ${stateLabel(kind, dossier.at?.state).vi}`));
  if (due) row.append(element("p", { className: "soft value" }, `Hạn ${due}`));
  return element("li", {}, row);
}

async function showTurns() {
  const [first, listed] = await Promise.all([call("DossierService/ListMyTurn", { limit: 50 }), call("DirectoryService/ListKinds")]);
  const kinds = listed.kinds || [];
  const list = element("ul", { className: "turns" });
  const more = element("p");
  const add = (answer) => {
    list.append(...(answer.turns || []).map((turn) => turnView(turn, kinds)));
    more.replaceChildren();
    if (answer.nextPageToken) {
      more.append(button({ vi: "Xem thêm", en: "More" }, () => step(async () => {
        add(await call("DossierService/ListMyTurn", { limit: 50, pageToken: answer.nextPageToken }));
      })));
    }
  };
  add(first);
  const total = first.total || 0;
  show(
    element("h2", {}, `Đến lượt tôi (${total}) `, element("small", { lang: "en" }, "My turn")),
    total === 0 ? element("p", {}, "Không có việc nào chờ đồng chí. ", element("small", { lang: "en" }, "Nothing waits for you.")) : null,
    list, more, newPaper(kinds),
  );
}

const back = () => step(showTurns);

// Kinds that one of my offices may open; nothing when there are none.
function newPaper(kinds) {
  const offers = [];
  const units = new Map((me.units || []).map((unit) => [unit.unitId, unit]));
  for (const kind of kinds) {
    for (const office of me.offices || []) {
      const unit = units.get(office.unitId);
      if ((kind.mayOpen || []).some((asked) => asked.role === office.role && asked.level === unit?.level)) offers.push({ kind, unit });
    }
  }
  if (offers.length === 0) return null;
  const what = element("select", {}, ...offers.map(({ kind, unit }, i) =>
    element("option", { value: String(i) }, `${kind.title.vi} — ${unit.name} (${LEVELS[unit.level] || unit.level})`)));
  const period = element("input", { type: "text", maxLength: 7, inputMode: "numeric" });
  return element(
    "section", { className: "card" },
    element("h3", {}, ...words({ vi: "Lập văn bản mới", en: "New paper" })),
    labelled({ vi: "Loại văn bản", en: "Kind" }, what),
    labelled({ vi: "Kỳ (năm-tháng)", en: "Period" }, period, { vi: "Ví dụ 2026-11; để trống nếu loại này không theo kỳ.", en: "For example 2026-11; leave empty when the kind has none." }),
    element("p", {}, button({ vi: "Lập", en: "Begin" }, () => step(async () => {
      const { kind, unit } = offers[Number(what.value)];
      await beginPaper(kind.name, unit.unitId, period.value.trim(), back);
    }), "main")),
  );
}

signOutButton.addEventListener("click", () => step(async () => {
  await call("SessionService/SignOut");
  showSignIn();
}));

enter().catch((fault) => {
  showSignIn();
  if (!(fault instanceof Refused && fault.code === "unauthenticated")) say(fault.message, true);
});
