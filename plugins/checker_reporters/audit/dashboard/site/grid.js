// A prescribed table: each cell has this year's value, and below it last year's value and the change.
"use strict";

(() => {
  const { h, t } = checker;

  const depth = ([, ...children]) => 1 + Math.max(0, ...children.map(depth));
  const leaves = ([, ...children]) => (children.length ? children.reduce((sum, child) => sum + leaves(child), 0) : 1);

  const heads = (band) => {
    const height = Math.max(...band.columns.map(depth));
    const rows = Array.from({ length: height }, () => h("tr"));
    const place = (label, level) => {
      const [text, ...children] = label;
      rows[level].append(h("th", {
        scope: children.length ? "colgroup" : "col", colspan: leaves(label),
        rowspan: children.length ? 1 : height - level,
      }, text));
      children.forEach((child) => place(child, level + 1));
    };
    rows[0].append(h("td", { rowspan: height, class: "corner" }, band.stub));
    band.columns.forEach((label) => place(label, 0));
    if (band.caption) {
      const width = 1 + band.columns.reduce((sum, label) => sum + leaves(label), 0);
      rows.unshift(h("tr", {}, h("th", { colspan: width, class: "band", scope: "colgroup" }, band.caption)));
    }
    return rows;
  };

  const shown = (value) => (Array.isArray(value) ? value[0] : value);
  const exact = (value) => (Array.isArray(value) ? value[1] : value === null || value === undefined ? null : String(value));

  const difference = (now, then) => {
    const change = checker.addDecimals(now, then, -1n);
    if (change === "0") return "";
    return change.startsWith("-") ? `−${change.slice(1)}` : `+${change}`;
  };

  const cell = (now, then, compared, marks) => {
    const absent = now === null || now === undefined;
    const one = exact(now);
    const other = exact(then);
    const zero = (absent || one === "0") && (!compared || other === "0" || other === null);
    const classes = ["v", absent ? "absent" : "", zero ? "zero" : "", marks.some(([, first]) => first) ? "marked" : marks.length ? "touched" : ""].join(" ");
    const change = compared && one && other ? difference(one, other) : "";
    return h("td", { class: classes },
      h("span", { class: "now" }, absent ? "" : String(shown(now)),
        marks.filter(([, first]) => first).map(([mark]) => h("button", {
          type: "button", class: "mark", "aria-label": t("see-finding", { number: mark + 1 }),
          onclick: () => {
            const finding = document.getElementById(`finding-${mark}`);
            finding?.closest("details")?.setAttribute("open", "");
            finding?.focus();
          },
        }, String(mark + 1)))),
      compared && !(zero && one === "0" && other === "0") ? h("small", { class: "then" }, then === null || then === undefined ? "–" : String(shown(then)),
        change ? [" ", h("b", {}, change)] : "") : "");
  };

  /** Name the cells of a table in the order of their values: row, then column. */
  checker.cellNames = (grid) => grid.bands.flatMap((band) => {
    const paths = (label, above = []) => {
      const [text, ...children] = label;
      const path = [...above, text].filter(Boolean);
      return [[path, children], ...children.flatMap((child) => paths(child, path))];
    };
    const columns = band.columns.flatMap((label) => paths(label)).filter(([, children]) => !children.length);
    return band.rows.flatMap((label) => paths(label)).flatMap(([row]) =>
      columns.map(([column]) => [[band.caption, ...row].filter(Boolean).join(" › ") || t("cases"), column.join(" / ")]));
  });

  /** Draw a table; `values.now` and `values.then` list its values, or give the reason why there are none. */
  checker.drawGrid = (grid, values = {}) => {
    const now = Array.isArray(values.now) ? values.now : [];
    const compared = Array.isArray(values.then);
    const marks = new Map();
    for (const [place, finding, first] of values.marks ?? []) marks.set(place, [...(marks.get(place) ?? []), [finding, first]]);
    const reasons = [[values.now, "table-now"], [values.then, "table-then"]]
      .filter(([year]) => year?.reason).map(([year, key]) => h("p", { class: "reason" }, t(key, { reason: checker.formatMessage(year.reason) })));
    let at = 0;
    const rows = (label, columns, level) => {
      const [text, ...children] = label;
      const cells = Array.from({ length: columns }, () => {
        const place = at++;
        return [now[place], compared ? values.then[place] : null, compared, marks.get(place) ?? []];
      });
      const headingOnly = children.length && cells.every(([one, other]) => (one ?? other ?? null) === null);
      const row = h("tr", { class: children.length ? "group" : "" },
        h("th", { scope: "row", class: `level-${level}`, colspan: headingOnly ? columns + 1 : 1 }, text || t("cases")),
        headingOnly ? [] : cells.map((parts) => cell(...parts)));
      return [row, ...children.flatMap((child) => rows(child, columns, level + 1))];
    };
    const bodies = grid.bands.map((band) => {
      const columns = band.columns.reduce((sum, label) => sum + leaves(label), 0);
      const drawn = band.rows.flatMap((label) => rows(label, columns, 0));
      return h("table", { class: "grid" }, h("caption", { class: "unseen" }, [grid.title, band.caption].join(" ")),
        h("thead", {}, heads(band)), h("tbody", {}, drawn));
    });
    const empty = !now.length && !compared;
    return h("section", { class: "sheet" }, h("h3", {}, grid.title), reasons,
      empty ? (reasons.length ? "" : h("p", { class: "reason" }, t("no-table"))) : h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": grid.title }, bodies));
  };
})();
