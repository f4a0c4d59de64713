"""How stores of older versions become new ones, by alembic."""
