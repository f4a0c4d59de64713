// Texts of the page in the language of its reader.
"use strict";

(() => {
  const TAGS = { zh: "zh-CN", en: "en" };
  let language = "en";
  let numbers, collator;

  /** Choose the language, "zh" or "en". */
  checker.setLanguage = (chosen) => {
    language = chosen;
    numbers = new Intl.NumberFormat(TAGS[chosen]);
    collator ??= new Intl.Collator(TAGS[checker.audit.language], { numeric: true }); // names are sorted by the audit's language
    document.documentElement.lang = TAGS[chosen];
  };

  checker.language = () => language;
  checker.formatNumber = (number) => numbers.format(number);
  checker.compareNames = (one, other) => collator.compare(one, other);
  checker.formatShare = (part, whole) => (whole ? `${checker.formatNumber(Math.round((1000 * part) / whole) / 10)}%` : "–");

  /** Return the text of a key of the page, its placeholders filled. */
  checker.t = (key, values = {}) => {
    const text = checker.audit.words[key];
    if (!text) throw new Error(`no text for ${key}`);
    return text[language].replace(/\{(\w+)\}/g, (_, name) => formatValue(values[name]));
  };

  const formatValue = (value) => (typeof value === "number" ? checker.formatNumber(value) : String(value));

  /** Format a text of the audit: a plain text, a list, or a numbered message with its values. */
  checker.formatMessage = (message) => {
    if (message === null || message === undefined) return "";
    if (Array.isArray(message)) {
      const [number, ...values] = message;
      const parts = checker.audit.messages[number][language];
      return parts.map((part) => (typeof part === "number" ? checker.formatMessage(values[part]) : part)).join("");
    }
    if (typeof message === "object") return message.all.map(checker.formatMessage).join(language === "zh" ? "、" : ", ");
    return String(message);
  };

  /** Return what people call a rule: its id where it has no name. */
  checker.ruleName = (rule) => rule[6]?.[language] ?? rule[0];

  /** Make sorted select options of rules, given by their numbers. */
  checker.ruleOptions = (numbers) => {
    const names = new Map(numbers.map((number) => [checker.audit.rules[number][0], checker.ruleName(checker.audit.rules[number])]));
    return [...names].sort((one, other) => checker.compareNames(one[1], other[1]));
  };

  /** Fold text for searching. */
  checker.foldText = (text) => text.normalize("NFKC").toLowerCase();
})();
