// Submissions without a body: the reason, and the bodies they may belong to.
"use strict";

(() => {
  const { h, t } = checker;
  const CODES = ["unmatched", "contested", "unread", "other-kind", "other-year"]; // those that a person must look at first

  checker.views.unmatched = async () => {
    const { unmatched, sizes } = checker.audit;
    const list = await checker.loadBodies();
    const numbers = new Map(list.name.map((name, at) => [name, at]));
    const chunks = Array.from({ length: Math.ceil(unmatched / sizes.unmatched) }, (_, at) => checker.load(checker.chunkName("unmatched", at)));
    const all = (await Promise.all(chunks)).flat();
    const rows = [...all.keys()].sort((one, other) => CODES.indexOf(all[one].code) - CODES.indexOf(all[other].code) || one - other);
    const paths = checker.ranks(all.map((submission) => submission.path));
    const codeLabel = (code) => (CODES.includes(code) ? t(`unmatched-${code}`) : code);
    const linked = (name) => (numbers.has(name) ? h("a", { href: checker.linkWith({ body: numbers.get(name) }) }, name) : name);
    const codes = [...new Set(all.map((submission) => submission.code))];
    return checker.listing({
      name: "unmatched",
      title: t("unmatched"),
      searchLabel: t("search-unmatched"),
      emptyText: t("no-unmatched"),
      rows: () => rows,
      text: (at) => `${all[at].path} ${all[at].title ?? ""} ${all[at].near ?? ""} ${(all[at].claimants ?? []).join(" ")}`,
      columns: [
        {
          key: "path", label: t("file"), sortKey: (at) => paths[at],
          cell: (at) => [h("span", { class: "path" }, all[at].path), all[at].title ? h("small", {}, all[at].title) : ""],
        },
        { key: "code", label: t("cause"), sortKey: (at) => CODES.indexOf(all[at].code), cell: (at) => h("span", { class: "tag" }, codeLabel(all[at].code)) },
        { key: "reason", label: t("reason"), cell: (at) => checker.formatMessage(all[at].reason) || checker.formatMessage(all[at].failure) },
        {
          key: "near", label: t("possible-bodies"),
          cell: (at) => {
            const { claimants = [], near } = all[at];
            if (claimants.length) return h("ul", { class: "plain" }, claimants.map((name) => h("li", {}, linked(name))));
            return near ? [h("small", {}, t("most-similar")), " ", linked(near)] : "–";
          },
        },
        {
          key: "counts", label: t("findings"), sortKey: (at) => all[at].counts[0] * 1e6 + all[at].counts[1], number: false,
          cell: (at) => [checker.verdictBadge(all[at].verdict), checker.countList(all[at].counts)],
        },
      ],
      filters: [{ key: "code", label: t("cause"), options: () => codes.map((code) => [code, codeLabel(code)]),
        matches: (at, value) => all[at].code === value }],
    });
  };
})();
