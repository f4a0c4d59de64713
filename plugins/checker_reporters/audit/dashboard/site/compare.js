// A comparison of districts, or of kinds of bodies: who filed, what was found, and the rates that the pack defines.
"use strict";

(() => {
  const { h, t, formatNumber, formatShare } = checker;

  checker.views.compare = async () => {
    const { parents, kinds, periods } = await checker.load("trends");
    const now = periods.at(-1);
    const names = { parent: parents, kind: kinds };
    const by = () => (checker.currentRoute().params.get("by") === "kind" ? "kind" : "parent");
    const rows = () => {
      const { params } = checker.currentRoute();
      const [key, kind] = [by(), params.get("kind") ?? ""];
      const wanted = ([, sort]) => key === "kind" || !kind || kinds[sort] === kind;
      const sums = now ? checker.addGroups(now, wanted, ([parent, sort]) => names[key][key === "kind" ? sort : parent]) : new Map();
      return [...sums].filter(([name]) => name).map(([name, numbers]) => ({ name, numbers }))
        .sort((one, other) => checker.compareNames(one.name, other.name));
    };
    const count = (row, name) => checker.groupCount(row.numbers, name);
    const share = (key, name, title) => ({
      key, label: title, number: true,
      sortKey: (row) => count(row, name) / count(row, "bodies"),
      cell: (row) => h("span", { title: formatNumber(count(row, name)) }, formatShare(count(row, name), count(row, "bodies"))),
    });
    const each = (key, name, title) => ({
      key, label: title, number: true,
      sortKey: (row) => count(row, name) / Math.max(1, count(row, "filed")),
      cell: (row) => h("span", { title: formatNumber(count(row, name)) },
        count(row, "filed") ? formatNumber(Math.round((10 * count(row, name)) / count(row, "filed")) / 10) : "–"),
    });
    return checker.listing({
      name: "compare",
      title: t("compare"),
      about: t("compare-about"),
      searchLabel: t("search-bodies"),
      emptyText: t("no-bodies"),
      rows,
      text: (row) => row.name,
      columns: [
        { key: "name", label: t("group"), cell: (row) => h("a", { class: "open", href: checker.linkTo("bodies", { [by()]: row.name }) }, row.name) },
        { key: "bodies", label: t("bodies"), number: true, sortKey: (row) => count(row, "bodies"), cell: (row) => formatNumber(count(row, "bodies")) },
        share("filed", "filed", t("arrival-filed-any")), share("missing", "missing", t("arrival-missing")),
        each("errors", "errors", t("errors-each")), each("warnings", "warnings", t("warnings-each")),
        ...checker.audit.statistics.map((_, at) => ({
          key: `statistic-${at}`, label: checker.statisticName(at), number: true,
          sortKey: (row) => checker.statistic(row.numbers, at).number ?? -1,
          cell: (row) => {
            const { number, of, text } = checker.statistic(row.numbers, at);
            return h("span", { class: number === null ? "soft" : "", title: of ? t("base", { count: of }) : null }, text);
          },
        })),
      ],
      filters: [
        { key: "by", label: t("compare-by"), all: t("parent"), options: () => [["kind", t("kind")]], matches: () => true },
        { key: "kind", label: t("kind"), options: () => checker.nameOptions(kinds), matches: () => true },
      ],
    });
  };
})();
