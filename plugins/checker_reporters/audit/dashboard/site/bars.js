// Charts: tables with bars in their cells, so that every bar has its number and screen readers read a table.
"use strict";

(() => {
  const { h } = checker;
  const SEVERITIES = ["error", "warning", "info", "review"];

  const bar = (parts, max) =>
    h("div", { class: "bar", "aria-hidden": "true" }, parts.filter(([, number]) => number).map(([kind, number]) =>
      h("i", { class: `fill ${kind}`, style: { width: `${(100 * number) / Math.max(max, 1)}%` } })));

  /** Draw a stacked bar with a legend of counts and shares. */
  checker.stackedBar = (label, parts) => {
    const total = parts.reduce((sum, part) => sum + part.count, 0);
    return h("div", { class: "stack" },
      bar(parts.map((part) => [part.kind, part.count]), total),
      h("ul", { class: "legend", "aria-label": label }, parts.map((part) =>
        h("li", { class: part.count ? "" : "none" }, h("a", { href: part.href },
          h("span", { class: "key" }, h("i", { class: `swatch fill ${part.kind}`, "aria-hidden": "true" }), part.title),
          h("strong", {}, checker.formatNumber(part.count)),
          h("small", {}, checker.formatShare(part.count, total)))))));
  };

  /** Draw rows of bars; `columns` are [title, row → content] after the bar. */
  checker.barTable = ({ caption, head, rows, label, parts, number, columns = [], shown = 10 }) => {
    const max = Math.max(1, ...rows.map((row) => parts(row).reduce((sum, [, count]) => sum + count, 0)));
    const body = h("tbody");
    const table = h("table", { class: columns.length > 1 ? "bars dense" : "bars" },
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, head),
        h("th", { scope: "col", class: "wide" }, number[0]),
        columns.map(([title]) => h("th", { scope: "col", class: "n" }, title)))),
      body);
    const more = h("button", { type: "button", class: "more" });
    let drawn = 0;
    const extend = (count) => {
      body.append(...rows.slice(drawn, drawn + count).map((row) => h("tr", {},
        h("th", { scope: "row" }, label(row)),
        h("td", { class: "wide" }, h("div", { class: "measure" }, bar(parts(row), max), h("b", {}, number[1](row)))),
        columns.map(([, content]) => h("td", { class: "n" }, content(row))))));
      drawn = Math.min(rows.length, drawn + count);
      more.hidden = drawn >= rows.length;
      more.textContent = checker.t("more", { count: rows.length - drawn });
    };
    more.addEventListener("click", () => extend(50));
    extend(shown);
    return h("div", { class: "chart" }, table, more);
  };

  /** Pair counts of findings with their severities, as parts of a bar. */
  checker.severityParts = (counts) => SEVERITIES.map((kind, index) => [kind, counts[index]]);
})();
