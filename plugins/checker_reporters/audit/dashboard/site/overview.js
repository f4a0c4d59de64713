// The overview: who filed, what was found, which bodies are worst, and the comparison with last year.
"use strict";

(() => {
  const { h, t, formatNumber } = checker;
  const ARRIVALS = ["filed", "late", "missing", "unread", "unclear"];
  const VERDICTS = ["conforms", "fails", "unread", "missing"];
  const SEVERITIES = ["error", "warning", "info", "review"];

  const panel = (title, about, ...children) => h("section", { class: "panel" },
    h("h2", {}, title), about ? h("p", { class: "about" }, about) : "", ...children);

  const filingStatus = ({ everyone }) => panel(t("filing-status"), t("of-bodies", { count: everyone.bodies }),
    checker.stackedBar(t("filing-status"), ARRIVALS.filter((kind) => kind !== "unclear" || everyone.arrivals[kind]).map((kind) => ({
      kind, title: t(`arrival-${kind}`), count: everyone.arrivals[kind], href: checker.linkTo("bodies", { arrival: kind }),
    }))));

  const verdicts = ({ everyone }) => panel(t("conformity"), t(`conforms-means-${checker.audit.threshold || "never"}`),
    checker.stackedBar(t("conformity"), VERDICTS.map((kind) => ({
      kind, title: t(`verdict-${kind}`), href: checker.linkTo("bodies", { verdict: kind }),
      count: kind === "missing" ? everyone.arrivals.missing : everyone.verdicts[kind],
    }))));

  const tiles = ({ everyone }) => h("ul", { class: "tiles" }, SEVERITIES.map((kind, at) =>
    h("li", { class: kind }, h("a", {
      href: checker.linkTo("findings", kind === "review" ? { outcome: "r" } : { severity: kind, outcome: "f" }),
    }, h("span", {}, checker.icon(kind), t(`many-${kind}`)), h("strong", {}, formatNumber(everyone.findings[at])),
    h("small", {}, t(`means-${kind}`))))));

  const rules = ({ found }) => panel(t("by-rule"), t("by-rule-about"), found.length
    ? checker.barTable({
      caption: t("by-rule"), head: t("rule"), rows: found, shown: 12,
      label: ([rule]) => {
        const [name, severity, , , requirement] = checker.audit.rules[rule];
        return [
          h("a", { href: checker.linkTo("findings", { rule: name }), title: requirement }, checker.icon(severity), checker.ruleName(checker.audit.rules[rule])),
        ];
      },
      parts: ([rule, number, , review]) => [[checker.audit.rules[rule][1], number - review], ["review", review]],
      number: [t("findings"), ([, number]) => formatNumber(number)],
      columns: [[t("bodies"), ([, , bodies]) => formatNumber(bodies)]],
    })
    : h("p", {}, t("nothing-found")));

  const categories = ({ categories: rows }) => panel(t("by-category"), "", checker.barTable({
    caption: t("by-category"), head: t("category"), rows,
    label: ([name]) => h("a", { href: checker.linkTo("findings", { category: name }) }, t(name)),
    parts: ([, counts]) => checker.severityParts(counts),
    number: [t("findings"), ([, counts]) => formatNumber(counts.slice(0, 4).reduce((sum, one) => sum + one, 0))],
  }));

  const years = ({ years: { bodies, rules: rows } }) => {
    if (!bodies) return panel(t("year-on-year"), t("no-year-before"));
    const { audit } = checker;
    const category = new Map(audit.rules.map(([name, , kind]) => [name, kind]));
    const called = new Map(audit.rules.map((rule) => [rule[0], checker.ruleName(rule)]));
    const sums = new Map();
    for (const [name, now, then] of rows) {
      const kind = category.get(name) ?? "form";
      const [a, b] = sums.get(kind) ?? [0, 0];
      sums.set(kind, [a + now, b + then]);
    }
    const most = Math.max(1, ...rows.flatMap(([, now, then]) => [now, then]));
    const whole = Math.max(1, ...[...sums.values()].flat());
    const line = (label, now, then, top) => h("tr", {},
      h("th", { scope: "row" }, label),
      h("td", { class: "wide" }, h("div", { class: "pair", "aria-hidden": "true" },
        h("i", { class: "fill now", style: { width: `${(100 * now) / top}%` } }),
        h("i", { class: "fill then", style: { width: `${(100 * then) / top}%` } }))),
      h("td", { class: "n" }, formatNumber(now)), h("td", { class: "n soft" }, formatNumber(then)),
      h("td", { class: "n" }, change(now - then)));
    const change = (difference) => (difference > 0 ? `+${formatNumber(difference)}` : difference < 0 ? `−${formatNumber(-difference)}` : "0");
    const table = (caption, lines) => h("table", { class: "bars years" }, h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, caption), h("th", { scope: "col", class: "wide" },
        h("span", { class: "unseen" }, t("chart"))),
      h("th", { scope: "col", class: "n" }, h("i", { class: "swatch fill now" }), audit.period),
      h("th", { scope: "col", class: "n" }, h("i", { class: "swatch fill then" }), audit.before),
      h("th", { scope: "col", class: "n" }, t("change")))), h("tbody", {}, lines));
    const mostChanged = [...rows].sort((one, other) => Math.abs(other[1] - other[2]) - Math.abs(one[1] - one[2])).slice(0, 12);
    return panel(t("year-on-year"), t("compared-bodies", { count: bodies }),
      table(t("category"), [...sums].sort((one, other) => other[1][0] - one[1][0])
        .map(([kind, [now, then]]) => line(t(kind), now, then, whole))),
      mostChanged.length ? h("details", {}, h("summary", {}, t("rules-most-changed")), table(t("rule"), mostChanged.map(([name, now, then]) =>
        line(called.get(name) ?? name, now, then, most)))) : "");
  };

  const groups = (title, head, rows, key) => {
    const severityScore = ([, line]) => line.findings[0] * 1e6 + line.arrivals.missing * 1e3 + line.findings[1];
    const worst = rows.filter(([name]) => name).sort((one, other) => severityScore(other) - severityScore(one));
    if (!worst.length) return "";
    return panel(title, t("worst-first"), checker.barTable({
      caption: title, head, rows: worst, shown: 10,
      label: ([name]) => h("a", { href: checker.linkTo("bodies", { [key]: name }) }, name),
      parts: ([, line]) => checker.severityParts(line.findings),
      number: [t("findings"), ([, line]) => formatNumber(line.findings.slice(0, 4).reduce((sum, one) => sum + one, 0))],
      columns: [
        [t("bodies"), ([, line]) => formatNumber(line.bodies)],
        [t("arrival-missing"), ([, line]) => formatNumber(line.arrivals.missing)],
        [t("verdict-conforms"), ([, line]) => checker.formatShare(line.verdicts.conforms, line.bodies)],
      ],
    }));
  };

  const submissions = ({ submissions: counts, complete, unmatched, pack }) => {
    const states = ["ok", "partial", "error", "failed", "unreached"];
    return panel(t("submissions"), t("submissions-about"),
      h("p", { class: "sum" }, h("span", {}, h("span", {}, h("strong", {}, formatNumber(counts.all)), t("all-files"))),
        states.map((state, index) => h("span", {}, index ? "+" : "=", h("span", { class: counts[state] ? "" : "soft" },
          h("strong", {}, formatNumber(counts[state])), t(`state-${state}`))))),
      h("p", {}, checker.badge(complete ? "good" : "bad", t(complete ? "counts-match" : "counts-differ"), complete ? "conforms" : "fails")),
      unmatched ? h("p", {}, h("a", { href: checker.linkTo("unmatched") }, t("unmatched-count", { count: unmatched }))) : "",
      h("p", { class: "soft" }, t("checked-against", { title: pack.title, id: pack.id })));
  };

  checker.views.overview = async () => {
    const { audit } = checker;
    const root = h("section", { class: "overview" },
      h("h1", { tabindex: "-1", class: "unseen" }, t("overview")),
      h("div", { class: "pair-of" }, filingStatus(audit.totals), verdicts(audit.totals)),
      tiles(audit.totals),
      h("div", { class: "two" },
        h("div", {}, rules(audit.totals), years(audit.totals)),
        h("div", {}, categories(audit.totals), groups(t("by-parent"), t("parent"), audit.totals.parents, "parent"),
          groups(t("by-kind"), t("kind"), audit.totals.kinds, "kind"), submissions(audit))));
    return { root, update: () => {} };
  };
})();
