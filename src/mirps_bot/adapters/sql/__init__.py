"""Storage over SQL: SQLite on one host, PostgreSQL for several replicas; the same code, the same tests."""
