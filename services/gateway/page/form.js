// A form as the kind file says it: shown for reading, or as controls whose values go back into the contract's fields.
import { button, element, labelled, words } from "/dom.js";

const TYPES = { FIELD_TYPE_NUMBER: "number", FIELD_TYPE_YES_NO: "flag", FIELD_TYPE_DATE: "moment", FIELD_TYPE_TIME: "moment" };

// Which member of Field carries the value of a form field.
function member(field) {
  return field.type === "FIELD_TYPE_TABLE" ? "table" : TYPES[field.type] || "text";
}

function valueText(field, value) {
  if (!value) return "";
  if (field.type === "FIELD_TYPE_YES_NO") return value.flag ? "Có" : "Không";
  if (field.type === "FIELD_TYPE_CHOICE") {
    const choice = (field.choices || []).find((candidate) => candidate.name === value.text);
    return choice ? choice.label.vi : value.text || "";
  }
  if (field.type === "FIELD_TYPE_DATE" && value.moment) return value.moment.split("-").reverse().join("/");
  const plain = value[member(field)];
  if (plain === undefined || plain === null) return "";
  return field.unit ? `${plain} ${field.unit.vi}` : String(plain);
}

function byName(fields) {
  return new Map((fields || []).map((field) => [field.name, field]));
}

function readTable(field, value) {
  const rows = value?.table?.rows || [];
  const head = element("tr", {}, ...field.columns.map((column) => element("th", { scope: "col" }, ...words(column.label))));
  const body = rows.map((row) => {
    const cells = byName(row.cells);
    return element("tr", {}, ...field.columns.map((column) => element("td", {}, valueText(column, cells.get(column.name)))));
  });
  return element("div", { className: "scroll" }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)));
}

// The form with its values, for reading.
export function readForm(kind, fields) {
  const values = byName(fields);
  return (kind.form?.sections || []).map((section) => element(
    "section", { className: "card" },
    element("h3", {}, ...words(section.title)),
    ...section.fields.map((field) => element(
      "div", {},
      element("label", {}, ...words(field.label)),
      field.type === "FIELD_TYPE_TABLE" ? readTable(field, values.get(field.name))
        : element("p", { className: "value" }, valueText(field, values.get(field.name)) || "—"),
    )),
  ));
}

function control(field, value) {
  const start = value?.[member(field)];
  switch (field.type) {
    case "FIELD_TYPE_LONG_TEXT":
      return element("textarea", { value: start ?? "", maxLength: field.maxLength || 4000 });
    case "FIELD_TYPE_NUMBER":
      return element("input", { type: "number", step: "1", inputMode: "numeric", value: start ?? "", min: field.min ?? "", max: field.max ?? "" });
    case "FIELD_TYPE_DATE":
      return element("input", { type: "date", value: start ?? "" });
    case "FIELD_TYPE_TIME":
      return element("input", { type: "time", value: start ?? "" });
    case "FIELD_TYPE_YES_NO":
    case "FIELD_TYPE_CHOICE": {
      const choices = field.type === "FIELD_TYPE_CHOICE" ? field.choices || []
        : [{ name: "yes", label: { vi: "Có" } }, { name: "no", label: { vi: "Không" } }];
      const select = element("select", {}, element("option", { value: "" }, "—"),
        ...choices.map((choice) => element("option", { value: choice.name }, choice.label.vi)));
      if (field.type === "FIELD_TYPE_CHOICE") select.value = start ?? "";
      else select.value = value && "flag" in value ? (start ? "yes" : "no") : "";
      return select;
    }
    default:
      return element("input", { type: "text", value: start ?? "", maxLength: field.maxLength || 200 });
  }
}

// The contract's field for what stands in a control; without a value it clears the field.
function written(field, input) {
  const text = input.value.trim();
  if (text === "") return { name: field.name };
  if (field.type === "FIELD_TYPE_NUMBER") return { name: field.name, number: text };
  if (field.type === "FIELD_TYPE_YES_NO") return { name: field.name, flag: text === "yes" };
  return { name: field.name, [member(field)]: text };
}

function writeTable(field, value) {
  const body = element("tbody");
  const rows = [];
  const addRow = (row) => {
    const cells = byName(row?.cells);
    const inputs = field.columns.map((column) => {
      const input = control(column, cells.get(column.name));
      input.setAttribute("aria-label", column.label.vi);
      return input;
    });
    const line = element("tr", {}, ...inputs.map((input) => element("td", {}, input)));
    const entry = { inputs };
    line.append(element("td", {}, button({ vi: "Xoá dòng", en: "Remove" }, () => {
      rows.splice(rows.indexOf(entry), 1);
      line.remove();
    })));
    rows.push(entry);
    body.append(line);
  };
  for (const row of value?.table?.rows || []) addRow(row);
  const head = element("tr", {}, ...field.columns.map((column) => element("th", { scope: "col" }, ...words(column.label))), element("th"));
  const view = element("div", {},
    element("p", { className: "help" }, ...words(field.label)),
    element("div", { className: "scroll" }, element("table", {}, element("thead", {}, head), body)),
    button({ vi: "Thêm dòng", en: "Add a row" }, () => addRow(null)));
  const read = () => {
    if (rows.length === 0) return { name: field.name };
    const filled = rows.map(({ inputs }) => ({
      cells: field.columns.map((column, i) => written(column, inputs[i])).filter((cell) => Object.keys(cell).length > 1),
    }));
    return { name: field.name, table: { rows: filled } };
  };
  return { view, read };
}

function labelOf(field) {
  const unit = field.unit ? ` (${field.unit.vi})` : "";
  return { vi: field.label.vi + unit + (field.required ? " *" : ""), en: field.label.en };
}

// The form as controls. `locked(name)` says which fields stay as they are. { view, changed() -> contract fields }
export function writeForm(kind, fields, locked) {
  const values = byName(fields);
  const readers = [];
  const sections = (kind.form?.sections || []).map((section) => element(
    "section", { className: "card" },
    element("h3", {}, ...words(section.title)),
    ...section.fields.map((field) => {
      const value = values.get(field.name);
      if (field.type === "FIELD_TYPE_TABLE" && !locked(field.name)) {
        const table = writeTable(field, value);
        readers.push(table.read);
        return table.view;
      }
      if (field.type === "FIELD_TYPE_TABLE") return element("div", {}, element("p", { className: "help" }, ...words(field.label)), readTable(field, value));
      const input = control(field, value);
      input.disabled = locked(field.name);
      if (!input.disabled) readers.push(() => written(field, input));
      return labelled(labelOf(field), input, field.help);
    }),
  ));
  const before = readers.map((read) => JSON.stringify(read()));
  const changed = () => readers.map((read) => read()).filter((field, i) => JSON.stringify(field) !== before[i]);
  return { view: sections, changed };
}

// Every place of the form that a remark may name.
export function places(kind) {
  return (kind.form?.sections || []).flatMap((section) => section.fields.map((field) => ({ name: field.name, label: field.label })));
}
