"""One filing judged: checks, rules, findings, reports."""
