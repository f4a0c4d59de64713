// The audit at a glance: who filed, what was found, where it is worst, and how that was last year.
"use strict";

(() => {
  const { h, t, count } = checker;
  const ARRIVALS = ["filed", "late", "missing", "unread"];
  const VERDICTS = ["conforms", "fails", "unread", "missing"];
  const SEVERITIES = ["error", "warning", "info", "review"];

  const panel = (title, about, ...children) => h("section", { class: "panel" },
    h("h2", {}, title), about ? h("p", { class: "about" }, about) : "", ...children);

  const who = ({ everyone }) => panel(t("who-filed"), t("of-bodies", { count: everyone.bodies }),
    checker.stack(t("who-filed"), ARRIVALS.map((kind) => ({
      kind, words: t(`arrival-${kind}`), count: everyone.arrivals[kind], href: checker.to("bodies", { arrival: kind }),
    }))));

  const verdicts = ({ everyone }) => panel(t("who-conforms"), t(`conforms-means-${checker.audit.threshold || "never"}`),
    checker.stack(t("who-conforms"), VERDICTS.map((kind) => ({
      kind, words: t(`verdict-${kind}`), href: checker.to("bodies", { verdict: kind }),
      count: kind === "missing" ? everyone.arrivals.missing : everyone.verdicts[kind],
    }))));

  const tiles = ({ everyone }) => h("ul", { class: "tiles" }, SEVERITIES.map((kind, at) =>
    h("li", { class: kind }, h("a", {
      href: checker.to("findings", kind === "review" ? { outcome: "r" } : { severity: kind, outcome: "f" }),
    }, h("span", {}, checker.shape(kind), t(`many-${kind}`)), h("strong", {}, count(everyone.findings[at])),
    h("small", {}, t(`means-${kind}`))))));

  const rules = ({ found }) => panel(t("by-rule"), t("by-rule-about"), found.length
    ? checker.bars({
      caption: t("by-rule"), head: t("rule"), rows: found, shown: 12,
      label: ([rule]) => {
        const [name, severity, , clause, requirement] = checker.audit.rules[rule];
        return [
          h("a", { href: checker.to("findings", { rule: name }), title: clause }, checker.shape(severity), requirement || name),
          h("small", { class: "id" }, name),
        ];
      },
      parts: ([rule, number, , review]) => [[checker.audit.rules[rule][1], number - review], ["review", review]],
      number: [t("findings"), ([, number]) => count(number)],
      columns: [[t("bodies"), ([, , bodies]) => count(bodies)]],
    })
    : h("p", {}, t("nothing-found")));

  const categories = ({ categories: rows }) => panel(t("by-category"), "", checker.bars({
    caption: t("by-category"), head: t("category"), rows,
    label: ([name]) => h("a", { href: checker.to("findings", { category: name }) }, t(name)),
    parts: ([, counts]) => checker.graveness(counts),
    number: [t("findings"), ([, counts]) => count(counts.slice(0, 4).reduce((sum, one) => sum + one, 0))],
  }));

  const years = ({ years: { bodies, rules: rows } }) => {
    if (!bodies) return panel(t("year-on-year"), t("no-year-before"));
    const { audit } = checker;
    const category = new Map(audit.rules.map(([name, , kind]) => [name, kind]));
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
      h("td", { class: "n" }, count(now)), h("td", { class: "n soft" }, count(then)),
      h("td", { class: "n" }, change(now - then)));
    const change = (gap) => (gap > 0 ? `+${count(gap)}` : gap < 0 ? `−${count(-gap)}` : "0");
    const table = (caption, lines) => h("table", { class: "bars years" }, h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, caption), h("th", { scope: "col", class: "wide" },
        h("span", { class: "unseen" }, t("chart"))),
      h("th", { scope: "col", class: "n" }, h("i", { class: "swatch fill now" }), String(audit.year)),
      h("th", { scope: "col", class: "n" }, h("i", { class: "swatch fill then" }), String(audit.year - 1)),
      h("th", { scope: "col", class: "n" }, t("change")))), h("tbody", {}, lines));
    const moved = [...rows].sort((one, other) => Math.abs(other[1] - other[2]) - Math.abs(one[1] - one[2])).slice(0, 12);
    return panel(t("year-on-year"), t("compared-bodies", { count: bodies }),
      table(t("category"), [...sums].sort((one, other) => other[1][0] - one[1][0])
        .map(([kind, [now, then]]) => line(t(kind), now, then, whole))),
      moved.length ? h("details", {}, h("summary", {}, t("rules-most-changed")), table(t("rule"), moved.map(([name, now, then]) =>
        line(h("span", { class: "id" }, name), now, then, most)))) : "");
  };

  const groups = (title, head, rows, key) => {
    const weight = ([, line]) => line.findings[0] * 1e6 + line.arrivals.missing * 1e3 + line.findings[1];
    const worst = rows.filter(([name]) => name).sort((one, other) => weight(other) - weight(one));
    if (!worst.length) return "";
    return panel(title, t("worst-first"), checker.bars({
      caption: title, head, rows: worst, shown: 10,
      label: ([name]) => h("a", { href: checker.to("bodies", { [key]: name }) }, name),
      parts: ([, line]) => checker.graveness(line.findings),
      number: [t("findings"), ([, line]) => count(line.findings.slice(0, 4).reduce((sum, one) => sum + one, 0))],
      columns: [
        [t("bodies"), ([, line]) => count(line.bodies)],
        [t("arrival-missing"), ([, line]) => count(line.arrivals.missing)],
        [t("verdict-conforms"), ([, line]) => checker.share(line.verdicts.conforms, line.bodies)],
      ],
    }));
  };

  const walk = ({ walk: walked, holds, strays, pack }) => {
    const ended = ["ok", "partial", "error", "failed", "unreached"];
    return panel(t("submissions"), t("submissions-about"),
      h("p", { class: "sum" }, h("span", {}, h("span", {}, h("strong", {}, count(walked.walked)), t("walked"))),
        ended.map((state, at) => h("span", {}, at ? "+" : "=", h("span", { class: walked[state] ? "" : "soft" },
          h("strong", {}, count(walked[state])), t(`state-${state}`))))),
      h("p", {}, checker.badge(holds ? "good" : "bad", t(holds ? "sum-holds" : "sum-broken"), holds ? "conforms" : "fails")),
      strays ? h("p", {}, h("a", { href: checker.to("strays") }, t("strays-wait", { count: strays }))) : "",
      h("p", { class: "soft" }, t("judged-by", { title: pack.title, id: pack.id })));
  };

  checker.views.overview = async () => {
    const { audit } = checker;
    const root = h("section", { class: "overview" },
      h("h1", { tabindex: "-1", class: "unseen" }, t("overview")),
      h("div", { class: "pair-of" }, who(audit.totals), verdicts(audit.totals)),
      tiles(audit.totals),
      h("div", { class: "two" },
        h("div", {}, rules(audit.totals), years(audit.totals)),
        h("div", {}, categories(audit.totals), groups(t("by-parent"), t("parent"), audit.totals.parents, "parent"),
          groups(t("by-kind"), t("kind"), audit.totals.kinds, "kind"), walk(audit))));
    return { root, update: () => {} };
  };
})();
