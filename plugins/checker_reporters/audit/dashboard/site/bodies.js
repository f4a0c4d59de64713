// The bodies: one line each, worst first.
"use strict";

(() => {
  const { h, t } = checker;
  const VERDICTS = ["missing", "unread", "fails", "conforms"];
  const ARRIVALS = ["missing", "unread", "late", "filed"];
  const CHOICES = 300; // more than this many parents are typed, not picked

  /** Load the list of bodies; `ranks` orders their names in the reader's language. */
  checker.bodies = async () => {
    const list = await checker.load("bodies");
    list.children ??= list.parent.reduce((counts, at) => {
      counts.set(list.parents[at], (counts.get(list.parents[at]) ?? 0) + 1);
      return counts;
    }, new Map());
    return list;
  };

  /** Rank texts as the reader's language orders them, so that sorting compares numbers. */
  checker.ranks = (texts) => {
    const order = [...texts.keys()].sort((one, other) => checker.compare(texts[one], texts[other]));
    const ranks = new Int32Array(texts.length);
    order.forEach((at, rank) => { ranks[at] = rank; });
    return ranks;
  };

  /** Make options of names, in order, without the empty one. */
  checker.named = (names) => names.filter(Boolean).sort(checker.compare).map((name) => [name, name]);

  /** Make the link that opens a body from a list. */
  checker.opening = (number, name) => h("a", { class: "open", href: checker.with({ body: number }), "data-body": number }, name);

  const worst = (list) => {
    const order = [...list.name.keys()];
    const grave = (at) => [list.verdict[at], -list.errors[at], -list.warnings[at], -list.review[at], -list.hints[at], at];
    const graves = order.map(grave);
    return order.sort((one, other) => {
      const at = graves[one].findIndex((number, part) => number !== graves[other][part]);
      return at < 0 ? 0 : graves[one][at] - graves[other][at];
    });
  };

  const number = (kind, value) => (value
    ? h("span", { class: `number ${kind}` }, checker.shape(kind), checker.count(value))
    : h("span", { class: "soft" }, "0"));

  checker.views.bodies = async () => {
    const list = await checker.bodies();
    const rows = worst(list);
    const names = checker.ranks(list.name);
    const kinds = checker.ranks(list.kinds);
    const parents = checker.ranks(list.parents);
    const { rules } = checker.audit;
    const found = new Set(list.rules.flat().map((rule) => rules[rule][0]));
    const few = list.parents.length <= CHOICES;
    return checker.listing({
      name: "bodies",
      title: t("bodies"),
      searches: t("search-bodies"),
      empty: t("no-bodies"),
      rows: () => rows,
      text: (at) => `${list.name[at]} ${list.aliases[at]}`,
      columns: [
        {
          key: "name", words: t("body"), rank: (at) => names[at],
          cell: (at) => checker.opening(at, list.name[at]),
        },
        { key: "kind", words: t("kind"), rank: (at) => kinds[list.kind[at]], cell: (at) => list.kinds[list.kind[at]] },
        {
          key: "parent", words: t("parent"), rank: (at) => parents[list.parent[at]],
          cell: (at) => list.parents[list.parent[at]],
        },
        {
          key: "verdict", words: t("verdict"), rank: (at) => list.verdict[at],
          cell: (at) => checker.verdict(VERDICTS[list.verdict[at]]),
        },
        {
          key: "arrival", words: t("arrival"), rank: (at) => list.arrival[at],
          cell: (at) => [checker.arrival(ARRIVALS[list.arrival[at]]),
            list.submitted[at] ? h("small", { class: "day" }, list.submitted[at]) : ""],
        },
        ...[["errors", "error"], ["warnings", "warning"], ["hints", "info"], ["review", "review"]].map(([key, kind]) => ({
          key, words: t(`many-${kind}`), number: true, rank: (at) => list[key][at], cell: (at) => number(kind, list[key][at]),
        })),
      ],
      filters: [
        { key: "arrival", words: t("arrival"), options: () => ARRIVALS.map((one) => [one, t(`arrival-${one}`)]),
          keeps: (at, value) => ARRIVALS[list.arrival[at]] === value },
        { key: "verdict", words: t("verdict"), options: () => VERDICTS.map((one) => [one, t(`verdict-${one}`)]),
          keeps: (at, value) => VERDICTS[list.verdict[at]] === value },
        { key: "kind", words: t("kind"), options: () => checker.named(list.kinds),
          keeps: (at, value) => list.kinds[list.kind[at]] === value },
        { key: "parent", words: t("parent"), free: !few, options: () => checker.named(list.parents),
          keeps: (at, value) => (few ? list.parents[list.parent[at]] === value : list.parents[list.parent[at]].includes(value)) },
        { key: "rule", words: t("has-rule"),
          options: () => checker.named([...found]),
          keeps: (at, value) => list.rules[at].some((rule) => rules[rule][0] === value) },
      ],
    });
  };
})();
