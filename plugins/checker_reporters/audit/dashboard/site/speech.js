// What the page says, in the language of its reader.
"use strict";

(() => {
  const TAGS = { zh: "zh-CN", en: "en" };
  let language = "en";
  let numbers, collator;

  /** Choose the language, "zh" or "en". */
  checker.speak = (chosen) => {
    language = chosen;
    numbers = new Intl.NumberFormat(TAGS[chosen]);
    collator ??= new Intl.Collator(TAGS[checker.audit.language], { numeric: true }); // names keep their order
    document.documentElement.lang = TAGS[chosen];
  };

  checker.language = () => language;
  checker.count = (number) => numbers.format(number);
  checker.compare = (one, other) => collator.compare(one, other);
  checker.share = (part, whole) => (whole ? `${checker.count(Math.round((1000 * part) / whole) / 10)}%` : "–");

  /** Say a word of the page by its key, its places filled. */
  checker.t = (key, values = {}) => {
    const word = checker.audit.words[key];
    if (!word) throw new Error(`no word for ${key}`);
    return word[language].replace(/\{(\w+)\}/g, (_, name) => said(values[name]));
  };

  const said = (value) => (typeof value === "number" ? checker.count(value) : String(value));

  /** Say what an audit says: a text, a list, or a numbered sentence with its values. */
  checker.say = (words) => {
    if (words === null || words === undefined) return "";
    if (Array.isArray(words)) {
      const [number, ...values] = words;
      const parts = checker.audit.phrases[number][language];
      return parts.map((part) => (typeof part === "number" ? checker.say(values[part]) : part)).join("");
    }
    if (typeof words === "object") return words.all.map(checker.say).join(language === "zh" ? "、" : ", ");
    return String(words);
  };

  /** Fold text for searching. */
  checker.fold = (text) => text.normalize("NFKC").toLowerCase();
})();
