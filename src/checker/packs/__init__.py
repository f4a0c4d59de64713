"""Rule packs: from YAML to rules, and what their authors need."""
