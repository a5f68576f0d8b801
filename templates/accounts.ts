// The accounts of a visit: for each payer and currency its lines and what they come to.
import { bold, cell, paragraph, row, table } from "./xml.ts";

/** Number and description, then planned, advanced, spent and the difference. */
export type AccountHeads = readonly [string, string, string, string, string, string];

export function accountsTable(heads: AccountHeads, sum: string, { width, size }: { width: number; size: number }) {
  const amount = 1500;
  const widths = [560, width - 560 - 4 * amount, amount, amount, amount, amount];
  const small = { size, before: 40, after: 40 };
  const cells = (texts: readonly string[], style?: string) =>
    row(
      texts.map((text, at) =>
        cell(
          paragraph(text, {
            ...small,
            align: at === 0 ? "center" : at === 1 ? "left" : "right",
            ...(style ? { style } : {}),
          }),
          widths[at] ?? 0,
        ),
      ),
    );
  const head = row(
    heads.map((one, at) => cell(paragraph(one, { ...small, align: "center", style: bold }), widths[at] ?? 0)),
    true,
  );
  return table(
    [
      head,
      row([cell(paragraph("{#accounts}{payer}", { ...small, style: bold, kept: true }), width, 6)]),
      cells(["{#lines}{number}", "{description}", "{budgeted}", "{advanced}", "{spent}", "{difference}{/lines}"]),
      cells(["", sum, "{budgeted}", "{advanced}", "{spent}", "{difference}{/accounts}"], bold),
    ],
    widths,
    true,
  );
}
