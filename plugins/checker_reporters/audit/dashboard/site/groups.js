// Groups of bodies by parent and kind: their counts, and the totals and rates that the pack defines.
"use strict";

(() => {
  const COUNTS = ["bodies", "filed", "missing", "unread", "errors", "warnings"];

  const add = (one, other) => (Number.isInteger(one) && Number.isInteger(other) ? one + other
    : checker.addDecimals(String(one), String(other)));

  /** Add up the groups of a period that are wanted, by a key; `null` where there is none. */
  checker.addGroups = (period, wanted, key = () => "") => {
    const sums = new Map();
    for (const group of period.groups) {
      if (!wanted(group)) continue;
      const [, , ...numbers] = group;
      const name = key(group);
      sums.set(name, sums.has(name) ? sums.get(name).map((number, at) => add(number, numbers[at])) : numbers);
    }
    return sums;
  };

  /** Return a count by its name. */
  checker.groupCount = (numbers, name) => Number(numbers[COUNTS.indexOf(name)]);

  /** Return the n-th statistic of a group: its number (`null` where its base is too small), its base, and a text. */
  checker.statistic = (numbers, at) => {
    const [, isRate, least] = checker.audit.statistics[at];
    const [value, of, filings] = numbers.slice(COUNTS.length + 3 * at, COUNTS.length + 3 * at + 3).map(Number);
    if (!filings) return { number: null, of: 0, text: "–" };
    if (!isRate) return { number: value, of: 0, text: checker.formatNumber(value) };
    if (of < least) return { number: null, of, text: checker.t("too-few", { count: of }) };
    return { number: (100 * value) / of, of, text: checker.formatShare(value, of) };
  };

  /** Name the n-th statistic. */
  checker.statisticName = (at) => checker.audit.statistics[at][0][checker.language()];
})();
