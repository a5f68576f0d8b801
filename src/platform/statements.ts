const COMMENT = /--[^\n]*|\/\*[^]*?\*\//g;

/** A comment, quoted text, a quoted name, a body between dollars, the end of a statement, or what opens one of them and has no end. */
const TOKEN = new RegExp(
  `${COMMENT.source}|[eE]'(?:[^'\\\\]|''|\\\\[^])*'|'[^']*'|"[^"]*"|(\\$\\w*\\$)[^]*?\\1|[;'"$]|/\\*`,
  "g",
);

/** The statements of a migration, each with the comments above it, to be sent one per query: a cluster refuses several in one. */
export function statementsOf(sql: string): string[] {
  const starts = [0];
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (token === ";") starts.push(index + 1);
    else if (token.length === 1 || token === "/*")
      throw new Error(`Line ${sql.slice(0, index).split("\n").length}: what ${token} opens is never closed.`);
  }
  return starts
    .map((start, place) => sql.slice(start, starts[place + 1]).trim())
    .filter((statement) => /[^\s;]/.test(statement.replaceAll(COMMENT, "")));
}
