// Totals and rates over the last periods, and how the filings came in before the deadline.
"use strict";

(() => {
  const { h, t, formatNumber } = checker;
  const DAY = 86_400_000;

  const progress = () => {
    const { bodies, days, deadlines, undated } = checker.audit.progress;
    if (!days.length) return "";
    let sum = 0;
    const rows = days.map(([day, count]) => [day, count, sum += count]);
    const due = deadlines.map(([day]) => day);
    const from = Date.parse(days[0][0]);
    const until = Math.max(from + DAY, Date.parse(days.at(-1)[0]), ...due.map(Date.parse));
    const share = (day) => Math.min(1, Math.max(0, (Date.parse(day) - from) / (until - from)));
    const dueText = deadlines.map(([day, count]) => t("due-on", { day, count, filed: rows.findLast(([one]) => one <= day)?.[2] ?? 0 }));
    return checker.chartCard(t("progress"), h("div", {},
      h("p", { class: "about" }, [t("progress-about", { count: sum, all: bodies }), ...dueText,
        undated ? t("undated", { count: undated }) : ""].filter(Boolean).join(" · ")),
      checker.lineChart({ points: rows.map(([day, , all]) => [day, all]), max: bodies, wide: true,
        at: (index) => share(rows[index][0]), marks: due.map((day) => ({ at: share(day) })) })),
    [t("day"), t("filed-then"), t("filed-so-far"), t("share")],
    rows.slice(-15).map(([day, count, all]) => [day, formatNumber(count), formatNumber(all), checker.formatShare(all, bodies)]));
  };

  const rounds = () => {
    const own = checker.audit.runs.filter(([, period]) => period === checker.audit.runs.at(-1)?.[1]);
    if (own.length < 2) return "";
    return checker.chartCard(t("runs"), checker.lineChart({ points: own.map(([, , day, filed]) => [day, filed]), max: checker.audit.progress.bodies, wide: true }),
      [t("run"), t("day"), t("filed-so-far"), t("arrival-missing"), t("many-error"), t("many-warning")],
      own.map(([number, , day, filed, missing, , errors, warnings]) => [String(number), day, ...[filed, missing, errors, warnings].map(formatNumber)]));
  };

  checker.views.trends = async () => {
    const { parents, kinds, periods } = await checker.load("trends");
    const root = h("section", { class: "trends" });
    const select = (key, names, params) => checker.selectField(`trends-${key}`, t(key), [["", t("all")], ...checker.nameOptions(names)],
      params.get(key) ?? "", (picked) => checker.navigate(checker.linkWith({ [key]: picked }), true));
    const names = checker.audit.grids.map(checker.cellNames);
    const cells = async (parent, kind) => {
      const by = await checker.load(parent ? checker.chunkName("cells", parents.indexOf(parent)) : "cells");
      const wanted = Object.entries(by).filter(([at]) => !kind || kinds[at] === kind).map(([, sums]) => sums);
      let first = 0;
      return checker.audit.grids.map((grid, at) => {
        const rows = names[at].map(([row, column], place) => [row, column, periods.map((_, period) => wanted
          .map((sums) => sums[period]?.[first + place]).filter((one) => one !== undefined)
          .reduce((sum, one) => (sum === null ? String(one) : checker.addDecimals(sum, String(one))), null))])
          .filter(([, , sums]) => sums.some((sum) => sum !== null && sum !== "0"));
        first += names[at].length;
        return rows.length ? h("details", { class: "panel folded cells" }, h("summary", {}, h("h2", {}, grid.title)),
          h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": grid.title }, h("table", { class: "numbers" },
            h("caption", { class: "unseen" }, grid.title),
            h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("row")), h("th", { scope: "col" }, t("column")),
              periods.map(({ period }) => h("th", { scope: "col", class: "n" }, period)))),
            h("tbody", {}, rows.map(([row, column, sums]) => h("tr", {}, h("th", { scope: "row" }, row), h("td", {}, column),
              sums.map((sum) => h("td", { class: "n" }, sum ?? "–")))))))) : "";
      });
    };
    const update = async (params) => {
      const focused = document.activeElement?.id;
      const [parent, kind] = [params.get("parent") ?? "", params.get("kind") ?? ""];
      const tables = await cells(parent, kind);
      const wanted = ([above, sort]) => (!parent || parents[above] === parent) && (!kind || kinds[sort] === kind);
      const sums = periods.map((period) => [period.period, checker.addGroups(period, wanted).get("")]);
      const card = (title, numbers, max) => checker.chartCard(title,
        checker.lineChart({ points: numbers.map(([label, one]) => [label, one?.number ?? null]), max }),
        [t("period"), t("number")], numbers.map(([label, one]) => [label, one?.text ?? "–"]));
      const counted = (name, title) => card(title, sums.map(([label, one]) => {
        const number = one && checker.groupCount(one, name);
        return [label, one && { number, text: formatNumber(number) }];
      }));
      root.replaceChildren(
        h("h1", { tabindex: "-1" }, t("trends")),
        h("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
          select("parent", parents, params), select("kind", kinds, params)),
        h("p", { class: "about" }, t("trends-about", { count: periods.length })),
        h("div", { class: "cards" }, progress(), rounds(),
          counted("filed", t("arrival-filed-any")), counted("missing", t("arrival-missing")),
          counted("errors", t("many-error")), counted("warnings", t("many-warning")),
          checker.audit.statistics.map(([, isRate], at) => card(checker.statisticName(at),
            sums.map(([label, one]) => [label, one && checker.statistic(one, at)]), isRate ? 100 : undefined))),
        h("h2", {}, t("all-totals")), h("p", { class: "about" }, t("all-totals-about")), ...tables);
      document.getElementById(focused)?.focus();
    };
    return { root, update };
  };
})();
