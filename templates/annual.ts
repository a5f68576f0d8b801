// The annual report: sections of what was counted and written, then figures and tables.
import type { Options } from "./xml.ts";
import { bold, ended, ifSaid, italic, listed, paragraph, ruled, whole } from "./xml.ts";

/** How a union lays it out: `width` is what is left between the margins; by a decree there is the word, a line under the subject, and an annex that begins a page. */
type Layout = {
  width: number;
  decree?: Record<"title" | "to" | "ends" | "end" | "annex" | "annex_of" | "section", string>;
};

export function annualOf({ width, decree }: Layout) {
  return (head: string, foot: string, body: Options): string => {
    const size = (body.size ?? 24) - 2;
    const title = (text: string) => paragraph(text, { ...body, style: bold, kept: true });
    const { subject, annex } = decree ? byDecree(decree, body) : plainly(body);
    const wide = width - 4800;
    return (
      head +
      subject +
      title(`${whole("parts")}{title}`) +
      paragraph(`${whole("paragraphs")}{text}${ended("paragraphs")}`, body) +
      title(`${whole("sections")}{title}`) +
      paragraph(`${whole("paragraphs")}{text}${ended("paragraphs")}${ended("sections")}`, body) +
      paragraph(ended("parts"), { size: 2 }) +
      (decree ? paragraph(decree.ends + decree.end, { ...body, kept: true }) + foot : "") +
      annex +
      listed(
        [
          ["label", wide],
          ["value", 2400, "right"],
          ["before", 2400, "right"],
        ],
        ["{label_head}", "{year_head}", "{before_head}"],
        "figures",
        size,
      ) +
      paragraph(`${whole("tables")}{title}`, {
        style: bold,
        size: body.size ?? 24,
        before: 240,
        after: 60,
        kept: true,
      }) +
      listed(
        [
          ["label", width - 3000],
          ["value", 3000, "right"],
        ],
        ["{label_head}", "{value_head}"],
        "rows",
        size,
      ) +
      paragraph(ended("tables"), { size: 12 }) +
      (decree ? "" : foot)
    );
  };
}

type Parts = { subject: string; annex: string };

/** The word, what about, to whom; and an annex that begins a page. */
function byDecree(decree: NonNullable<Layout["decree"]>, body: Options): Parts {
  const size = body.size ?? 24;
  const big = { align: "center", style: bold, size } as const;
  return {
    subject:
      paragraph(decree.title, { ...big, before: 360, named: "Kind" }) +
      paragraph("{about}", { ...big, named: "Summary" }) +
      ruled("LineSummary") +
      paragraph("{subheading}", { ...big, style: italic, size: size - 2, before: 120 }) +
      ifSaid("to", decree.to, { ...big, style: "", before: 240, after: 120, named: "To" }),
    annex:
      paragraph("", { size: 2, section: decree.section }) +
      paragraph(decree.annex, { ...big, named: "Annex" }) +
      paragraph("{figures_title}", big) +
      paragraph(decree.annex_of, { ...big, style: italic, after: 240 }),
  };
}

function plainly(body: Options): Parts {
  const big = { align: "left", style: bold, size: body.size ?? 24 } as const;
  return {
    subject:
      paragraph("{heading}", { ...big, before: 360, named: "Kind" }) +
      paragraph("{subheading}", { ...big, named: "Summary" }),
    annex: paragraph("{figures_title}", { ...body, style: bold, kept: true }),
  };
}
