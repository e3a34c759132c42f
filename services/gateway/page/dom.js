// Builds elements; every text goes in as text, never as markup.

// element("p", { className: "soft" }, "text", otherElement)
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "lang") made.setAttribute("lang", value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Vietnamese first, English small beside or below it.
export function words(label) {
  const parts = [label.vi];
  if (label.en && label.en !== label.vi) parts.push(" ", element("small", { lang: "en" }, label.en));
  return parts;
}

export function button(label, action, className = "") {
  const made = element("button", { type: "button", className }, ...words(label));
  made.addEventListener("click", async () => {
    made.disabled = true;
    try {
      await action();
    } catch (fault) {
      say(fault.message, true);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

let nextId = 0;

// A label and its control, tied together.
export function labelled(label, control, help) {
  control.id = control.id || `control-${++nextId}`;
  return element(
    "div", {},
    element("label", { htmlFor: control.id }, ...words(label)),
    help ? element("p", { className: "help" }, ...words(help)) : null,
    control,
  );
}

export function show(...children) {
  const main = document.getElementById("main");
  main.replaceChildren(...children.filter((child) => child !== null));
  main.focus();
  window.scrollTo(0, 0);
}

export function say(text, bad = false) {
  const notice = document.getElementById("notice");
  notice.textContent = text;
  notice.className = bad ? "bad" : "";
}
