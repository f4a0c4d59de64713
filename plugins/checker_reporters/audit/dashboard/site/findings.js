// All findings, of single filings and across them; their words are loaded for the rows that are shown or searched.
"use strict";

(() => {
  const { h, t } = checker;
  const SEVERITIES = ["error", "warning", "info"];
  const CATEGORIES = ["completeness", "accuracy", "timeliness", "originality", "form", "safety"];
  const OUTCOMES = ["f", "r", "a"];

  /** Lay the groups out as rows: of which group each is, at which place in it. */
  const laidOut = ({ groups }) => {
    const all = groups.reduce((sum, group) => sum + group.bodies.length, 0);
    const group = new Int32Array(all);
    const place = new Int32Array(all);
    let row = 0;
    groups.forEach((one, number) => one.bodies.forEach((_, at) => {
      group[row] = number;
      place[row++] = at;
    }));
    return { group, place, rows: [...Array(all).keys()] };
  };

  checker.views.findings = async () => {
    const [list, index] = await Promise.all([checker.bodies(), checker.load("findings")]);
    const { groups, size } = index;
    const { group, place, rows } = laidOut(index);
    const { rules } = checker.audit;
    const names = checker.ranks(list.name);
    const words = new Map(); // chunk → words of its findings
    const body = (row) => groups[group[row]].bodies[place[row]];
    const outcome = (row) => groups[group[row]].outcomes[place[row]];
    const rule = (row) => rules[groups[group[row]].rule];
    const chunk = (row) => groups[group[row]].chunks[Math.floor(place[row] / size)];
    const said = (row) => words.get(chunk(row))?.[place[row] % size] ?? [];
    const used = [...new Set(groups.map((one) => rules[one.rule][0]))];
    const ids = checker.ranks(rules.map(([name]) => name));

    const fetched = async (wanted, told) => {
      const missing = [...new Set(Array.from(wanted, chunk))].filter((number) => !words.has(number));
      let done = 0;
      for (const number of missing) {
        words.set(number, await checker.load(checker.nth("findings", number)));
        told?.(++done, missing.length);
      }
    };

    return checker.listing({
      name: "findings",
      title: t("findings"),
      searches: t("search-findings"),
      empty: t("nothing-found"),
      rows: () => rows,
      prepare: fetched,
      texts: fetched,
      text: (row) => `${list.name[body(row)]} ${rule(row)[0]} ${rule(row)[4]} ${said(row).map(checker.say).join(" ")}`,
      columns: [
        {
          key: "name", words: t("body"), rank: (row) => names[body(row)],
          cell: (row) => checker.opening(body(row), list.name[body(row)]),
        },
        {
          key: "severity", words: t("severity"), rank: (row) => SEVERITIES.indexOf(groups[group[row]].severity),
          cell: (row) => checker.severity(groups[group[row]].severity),
        },
        { key: "place", words: t("place"), cell: (row) => checker.say(said(row)[0]) },
        { key: "message", words: t("message"), cell: (row) => checker.say(said(row)[1]) },
        {
          key: "rule", words: t("rule"), rank: (row) => ids[groups[group[row]].rule],
          cell: (row) => [h("small", { class: "line", title: rule(row)[4] }, rule(row)[4]), h("span", { class: "id" }, rule(row)[0])],
        },
        { key: "category", words: t("category"), rank: (row) => CATEGORIES.indexOf(rule(row)[2]), cell: (row) => t(rule(row)[2]) },
        {
          key: "outcome", words: t("outcome"), rank: (row) => OUTCOMES.indexOf(outcome(row)),
          cell: (row) => (outcome(row) === "f" ? t("outcome-f") : checker.badge(
            outcome(row) === "r" ? "review" : "waived", t(`outcome-${outcome(row)}`))),
        },
      ],
      filters: [
        { key: "severity", words: t("severity"), options: () => SEVERITIES.map((one) => [one, t(one)]),
          keeps: (row, value) => groups[group[row]].severity === value },
        { key: "category", words: t("category"), options: () => CATEGORIES.map((one) => [one, t(one)]),
          keeps: (row, value) => rule(row)[2] === value },
        { key: "rule", words: t("rule"), options: () => checker.named(used), keeps: (row, value) => rule(row)[0] === value },
        { key: "outcome", words: t("outcome"), options: () => OUTCOMES.map((one) => [one, t(`outcome-${one}`)]),
          keeps: (row, value) => outcome(row) === value },
        { key: "across", words: t("found-in"), options: () => [["no", t("within")], ["yes", t("across")]],
          keeps: (row, value) => rule(row)[5] === (value === "yes") },
        { key: "kind", words: t("kind"), options: () => checker.named(list.kinds),
          keeps: (row, value) => list.kinds[list.kind[body(row)]] === value },
      ],
    });
  };
})();
