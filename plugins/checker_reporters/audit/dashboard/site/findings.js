// The list of all findings; their texts are loaded only for the rows that are shown or searched.
"use strict";

(() => {
  const { h, t } = checker;
  const SEVERITIES = ["error", "warning", "info"];
  const CATEGORIES = ["completeness", "accuracy", "timeliness", "originality", "form", "safety"];

  /** Make rows of the groups: the group of each row and its place in the group. */
  const toRows = ({ groups }) => {
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

  /**
   * List findings of an index. `outcomes` are [code, label, icon]; `nameOf` and `linked` name the n-th body; `key` and
   * `label` are those of the column of outcomes.
   */
  checker.findingsListing = ({ name, title, index, nameOf, linked, outcomes, key, label, list, level }) => {
    const { groups, size, prefix } = index;
    const { group, place, rows } = toRows(index);
    const { rules } = checker.audit;
    const count = groups.reduce((most, one) => one.bodies.reduce((max, at) => Math.max(max, at + 1), most), 0);
    const names = checker.ranks(Array.from({ length: count }, (_, at) => nameOf(at)));
    const texts = new Map(); // chunk → texts of its findings
    const body = (row) => groups[group[row]].bodies[place[row]];
    const outcome = (row) => groups[group[row]].outcomes[place[row]];
    const rule = (row) => rules[groups[group[row]].rule];
    const chunk = (row) => groups[group[row]].chunks[Math.floor(place[row] / size)];
    const textsOf = (row) => texts.get(chunk(row))?.[place[row] % size] ?? [];
    const used = [...new Set(groups.map((one) => one.rule))];
    const ids = checker.ranks(rules.map(checker.ruleName));
    const codes = outcomes.map(([code]) => code);

    const loadTexts = async (wanted, onProgress) => {
      const missing = [...new Set(Array.from(wanted, chunk))].filter((number) => !texts.has(number));
      let done = 0;
      for (const number of missing) {
        texts.set(number, await checker.load(checker.chunkName(prefix, number)));
        onProgress?.(++done, missing.length);
      }
    };

    return checker.listing({
      name, title, level,
      searchLabel: t("search-findings"),
      emptyText: t("nothing-found"),
      rows: () => rows,
      loadRows: loadTexts,
      loadTexts,
      text: (row) => `${nameOf(body(row))} ${checker.ruleName(rule(row))} ${rule(row)[0]} ${rule(row)[4]} ${textsOf(row).map(checker.formatMessage).join(" ")}`,
      columns: [
        { key: "name", label: t("body"), sortKey: (row) => names[body(row)], cell: (row) => linked(body(row)) },
        {
          key: "severity", label: t("severity"), sortKey: (row) => SEVERITIES.indexOf(groups[group[row]].severity),
          cell: (row) => checker.severityBadge(groups[group[row]].severity),
        },
        { key: "place", label: t("place"), cell: (row) => checker.formatMessage(textsOf(row)[0]) },
        { key: "message", label: t("message"), cell: (row) => checker.formatMessage(textsOf(row)[1]) },
        {
          key: "rule", label: t("rule"), sortKey: (row) => ids[groups[group[row]].rule],
          cell: (row) => h("span", { title: `${rule(row)[0]}: ${rule(row)[4]}` }, checker.ruleName(rule(row))),
        },
        { key: "category", label: t("category"), sortKey: (row) => CATEGORIES.indexOf(rule(row)[2]), cell: (row) => t(rule(row)[2]) },
        {
          key, label, sortKey: (row) => codes.indexOf(outcome(row)),
          cell: (row) => {
            const [, text, icon, kind = icon] = outcomes[codes.indexOf(outcome(row))];
            return icon ? checker.badge(icon, text, kind) : text;
          },
        },
      ],
      filters: [
        { key: "severity", label: t("severity"), options: () => SEVERITIES.map((one) => [one, t(one)]),
          matches: (row, value) => groups[group[row]].severity === value },
        { key: "category", label: t("category"), options: () => CATEGORIES.map((one) => [one, t(one)]),
          matches: (row, value) => rule(row)[2] === value },
        { key: "rule", label: t("rule"), options: () => checker.ruleOptions(used), matches: (row, value) => rule(row)[0] === value },
        { key, label, options: () => outcomes.map(([code, text]) => [code, text]), matches: (row, value) => outcome(row) === value },
        { key: "across", label: t("found-in"), options: () => [["no", t("within")], ["yes", t("across")]],
          matches: (row, value) => rule(row)[5] === (value === "yes") },
        { key: "kind", label: t("kind"), options: () => checker.nameOptions(list.kinds),
          matches: (row, value) => list.kinds[list.kind[body(row)]] === value },
      ],
    });
  };

  checker.views.findings = async () => {
    const [list, index] = await Promise.all([checker.loadBodies(), checker.load("findings")]);
    return checker.findingsListing({
      name: "findings", title: t("findings"), index, list, key: "outcome", label: t("outcome"),
      nameOf: (at) => list.name[at], linked: (at) => checker.bodyLink(at, list.name[at]),
      outcomes: [["f", t("outcome-f")], ["r", t("outcome-r"), "review"], ["a", t("outcome-a"), "waived"]],
    });
  };
})();
