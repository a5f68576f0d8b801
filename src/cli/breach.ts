import type { BreachReport } from "#platform/breach.server.ts";
import type { Context } from "./main.ts";
import { required, show } from "./say.ts";

/** The same as the page *Report of a breach*, for whoever has only the machine. */
export async function runBreach(context: Context) {
  const { system } = await import("#platform/actor.ts");
  const { breachReport } = await import("#platform/breach.server.ts");
  const { inReading } = await import("#platform/db.server.ts");
  const { breachFilter } = await import("#platform/security.filter.ts");
  const { user, address } = context.options;
  const days = { from: required(context, "from"), to: required(context, "until") };
  const asked = breachFilter.safeParse({
    ...days,
    ...(user !== undefined && { who: user }),
    ...(address !== undefined && { address }),
  });
  if (!asked.success) throw new Error("Say days as 2026-11-24: --from DAY --until DAY.");
  const report = await inReading(system, (work) => breachReport(work, { ...asked.data, ...days }));
  show(context, report, inText(report));
}

const instant = (at: Date | null) => at?.toISOString() ?? "never";

function inText(report: BreachReport): string {
  const span = ({ first, last }: { first: Date; last: Date }) => `${instant(first)} to ${instant(last)}`;
  const part = (title: string, lines: string[]) =>
    [`\n${title}`, ...(lines.length > 0 ? lines : ["nothing"])].join("\n");
  return [
    `${report.events} events of security, ${instant(report.first)} to ${instant(report.last)} (UTC).`,
    part(
      "Accounts concerned",
      report.accounts.map(({ name, email }) => `${name} <${email}>`),
    ),
    part(
      "Who came in or tried to",
      report.comings.map(
        (one) => `${span(one)}  ${one.kind}  ${one.who ?? "?"}  ${one.address ?? "?"}  ${one.by ?? ""}  x${one.times}`,
      ),
    ),
    part(
      "Files that left",
      report.taken.map(
        (one) =>
          `${span(one)}  ${one.who ?? "?"}  ${one.file ?? ""}  ${one.path ?? ""}  ${one.filter ?? ""}  x${one.times}`,
      ),
    ),
    part(
      "Passports that were read (visit, members)",
      report.passports.map((one) => `${span(one)}  ${one.who}  ${one.id}  ${one.persons}  x${one.times}`),
    ),
    part(
      "Accounts, keys and rights",
      report.rights.map((one) => `${span(one)}  ${one.who ?? "?"}  ${one.action}  x${one.times}`),
    ),
    part(
      "Records that were written",
      report.written.map((one) => `${span(one)}  ${one.who ?? "?"}  ${one.kind}  ${one.action}  x${one.times}`),
    ),
  ].join("\n");
}
