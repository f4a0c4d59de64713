// Charts: tables whose cells are bars, so that every bar has its number beside it and reads as a table.
"use strict";

(() => {
  const { h } = checker;
  const SEVERITIES = ["error", "warning", "info", "review"];

  const bar = (parts, most) =>
    h("div", { class: "bar", "aria-hidden": "true" }, parts.filter(([, number]) => number).map(([kind, number]) =>
      h("i", { class: `fill ${kind}`, style: { width: `${(100 * number) / Math.max(most, 1)}%` } })));

  /** Draw a bar that is cut into its parts, with a legend of counts and shares. */
  checker.stack = (label, parts) => {
    const whole = parts.reduce((sum, part) => sum + part.count, 0);
    return h("div", { class: "stack" },
      bar(parts.map((part) => [part.kind, part.count]), whole),
      h("ul", { class: "legend", "aria-label": label }, parts.map((part) =>
        h("li", { class: part.count ? "" : "none" }, h("a", { href: part.href },
          h("span", { class: "key" }, h("i", { class: `swatch fill ${part.kind}`, "aria-hidden": "true" }), part.words),
          h("strong", {}, checker.count(part.count)),
          h("small", {}, checker.share(part.count, whole)))))));
  };

  /** Draw rows of bars; `columns` are [words, row → content], after the label and before the bar. */
  checker.bars = ({ caption, head, rows, label, parts, number, columns = [], shown = 10 }) => {
    const most = Math.max(1, ...rows.map((row) => parts(row).reduce((sum, [, count]) => sum + count, 0)));
    const body = h("tbody");
    const table = h("table", { class: columns.length > 1 ? "bars dense" : "bars" },
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, head),
        h("th", { scope: "col", class: "wide" }, number[0]),
        columns.map(([words]) => h("th", { scope: "col", class: "n" }, words)))),
      body);
    const more = h("button", { type: "button", class: "more" });
    let upto = 0;
    const extend = (count) => {
      body.append(...rows.slice(upto, upto + count).map((row) => h("tr", {},
        h("th", { scope: "row" }, label(row)),
        h("td", { class: "wide" }, h("div", { class: "measure" }, bar(parts(row), most), h("b", {}, number[1](row)))),
        columns.map(([, content]) => h("td", { class: "n" }, content(row))))));
      upto = Math.min(rows.length, upto + count);
      more.hidden = upto >= rows.length;
      more.textContent = checker.t("more", { count: rows.length - upto });
    };
    more.addEventListener("click", () => extend(50));
    extend(shown);
    return h("div", { class: "chart" }, table, more);
  };

  /** Name the parts of a bar of findings, by their counts. */
  checker.graveness = (counts) => SEVERITIES.map((kind, at) => [kind, counts[at]]);
})();
