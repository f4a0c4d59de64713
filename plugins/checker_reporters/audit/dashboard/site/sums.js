// The sums of the prescribed tables over all filings, or over those of one kind of body.
"use strict";

(() => {
  const { h, t } = checker;

  const number = (value) => (value === null || value === undefined ? null : value[1]);

  /** Add decimals exactly. */
  const plus = (one, other) => {
    if (one === null || other === null) return one ?? other;
    const places = Math.max(...[one, other].map((text) => (text.split(".")[1] ?? "").length));
    const whole = (text) => {
      const [integer, fraction = ""] = text.split(".");
      return BigInt(integer + fraction.padEnd(places, "0"));
    };
    const sum = whole(one) + whole(other);
    const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
    return (sum < 0n ? "-" : "") + (places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits);
  };

  const added = (lists) => {
    const given = lists.filter(Array.isArray);
    if (!given.length) return null;
    return given[0].map((_, at) => given.reduce((sum, list) => plus(sum, number(list[at])), null))
      .map((value) => (value === null ? null : [value.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""), value]));
  };

  checker.views.sums = async () => {
    const kinds = await checker.load("sums");
    const root = h("section", { class: "sums" });
    const update = (chosen) => {
      const kind = chosen.get("kind") ?? "";
      const focused = document.activeElement?.id;
      const counted = kinds.filter((one) => !kind || one.kind === kind);
      const filings = [0, 1].map((year) => counted.reduce((sum, one) => sum + one.filings[year], 0));
      root.replaceChildren(
        h("h1", { tabindex: "-1" }, t("sums")),
        h("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
          checker.choice("sums-kind", t("kind"), [["", t("all")], ...checker.named(kinds.map((one) => one.kind))], kind,
            (picked) => checker.go(checker.with({ kind: picked }), true))),
        h("p", { class: "told" }, t("sums-of", { count: filings[0], before: filings[1], year: String(checker.audit.year), last: String(checker.audit.year - 1) })),
        h("p", { class: "about" }, t("sums-about")), checker.legend(),
        ...checker.audit.grids.map((grid, at) => checker.grid(grid, {
          now: added(counted.map((one) => one.tables[at].now)), then: added(counted.map((one) => one.tables[at].then)),
        })));
      document.getElementById(focused)?.focus();
    };
    return { root, update };
  };
})();
