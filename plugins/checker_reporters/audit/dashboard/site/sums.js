// The sums of the prescribed tables over all filings, or those of one kind of body.
"use strict";

(() => {
  const { h, t } = checker;

  const number = (value) => (value === null || value === undefined ? null : value[1]);

  const add = (one, other) => (one === null || other === null ? one ?? other : checker.addDecimals(one, other));

  const addLists = (lists) => {
    const given = lists.filter(Array.isArray);
    if (!given.length) return null;
    return given[0].map((_, at) => given.reduce((sum, list) => add(sum, number(list[at])), null))
      .map((value) => (value === null ? null : [value, value]));
  };

  checker.views.sums = async () => {
    const kinds = await checker.load("sums");
    const root = h("section", { class: "sums" });
    const update = (params) => {
      const kind = params.get("kind") ?? "";
      const focused = document.activeElement?.id;
      const counted = kinds.filter((one) => !kind || one.kind === kind);
      const filings = [0, 1].map((year) => counted.reduce((sum, one) => sum + one.filings[year], 0));
      root.replaceChildren(
        h("h1", { tabindex: "-1" }, t("sums")),
        h("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
          checker.selectField("sums-kind", t("kind"), [["", t("all")], ...checker.nameOptions(kinds.map((one) => one.kind))], kind,
            (picked) => checker.navigate(checker.linkWith({ kind: picked }), true))),
        h("p", { class: "result-count" }, t("sums-of", { count: filings[0], before: filings[1], year: checker.audit.period, last: checker.audit.before })),
        h("p", { class: "about" }, t("sums-about")), checker.cellLegend(),
        ...checker.audit.grids.map((grid, at) => checker.drawGrid(grid, {
          now: addLists(counted.map((one) => one.tables[at].now)), then: addLists(counted.map((one) => one.tables[at].then)),
        })));
      document.getElementById(focused)?.focus();
    };
    return { root, update };
  };
})();
