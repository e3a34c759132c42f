// One paper: where it stands, its form, what was marked, and the verbs open to this person.
import { call, decide, uuid7 } from "/api.js";
import { button, element, labelled, say, show, words } from "/dom.js";
import { places, readForm, writeForm } from "/form.js";
import { moment, REASONS, stateLabel, VERBS } from "/words.js";

// A new paper of a kind for a unit; opens it and shows it.
export async function beginPaper(kind, unitId, period, back) {
  const dossierId = uuid7();
  await decide(dossierId, 0, { open: { kind, unitId, period } });
  await showPaper(dossierId, back);
}

export async function showPaper(dossierId, back) {
  const paper = await call("DossierService/GetDossier", { dossierId });
  const { dossier, kind } = paper;
  const open = new Set((paper.verbs || []).filter((verb) => !verb.closed).map((verb) => verb.verb));
  const marked = new Set((paper.remarks || []).map((remark) => remark.field.split(/[.[]/)[0]));
  const locked = (name) => marked.size > 0 && !marked.has(name);
  const form = open.has("VERB_SAVE") ? writeForm(kind, paper.fields, locked) : null;
  const page = { dossier, kind, back, form, version: Number(dossier.version) };
  show(
    button({ vi: "← Về danh sách", en: "Back to the list" }, back),
    element("h2", {}, ...words(kind.title)),
    standing(dossier, kind),
    ...(paper.remarks || []).map((remark) => remarkView(remark, kind)),
    ...(form ? form.view : readForm(kind, paper.fields)),
    verbs(page, paper.verbs || []),
    await history(dossierId),
  );
}

function standing(dossier, kind) {
  const due = moment(dossier.at?.dueUs);
  return element(
    "p", {},
    "Đang ở: ", element("strong", {}, stateLabel(kind, dossier.at?.state).vi), ` · Đơn vị ${dossier.unitId}`,
    dossier.period ? ` · Kỳ ${dossier.period}` : "",
    due ? ` · Hạn ${due}` : "",
  );
}

function placeLabel(path, kind) {
  const place = places(kind).find((candidate) => candidate.name === path.split(/[.[]/)[0]);
  return place ? `${place.label.vi}${path === place.name ? "" : ` (${path})`}` : path;
}

function remarkView(remark, kind) {
  const reason = REASONS[remark.reason];
  return element("p", { className: "remark" }, element("strong", {}, placeLabel(remark.field, kind)),
    ` — ${reason ? reason.vi : ""}: ${remark.text || ""}`);
}

// Carries out a verb and shows the paper as it stands then; a refusal is said and nothing is lost from the page.
async function act(page, verb, done) {
  try {
    const answer = await decide(page.dossier.dossierId, page.version, verb);
    page.version = Number(answer.version);
    say(done);
    return true;
  } catch (refused) {
    say(refused.message, true);
    return false;
  }
}

async function actAndShow(page, verb, done) {
  if (await act(page, verb, done)) await showPaper(page.dossier.dossierId, page.back);
}

// Saves what was changed; true when there is nothing unsaved any more.
async function save(page) {
  const fields = page.form ? page.form.changed() : [];
  return fields.length === 0 || act(page, { save: { fields } }, "Đã lưu. / Saved.");
}

function verbs(page, offered) {
  const panel = element("div");
  const row = element("div", { className: "row" });
  for (const { verb, label, closed } of offered) {
    const known = VERBS[verb];
    if (!known) continue;
    const caption = label?.vi ? label : known;
    if (closed) {
      const dead = element("button", { type: "button", disabled: true }, ...words(caption));
      row.append(element("div", { className: "closed" }, dead, element("p", { className: "soft" }, closed.textVi || closed.textEn || "")));
    } else {
      row.append(button(caption, () => begin(page, known, caption, panel), known.look || ""));
    }
  }
  return element("section", { className: "card" }, element("h3", {}, ...words({ vi: "Việc có thể làm", en: "What you can do" })), row, panel);
}

async function begin(page, verb, caption, panel) {
  const done = `${caption.vi}: xong. / ${caption.en || verb.en}: done.`;
  if (verb.name === "save") {
    if (await save(page)) await showPaper(page.dossier.dossierId, page.back);
  } else if (verb.name === "submit") {
    if (await save(page)) await actAndShow(page, { submit: {} }, done);
  } else if (verb.name === "sendBack") {
    panel.replaceChildren(sendBackForm(page, done));
  } else if (verb.text) {
    panel.replaceChildren(textForm(page, verb, caption, done));
  } else {
    await actAndShow(page, { [verb.name]: {} }, done);
  }
  panel.querySelector("select, textarea")?.focus();
}

function textForm(page, verb, caption, done) {
  const text = element("textarea", { maxLength: 4000 });
  const must = verb.text === "must";
  return element(
    "fieldset", {}, element("legend", {}, ...words(caption)),
    labelled({ vi: must ? "Nội dung (bắt buộc)" : "Nội dung (nếu có)", en: must ? "Text (required)" : "Text (optional)" }, text),
    button({ vi: `Xác nhận: ${caption.vi}`, en: "Confirm" }, async () => {
      if (must && text.value.trim() === "") return say("Đồng chí ghi nội dung rồi xác nhận. / Write a text, then confirm.", true);
      await actAndShow(page, { [verb.name]: { text: text.value.trim() } }, done);
    }, "main"),
  );
}

function sendBackForm(page, done) {
  const remarks = [];
  const list = element("div");
  const add = () => {
    const reason = element("select", {}, ...Object.entries(REASONS).map(([value, label]) => element("option", { value }, label.vi)));
    const field = element("select", {}, ...places(page.kind).map((place) => element("option", { value: place.name }, place.label.vi)));
    const text = element("textarea", { maxLength: 2000 });
    remarks.push({ reason, field, text });
    list.append(element(
      "fieldset", {}, element("legend", {}, `Điểm ${remarks.length}`),
      labelled({ vi: "Chỗ cần sửa", en: "Field" }, field),
      labelled({ vi: "Lý do", en: "Reason" }, reason),
      labelled({ vi: "Cần sửa thế nào", en: "What to do" }, text),
    ));
  };
  add();
  return element(
    "div", {}, list,
    element("div", { className: "row" },
      button({ vi: "Thêm điểm", en: "Add a remark" }, add),
      button({ vi: "Xác nhận trả lại", en: "Confirm sending back" }, async () => {
        const said = remarks.map(({ reason, field, text }) => ({ reason: reason.value, field: field.value, text: text.value.trim() }));
        if (said.some((remark) => remark.text === "")) {
          return say("Đồng chí ghi rõ cần sửa thế nào ở từng điểm. / Say for every remark what to do.", true);
        }
        await actAndShow(page, { sendBack: { remarks: said } }, done);
      }, "no")),
  );
}

// What has happened so far, the latest first.
async function history(dossierId) {
  let entries;
  try {
    entries = (await call("DossierService/GetHistory", { dossierId })).entries || [];
  } catch (refused) {
    return element("p", { className: "soft" }, refused.message);
  }
  const known = ["opened", "saved", "submitted", "received", "claimed", "released", "approved", "sentBack", "rejected", "forwarded",
    "withdrawn", "commented", "attached", "reopened", "expired", "undone", "sealed"];
  const past = {
    opened: "lập", saved: "lưu", submitted: "trình", received: "tiếp nhận", claimed: "nhận xử lý", released: "thôi xử lý",
    approved: "duyệt", sentBack: "trả lại", rejected: "không duyệt", forwarded: "chuyển cấp trên", withdrawn: "thu hồi",
    commented: "ghi ý kiến", attached: "đính kèm tệp", reopened: "mở lại", expired: "hết hạn", undone: "hoàn tác", sealed: "chốt",
  };
  const rows = entries.slice().reverse().map(({ event, content, personName }) => element(
    "li", {}, `${moment(event.atUs)} · ${personName || "hệ thống"} · ${past[known.find((name) => name in event)] || ""}`,
    content?.text ? element("p", { className: "value" }, content.text) : null,
  ));
  return element("section", { className: "card" }, element("h3", {}, ...words({ vi: "Quá trình", en: "History" })), element("ul", {}, ...rows));
}
