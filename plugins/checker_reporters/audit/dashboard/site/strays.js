// Submissions that are no body's: whose they might be, and why nobody can tell.
"use strict";

(() => {
  const { h, t } = checker;
  const CODES = ["unmatched", "contested", "other-year", "other-kind", "unread"];

  checker.views.strays = async () => {
    const { strays, sizes } = checker.audit;
    const list = await checker.bodies();
    const numbers = new Map(list.name.map((name, at) => [name, at]));
    const chunks = Array.from({ length: Math.ceil(strays / sizes.strays) }, (_, at) => checker.load(checker.nth("strays", at)));
    const all = (await Promise.all(chunks)).flat();
    const rows = [...all.keys()];
    const paths = checker.ranks(all.map((stray) => stray.path));
    const word = (code) => (CODES.includes(code) ? t(`stray-${code}`) : code);
    const named = (name) => (numbers.has(name) ? h("a", { href: checker.with({ body: numbers.get(name) }) }, name) : name);
    const codes = [...new Set(all.map((stray) => stray.code))];
    return checker.listing({
      name: "strays",
      title: t("strays"),
      searches: t("search-strays"),
      empty: t("no-strays"),
      rows: () => rows,
      text: (at) => `${all[at].path} ${all[at].title ?? ""} ${all[at].near ?? ""} ${(all[at].claimants ?? []).join(" ")}`,
      columns: [
        {
          key: "path", words: t("file"), rank: (at) => paths[at],
          cell: (at) => [h("span", { class: "path" }, all[at].path), all[at].title ? h("small", {}, all[at].title) : ""],
        },
        { key: "code", words: t("why"), rank: (at) => CODES.indexOf(all[at].code), cell: (at) => h("span", { class: "tag" }, word(all[at].code)) },
        { key: "reason", words: t("reason"), cell: (at) => checker.say(all[at].reason) || checker.say(all[at].failure) },
        {
          key: "near", words: t("whose"),
          cell: (at) => {
            const { claimants = [], near } = all[at];
            if (claimants.length) return h("ul", { class: "plain" }, claimants.map((name) => h("li", {}, named(name))));
            return near ? [h("small", {}, t("most-alike")), " ", named(near)] : "–";
          },
        },
        {
          key: "counts", words: t("findings"), rank: (at) => all[at].counts[0] * 1e6 + all[at].counts[1], number: false,
          cell: (at) => [checker.verdict(all[at].verdict), checker.counts(all[at].counts)],
        },
      ],
      filters: [{ key: "code", words: t("why"), options: () => codes.map((code) => [code, word(code)]),
        keeps: (at, value) => all[at].code === value }],
    });
  };
})();
