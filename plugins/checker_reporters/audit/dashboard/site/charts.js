// Line charts, each with its numbers as a table, which screen readers and paper have, too.
"use strict";

(() => {
  const { h } = checker;
  const SVG = "http://www.w3.org/2000/svg";
  const [NARROW, WIDE, HEIGHT, TOP, SIDE] = [320, 680, 120, 12, 10];

  const s = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** Join neighbouring points; a value that is missing breaks the line. */
  const segments = (points) => points.reduce((lines, [x, y]) => {
    if (y === null) lines.push([]);
    else lines.at(-1).push([x, y]);
    return lines;
  }, [[]]).filter((line) => line.length);

  /**
   * Draw values over labels. `points` are [label, value or null, what is shown]; `marks` are {at, text}, vertical lines at
   * a share of the width.
   */
  checker.lineChart = ({ points, max, marks = [], at = (index) => index / Math.max(1, points.length - 1), wide = false }) => {
    const width = wide ? WIDE : NARROW;
    const top = max ?? Math.max(1, ...points.map(([, value]) => value ?? 0)) * 1.1;
    const x = (share) => SIDE + share * (width - 2 * SIDE);
    const y = (value) => HEIGHT - TOP - (value / top) * (HEIGHT - 2 * TOP);
    const placed = points.map(([, value], index) => [x(at(index)), value === null ? null : y(value)]);
    return s("svg", { class: "line", viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true" },
      s("path", { class: "axis", d: `M${SIDE} ${HEIGHT - TOP}H${width - SIDE}` }),
      ...marks.map((mark) => s("path", { class: "due", d: `M${x(mark.at)} ${TOP / 2}V${HEIGHT - TOP}` })),
      ...segments(placed).map((line) => s("path", { class: "values", d: `M${line.map((point) => point.join(" ")).join("L")}` })),
      ...(points.length > 12 ? [] : placed.filter(([, value]) => value !== null).map(([cx, cy]) => s("circle", { cx, cy, r: 3 }))));
  };

  /** Make a card with a chart and the table of its numbers. */
  checker.chartCard = (title, chart, heads, rows) => h("section", { class: heads.length > 2 ? "panel card wide" : "panel card" },
    h("h2", {}, title), chart,
    h("div", heads.length > 2 ? { class: "scroll", tabindex: "0", role: "region", "aria-label": title } : {}, h("table", { class: "numbers" }, h("caption", { class: "unseen" }, title),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col", class: "n" }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", { class: "n" }, cell))))))));
})();
