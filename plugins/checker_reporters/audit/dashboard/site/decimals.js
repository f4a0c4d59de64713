// Exact arithmetic with decimals, which are texts.
"use strict";

/** Add two decimals, or with `sign` -1n subtract the second; the result has no trailing zeros. */
checker.addDecimals = (one, other, sign = 1n) => {
  const places = Math.max(...[one, other].map((text) => (text.split(".")[1] ?? "").length));
  const scaled = (text) => {
    const [integer, fraction = ""] = text.split(".");
    return BigInt(integer + fraction.padEnd(places, "0"));
  };
  const sum = scaled(one) + sign * scaled(other);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
  const text = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "") : digits;
  return `${sum < 0n ? "-" : ""}${text}`;
};
