import pg from "pg";

// Days stay YYYY-MM-DD, counts and money arrive as numbers: none exceeds 2^53 cents. Instants are dates.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
