// What became of the findings of earlier runs: new, corrected, still open, worse, decided, or not judged.
"use strict";

(() => {
  const { h, t, formatNumber } = checker;
  const CHANGES = ["new", "corrected", "open", "worse", "decided", "unknown"];
  const CODES = { n: "new", c: "corrected", w: "worse", d: "decided", u: "unknown" };
  const KINDS = { new: "error", corrected: "good", open: "warning", worse: "error", decided: "waived", unknown: "unknown" };

  const bodiesTable = (bodies, name) => {
    const rows = Object.entries(bodies).map(([number, counts]) => [Number(number), counts])
      .sort((one, other) => other[1][0] + other[1][3] - one[1][0] - one[1][3] || other[1][1] - one[1][1] || one[0] - other[0]);
    const shown = (counts) => [["fails", counts[0] + counts[3]], ["late", counts[2]], ["conforms", counts[1]], ["waived", counts[4] + counts[5]]];
    return h("section", { class: "panel" }, h("h2", {}, t("by-body")), checker.barTable({
      caption: t("by-body"), head: t("body"), rows, shown: 15,
      label: ([number]) => name(number),
      parts: ([, counts]) => shown(counts),
      number: [t("findings"), ([, counts]) => formatNumber(counts.reduce((sum, one) => sum + one, 0))],
      columns: CHANGES.map((change, at) => [t(`change-${change}`), ([, counts]) => (counts[at] ? formatNumber(counts[at]) : h("span", { class: "soft" }, "0"))]),
    }));
  };

  checker.views.rounds = async () => {
    const list = await checker.loadBodies();
    const runs = checker.audit.rounds;
    const root = h("section", { class: "rounds" });
    let shown = -1;
    let inner = { update: () => {}, currentRows: () => [] };
    const choose = (number) => checker.navigate(checker.linkTo("rounds", { run: number }), true);
    const build = async (run) => {
      const [number, day, counts] = run;
      const round = await checker.load(`round-${number}`);
      const nameOf = (at) => list.name[at] ?? round.names[at - list.name.length];
      const linked = (at) => (list.name[at] === undefined ? nameOf(at) : checker.bodyLink(at, nameOf(at)));
      inner = checker.findingsListing({
        name: "changes", title: t("changed-findings"), index: round.findings, nameOf, linked,
        outcomes: Object.entries(CODES).map(([code, change]) => [code, t(`change-${change}`), KINDS[change], change]),
        key: "change", label: t("change"), list, level: "h2",
      });
      root.replaceChildren(
        h("h1", { tabindex: "-1" }, t("rounds")),
        h("form", { class: "controls", onsubmit: (event) => event.preventDefault() }, checker.selectField("rounds-run", t("compared-with-run"),
          runs.map(([one, on]) => [String(one), t("run-of", { number: one, day: on })]), String(number), choose)),
        h("p", { class: "about" }, t("rounds-about", { number, day })),
        h("ul", { class: "tiles changes" }, CHANGES.map((change, at) => h("li", { class: KINDS[change] }, h("div", {},
          h("span", {}, checker.icon(KINDS[change]), t(`change-${change}`)), h("strong", {}, formatNumber(counts[at])))))),
        bodiesTable(round.bodies, linked), inner.root);
    };
    const update = async (params) => {
      if (!runs.length) {
        root.replaceChildren(h("h1", { tabindex: "-1" }, t("rounds")), h("p", { class: "about" }, t("no-rounds")));
        return;
      }
      const at = Math.max(0, runs.findIndex(([number]) => String(number) === params.get("run")));
      if (at !== shown) await build(runs[at]);
      shown = at;
      await inner.update(params);
    };
    return { root, update, currentRows: () => [] };
  };
})();
