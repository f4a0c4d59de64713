// The page of a body: its verdict, its findings, and its tables compared with last year's.
"use strict";

(() => {
  const { h, t } = checker;
  const SEVERITIES = ["error", "warning", "info"];

  const fact = (label, ...content) => (content.flat().some((part) => part) ? h("div", {}, h("dt", {}, label), h("dd", {}, ...content)) : "");

  /** Explain the marks in cells of tables. */
  checker.cellLegend = () => h("p", { class: "cells-legend" },
    h("span", {}, h("b", {}, "12"), t("legend-now", { year: checker.audit.period })),
    h("span", {}, h("small", {}, "9 ", h("b", {}, "+3")), t("legend-then", { year: checker.audit.before })),
    h("span", {}, h("b", {}, "0"), t("legend-zero")),
    h("span", {}, h("i", { class: "swatch absent" }), t("legend-absent")));

  const days = (from, until) => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

  const facts = (one, children) => h("dl", { class: "facts" },
    fact(t("kind"), one.kind),
    fact(t("parent"), one.parent ? h("a", { href: checker.linkTo("bodies", { parent: one.parent }) }, one.parent) : ""),
    fact(t("deadline"), one.deadline),
    fact(t("submitted"), one.submitted, one.submitted && one.deadline && one.submitted > one.deadline
      ? h("em", { class: "late" }, t("days-late", { count: days(one.deadline, one.submitted) })) : ""),
    fact(t("contact"), one.contact),
    fact(t("aliases"), (one.aliases ?? []).join(checker.language() === "zh" ? "、" : ", ")),
    children ? fact(t("children"), h("a", { href: checker.linkTo("bodies", { parent: one.name }) }, t("children-count", { count: children }))) : "");

  /** Link to a file, at a page where the browser can open it there. */
  const file = (href, page, text) => h("a", {
    class: "file", href: page && /\.pdf$/i.test(href) ? `${href}#page=${page}` : href, target: "_blank", rel: "noopener",
  }, text);

  const path = (one, href) => (href ? file(href, null, h("span", { class: "path" }, one)) : h("span", { class: "path" }, one));

  const submission = (one) => [
    path(one.path, one.href),
    h("small", {}, [one.title, one.format, one.pages ? t("page-count", { count: one.pages }) : "",
      one.year ? t("of-year", { year: one.period || String(one.year) }) : "",
      one.state === "ok" ? "" : t(`state-${one.state}`)].filter(Boolean).join(" · ")),
    one.failure ? h("p", { class: "failure" }, checker.formatMessage(one.failure)) : "",
    one.note ? h("p", { class: "about" }, checker.formatMessage(one.note)) : "",
  ];

  const values = (found, expected) => {
    const [actual, wanted] = [checker.formatMessage(found), checker.formatMessage(expected)];
    if (!actual && !wanted) return "";
    return h("p", { class: "values" },
      actual ? h("span", { class: "found" }, h("small", {}, t("found")), h("q", {}, actual)) : "",
      actual && wanted ? h("span", { class: "arrow", "aria-hidden": "true" }, "→") : "",
      wanted ? h("span", { class: "expected" }, h("small", {}, t("expected")), h("q", {}, wanted)) : "");
  };

  const finding = (one, at, { linked = "", href = "" } = {}) => {
    const rule = checker.audit.rules[one.rule];
    const [name, , category, clause, requirement] = rule;
    const kind = one.waived ? "waived" : one.review ? "review" : one.severity;
    return h("li", { class: `finding ${kind}`, id: linked ? `finding-${at}` : null, tabindex: linked ? "-1" : null },
      h("div", { class: "first" },
        h("span", { class: "no" }, String(at + 1)), checker.severityBadge(one.severity),
        one.review ? checker.badge("review", t("outcome-r")) : "",
        one.waived ? checker.badge("waived", t(one.known ? "known" : one.alarm ? "decision-false-alarm" : "outcome-a")) : "",
        one.across ? h("span", { class: "tag" }, t("across")) : "",
        h("span", { class: "at" }, checker.formatMessage(one.place)),
        opened(one, href)),
      h("p", { class: "message" }, checker.formatMessage(one.message)),
      values(one.found, one.expected),
      one.advice ? h("p", { class: "advice" }, h("small", {}, t("advice")), checker.formatMessage(one.advice)) : "",
      one.reason ? h("p", { class: "advice" }, h("small", {}, t("reason")), one.reason) : "",
      one.by ? h("p", { class: "advice" }, h("small", {}, t("decided-by")), one.by) : "",
      one.until ? h("p", { class: "advice" }, h("small", {}, t("valid-until")), one.until) : "",
      one.across && (one.filing || one.other) ? h("dl", { class: "both" },
        fact(t("filing"), one.filing ? path(one.filing, one.href) : ""),
        fact(t("compared-with"), one.other ? path(one.other, one.otherHref) : "")) : "",
      h("p", { class: "basis" }, h("span", {}, checker.ruleName(rule)), h("span", {}, t(category)), clause,
        requirement ? h("q", {}, requirement) : "", h("span", { class: "id" }, `${name} (${one.code})`)),
      linked && !one.waived ? checker.decisionForm(linked, name, one) : "");
  };

  const opened = (one, own) => {
    const href = one.href || (one.across ? "" : own); // a finding in another file of the submission has its own
    if (!href) return "";
    return file(href, one.page, one.page ? t("open-page", { page: one.page }) : t("open-file"));
  };

  const findings = (all, body, href) => {
    if (!all.length) return h("p", { class: "fine" }, t("nothing-found"));
    return SEVERITIES.map((severity) => {
      const some = [...all.keys()].filter((at) => all[at].severity === severity);
      if (!some.length) return "";
      const title = h("h3", {}, t(`many-${severity}`), h("small", {}, checker.formatNumber(some.length)));
      const listed = h("ol", { class: "findings" }, some.map((at) => finding(all[at], at, { linked: body, href })));
      return severity === "info" ? h("details", { class: "folded" }, h("summary", {}, title), listed) : h("section", {}, title, listed);
    });
  };

  /** Sort findings by severity, and renumber the marks in the tables. */
  const sortFindings = ({ findings: all = [], tables = [] }) => {
    const order = SEVERITIES.flatMap((severity) => [...all.keys()].filter((at) => all[at].severity === severity));
    return {
      all: order.map((at) => all[at]),
      tables: tables.map((table) => ({
        ...table, marks: (table.marks ?? []).map(([place, at, first]) => [place, order.indexOf(at), first]),
      })),
    };
  };

  const unjudged = (rows) => (rows.length ? h("section", {}, h("h2", {}, t("not-judged"), h("small", {}, checker.formatNumber(rows.length))),
    h("ul", { class: "open-rules" }, rows.map(([rule, reason, unread]) => h("li", {},
      h("b", { title: checker.audit.rules[rule][0] }, checker.ruleName(checker.audit.rules[rule])), unread ? checker.badge("unknown", t("unread-part"), "unread") : "",
      h("span", {}, checker.formatMessage(reason) || t("no-reason")))))) : "");

  const others = (title, rows) => (rows.length ? h("section", {}, h("h2", {}, title, h("small", {}, checker.formatNumber(rows.length))),
    h("ul", { class: "submissions" }, rows.map((one) => h("li", {}, submission(one),
      h("div", {}, checker.verdictBadge(one.verdict), checker.countList(one.counts)),
      one.findings?.length ? h("details", {}, h("summary", {}, t("show-findings", { count: one.findings.length })),
        h("ol", { class: "findings" }, one.findings.map((each, at) => finding(each, at, { href: one.href })))) : "")))) : "");

  const history = (rows) => (rows.length ? h("section", { class: "history" }, h("h2", {}, t("history")), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("history") },
    h("table", { class: "numbers" }, h("caption", { class: "unseen" }, t("history")),
      h("thead", {}, h("tr", {}, [t("run"), t("period"), t("day"), t("arrival"), ...["error", "warning", "info", "review"].map((kind) => t(`many-${kind}`)),
        t("decided")].map((head, at) => h("th", { scope: "col", class: at > 3 ? "n" : "" }, head)))),
      h("tbody", {}, rows.map(([at, filed, missing, , ...counts]) => {
        const [number, period, day] = checker.audit.runs[at];
        const arrival = filed ? "filed" : missing ? "missing" : "unread";
        return h("tr", {}, h("th", { scope: "row" }, String(number)), h("td", {}, period), h("td", {}, day),
          h("td", {}, checker.badge({ filed: "good", missing: "nothing", unread: "unknown" }[arrival],
            t(filed ? "arrival-filed-any" : `arrival-${arrival}`), arrival)),
          counts.map((count) => h("td", { class: "n" }, count ? checker.formatNumber(count) : h("span", { class: "soft" }, "0"))));
      }))))) : "");

  /** Make the page of the n-th body; `among` are the numbers of the bodies in the list it was opened from. */
  checker.bodyPage = async (number, among) => {
    const list = await checker.loadBodies();
    const size = checker.audit.sizes.bodies;
    const back = checker.linkWith({ body: "" });
    const close = h("a", { class: "back", href: back }, "‹ ", t(`back-${checker.currentRoute().view}`));
    if (!list.name[number]) return h("article", {}, close, h("h1", { tabindex: "-1" }, t("no-such-body")));
    const one = (await checker.load(checker.chunkName("bodies", Math.floor(number / size))))[number % size];
    const place = among.indexOf(number);
    const step = (to, label, direction) => h("a", {
      class: "step", href: to === undefined ? null : checker.linkWith({ body: to }), "aria-disabled": to === undefined, "data-step": direction,
    }, label);
    const { all, tables } = sortFindings(one);
    return h("article", { class: "body" },
      h("nav", { class: "steps", "aria-label": t("bodies") }, close, place < 0 ? "" : h("span", {},
        step(among[place - 1], t("previous"), "previous"), h("small", {}, t("place-of", { place: place + 1, count: among.length })),
        step(among[place + 1], t("next"), "next"))),
      h("header", {},
        h("h1", { tabindex: "-1" }, one.name),
        h("div", { class: "verdict" }, checker.verdictBadge(one.verdict),
          ["late", "unread", "unclear"].includes(one.arrival) ? checker.arrivalBadge(one.arrival) : "", checker.countList(one.counts)),
        facts(one, list.children.get(one.name) ?? 0),
        one.filing ? h("div", { class: "submission" }, submission(one.filing)) : h("p", { class: "failure" }, one.arrival === "unclear" ? t("arrival-unclear-about") : t("nothing-filed"))),
      h("section", {}, h("h2", {}, t("findings"), h("small", {}, checker.formatNumber(all.length))), findings(all, one.name, one.filing?.href)),
      unjudged(one.unjudged ?? []),
      one.notes?.length ? h("section", {}, h("h2", {}, t("notes")), h("ul", { class: "open-rules" }, one.notes.map(([page, note]) =>
        h("li", {}, page ? h("span", { class: "id" }, t("page", { page })) : "", h("span", {}, checker.formatMessage(note)))))) : "",
      h("section", { class: "sheets" }, h("h2", {}, t("tables")), checker.cellLegend(),
        checker.audit.grids.map((grid, at) => checker.drawGrid(grid, tables[at]))),
      history(one.history ?? []),
      others(t("others"), one.others ?? []),
      others(t("before"), one.before ?? []),
      one.elsewhere?.length ? h("section", {}, h("h2", {}, t("elsewhere"), h("small", {}, checker.formatNumber(one.elsewhere.length))),
        h("ul", { class: "submissions" }, one.elsewhere.map((file) => h("li", {}, path(file.path, file.href),
          h("p", { class: "about" }, checker.formatMessage(file.reason)))))) : "");
  };
})();
