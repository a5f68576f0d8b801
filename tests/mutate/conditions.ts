/** A condition of a policy or a function as the database writes it, and what puts a text in its place. */
export type Rule = { name: string; text: string; put: (text: string) => string };
export type Break = { name: string; apply: string; restore: string };

/** The database puts every condition in brackets: each of them said to hold always, never, and the other way round; each yes and no turned round. */
export function breaksOf({ name, text, put }: Rule): Break[] {
  const from = Math.max(text.search(/RETURN |begin\n/), 0);
  const broken = [...text.matchAll(/(?<![\w\]])\(|\b(true|false)\b/g)].flatMap(({ index, 0: found }) => {
    if (index < from) return [];
    const end = found === "(" ? closing(text, index) : index + found.length;
    const at = text.slice(index, end);
    const instead = found === "(" ? ["true", "false", `(not ${at})`] : [found === "true" ? "false" : "true"];
    return instead.map((value) => ({
      at: `${found === "(" ? at : callOf(text, end)} → ${value.startsWith("(") ? "not" : value}`,
      changed: text.slice(0, index) + value + text.slice(end),
    }));
  });
  const whole = text.startsWith("may_")
    ? [
        { at: text, changed: "true" },
        { at: text, changed: "false" },
      ]
    : [];
  return [...broken, ...whole].map(({ at, changed }, number) => ({
    name: `${name} #${number}: ${at.replaceAll(/\s+/g, " ")}`,
    apply: put(changed),
    restore: put(text),
  }));
}

/** A yes or no with the call that it is said to, if it is: `current_setting('amity.seal', true`. */
const callOf = (text: string, end: number) =>
  /[\w.]+\([^()]*$/.exec(text.slice(0, end))?.[0] ?? text.slice(end - 5, end);

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
