// Decisions about findings: made on the pages of bodies, kept in the browser, downloaded as a table for the next audit.
"use strict";

(() => {
  const { h, t } = checker;
  const KINDS = ["false-alarm", "accepted", "returned"];
  const HEADS = ["decision", "body", "rule", "fingerprint", "found", "reason", "by", "until", "date", "period"];
  const made = new Map(); // body and fingerprint → row

  const place = () => `checker-decisions ${location.pathname} ${checker.audit.period}`;

  const restore = () => {
    try {
      for (const [key, row] of JSON.parse(localStorage.getItem(place()) ?? "[]")) made.set(key, row);
    } catch {
      made.clear(); // this browser keeps nothing for pages of the file system
    }
  };

  const keep = () => {
    try {
      localStorage.setItem(place(), JSON.stringify([...made]));
    } catch {
      return; // the table can still be downloaded from this page
    }
  };

  const cell = (text) => {
    const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  const table = () => [HEADS, ...[...made.values()].map((row) => HEADS.map((head) => row[head] ?? ""))]
    .map((row) => row.map((text) => cell(String(text))).join(",")).join("\r\n");

  const download = () => {
    const address = URL.createObjectURL(new Blob(["\ufeff", table(), "\r\n"], { type: "text/csv" }));
    h("a", { href: address, download: "decisions.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };

  /** Make the button that downloads the decisions; it is hidden where there are none. */
  checker.decisionButton = () => {
    if (!made.size) restore();
    const button = h("button", { type: "button", id: "decisions", onclick: download }, t("download-decisions", { count: made.size }));
    button.hidden = !made.size;
    return button;
  };

  /** Make the form for deciding about a finding of a body. */
  checker.decisionForm = (body, rule, one) => {
    const key = `${body} ${one.mark}`;
    const now = made.get(key) ?? {};
    const id = (name) => `decide-${one.mark}-${name}`;
    const change = (name, value) => {
      Object.assign(now, {
        [name]: value, body, rule, fingerprint: one.mark, found: checker.formatMessage(one.found),
        date: new Date().toISOString().slice(0, 10), period: checker.audit.period,
      });
      if (now.decision) made.set(key, now);
      else made.delete(key);
      keep();
      document.getElementById("decisions")?.replaceWith(checker.decisionButton());
    };
    const input = (name, label, type) => h("div", { class: "field" }, h("label", { for: id(name) }, label), h("input", {
      id: id(name), type, value: now[name] ?? "", onchange: (event) => change(name, event.target.value),
    }));
    return h("details", { class: "decide", open: now.decision ? "" : null }, h("summary", {}, t("decide")),
      h("div", { class: "controls" },
        checker.selectField(id("decision"), t("decision"), [["", t("no-decision")], ...KINDS.map((kind) => [kind, t(`decision-${kind}`)])],
          now.decision ?? "", (value) => change("decision", value)),
        input("reason", t("reason"), "text"), input("by", t("decided-by"), "text"), input("until", t("valid-until"), "date")));
  };
})();
