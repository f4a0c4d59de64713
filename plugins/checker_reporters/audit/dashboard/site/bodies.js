// The list of bodies, worst first.
"use strict";

(() => {
  const { h, t } = checker;
  const VERDICTS = ["missing", "unread", "fails", "conforms"];
  const ARRIVALS = ["missing", "unread", "late", "filed", "unclear"];
  const MAX_OPTIONS = 300; // with more parents, the filter is a text field

  /** Load the list of bodies, with the number of children of each parent. */
  checker.loadBodies = async () => {
    const list = await checker.load("bodies");
    list.children ??= list.parent.reduce((counts, at) => {
      counts.set(list.parents[at], (counts.get(list.parents[at]) ?? 0) + 1);
      return counts;
    }, new Map());
    return list;
  };

  /** Return the alphabetical rank of each text, so that sorting compares numbers. */
  checker.ranks = (texts) => {
    const order = [...texts.keys()].sort((one, other) => checker.compareNames(texts[one], texts[other]));
    const ranks = new Int32Array(texts.length);
    order.forEach((at, rank) => { ranks[at] = rank; });
    return ranks;
  };

  /** Make sorted select options of names, without the empty one. */
  checker.nameOptions = (names) => names.filter(Boolean).sort(checker.compareNames).map((name) => [name, name]);

  /** Make the link to a body in a list. */
  checker.bodyLink = (number, name) => h("a", { class: "open", href: checker.linkWith({ body: number }), "data-body": number }, name);

  const worstFirst = (list) => {
    const order = [...list.name.keys()];
    const severityKey = (at) => [list.verdict[at], -list.errors[at], -list.warnings[at], -list.review[at], -list.hints[at], at];
    const keys = order.map(severityKey);
    return order.sort((one, other) => {
      const at = keys[one].findIndex((number, part) => number !== keys[other][part]);
      return at < 0 ? 0 : keys[one][at] - keys[other][at];
    });
  };

  const number = (kind, value) => (value
    ? h("span", { class: `number ${kind}` }, checker.icon(kind), checker.formatNumber(value))
    : h("span", { class: "soft" }, "0"));

  checker.views.bodies = async () => {
    const list = await checker.loadBodies();
    const rows = worstFirst(list);
    const names = checker.ranks(list.name);
    const kinds = checker.ranks(list.kinds);
    const parents = checker.ranks(list.parents);
    const { rules } = checker.audit;
    const found = [...new Set(list.rules.flat())];
    const isSelect = list.parents.length <= MAX_OPTIONS;
    return checker.listing({
      name: "bodies",
      title: t("bodies"),
      searchLabel: t("search-bodies"),
      emptyText: t("no-bodies"),
      rows: () => rows,
      text: (at) => `${list.name[at]} ${list.aliases[at]}`,
      columns: [
        {
          key: "name", label: t("body"), sortKey: (at) => names[at],
          cell: (at) => checker.bodyLink(at, list.name[at]),
        },
        { key: "kind", label: t("kind"), sortKey: (at) => kinds[list.kind[at]], cell: (at) => list.kinds[list.kind[at]] },
        {
          key: "parent", label: t("parent"), sortKey: (at) => parents[list.parent[at]],
          cell: (at) => list.parents[list.parent[at]],
        },
        {
          key: "verdict", label: t("verdict"), sortKey: (at) => list.verdict[at],
          cell: (at) => checker.verdictBadge(VERDICTS[list.verdict[at]]),
        },
        {
          key: "arrival", label: t("arrival"), sortKey: (at) => list.arrival[at],
          cell: (at) => [checker.arrivalBadge(ARRIVALS[list.arrival[at]]),
            list.submitted[at] ? h("small", { class: "day" }, list.submitted[at]) : "",
            list.reason[at] ? h("small", {}, checker.formatMessage(list.reason[at])) : ""],
        },
        ...[["errors", "error"], ["warnings", "warning"], ["hints", "info"], ["review", "review"]].map(([key, kind]) => ({
          key, label: t(`many-${kind}`), number: true, sortKey: (at) => list[key][at], cell: (at) => number(kind, list[key][at]),
        })),
      ],
      filters: [
        { key: "arrival", label: t("arrival"), options: () => ARRIVALS.map((one) => [one, t(`arrival-${one}`)]),
          matches: (at, value) => ARRIVALS[list.arrival[at]] === value },
        { key: "verdict", label: t("verdict"), options: () => VERDICTS.map((one) => [one, t(`verdict-${one}`)]),
          matches: (at, value) => VERDICTS[list.verdict[at]] === value },
        { key: "kind", label: t("kind"), options: () => checker.nameOptions(list.kinds),
          matches: (at, value) => list.kinds[list.kind[at]] === value },
        { key: "parent", label: t("parent"), free: !isSelect, options: () => checker.nameOptions(list.parents),
          matches: (at, value) => (isSelect ? list.parents[list.parent[at]] === value : list.parents[list.parent[at]].includes(value)) },
        { key: "rule", label: t("has-rule"),
          options: () => checker.ruleOptions(found),
          matches: (at, value) => list.rules[at].some((rule) => rules[rule][0] === value) },
      ],
    });
  };
})();
