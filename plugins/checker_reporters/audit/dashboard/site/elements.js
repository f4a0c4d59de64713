// Elements of the page. Text only ever becomes text nodes; nothing here parses markup.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  // each has its own shape, so that no meaning depends on colour alone
  const ICONS = {
    error: "M4.6 1h6.8L15 4.6v6.8L11.4 15H4.6L1 11.4V4.6z",
    warning: "M8 1.2 15.4 14.4H.6z",
    info: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z",
    review: "M8 .8 15.2 8 8 15.2.8 8z",
    waived: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 2.6a3.9 3.9 0 1 1 0 7.8 3.9 3.9 0 0 1 0-7.8z",
    good: "M1.6 8.6 3.9 6.2l2.7 2.7 5.5-5.8 2.3 2.2-7.8 8.3z",
    bad: "M3.4 1.4 8 6l4.6-4.6 2 2L10 8l4.6 4.6-2 2L8 10l-4.6 4.6-2-2L6 8 1.4 3.4z",
    unknown: "M8 .8 15.2 8 8 15.2.8 8z",
    nothing: "M1.5 6.3h13v3.4h-13z",
    late: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm-1 3v5l4 2.4 1-1.7-3-1.8V4z",
  };

  /** Make an element; properties are attributes, `on…` listeners, `style` CSS properties; children are nodes or texts. */
  checker.h = (name, properties = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (key === "style") Object.entries(value).forEach(([rule, v]) => element.style.setProperty(rule, v));
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };

  const h = checker.h;

  checker.icon = (kind) => {
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("class", `icon ${kind}`);
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[kind]);
    svg.append(path);
    return svg;
  };

  const VERDICTS = { conforms: "good", fails: "bad", unread: "unknown", missing: "nothing" };
  const ARRIVALS = { filed: "good", late: "late", missing: "nothing", unread: "unknown", unclear: "unknown" };

  /** Show a text with an icon. */
  checker.badge = (icon, text, kind = icon) =>
    h("span", { class: `badge ${kind}` }, checker.icon(icon), h("span", {}, text));
  checker.verdictBadge = (verdict) => checker.badge(VERDICTS[verdict], checker.t(`verdict-${verdict}`), verdict);
  checker.arrivalBadge = (arrival) => checker.badge(ARRIVALS[arrival], checker.t(`arrival-${arrival}`), arrival);
  checker.severityBadge = (severity) => checker.badge(severity, checker.t(severity));

  /** List the numbers of errors, warnings, hints, findings to review and waived findings. */
  checker.countList = (counts) => {
    const kinds = ["error", "warning", "info", "review", "waived"];
    const shown = kinds.filter((_, at) => counts[at]);
    return h("ul", { class: "counts" }, shown.map((kind) => {
      const text = checker.t(`count-${kind}`, { count: counts[kinds.indexOf(kind)] });
      return h("li", {}, checker.badge(kind, text));
    }));
  };

  /** Make a select field with [value, label] options. */
  checker.selectField = (id, label, options, selected, onchange) => {
    const select = h("select", { id, onchange: () => onchange(select.value) },
      options.map(([value, text]) => h("option", { value, selected: value === selected }, text)));
    return h("div", { class: "field" }, h("label", { for: id }, label), select);
  };

  /** Announce a text to screen readers. */
  checker.announce = (text) => {
    document.getElementById("status").textContent = text;
  };
})();
