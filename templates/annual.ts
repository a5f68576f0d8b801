// The annual report: sections of what was counted and written, then figures and tables.
import type { Options } from "./xml.ts";
import { bold, ended, listed, paragraph, ruled, whole } from "./xml.ts";

/** `width` is what is left between the margins; under the subject stands a line where the decree asks for one. */
export function annualOf(width: number, isPrescribed: boolean) {
  return (head: string, foot: string, body: Options): string => {
    const size = (body.size ?? 24) - 2;
    const title = (text: string) => paragraph(text, { ...body, style: bold, kept: true });
    const align = isPrescribed ? "center" : "left";
    const big = { align, style: bold, size: body.size ?? 24 } as const;
    const wide = width - 4800;
    return (
      head +
      paragraph("{heading}", { ...big, before: 360, named: "Kind" }) +
      paragraph("{subheading}", { ...big, named: "Summary" }) +
      (isPrescribed ? ruled("LineSummary") : "") +
      title(`${whole("sections")}{title}`) +
      paragraph(`${whole("paragraphs")}{text}${ended("paragraphs")}${ended("sections")}`, body) +
      title("{figures_title}") +
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
      title(`${whole("tables")}{title}`) +
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
      foot
    );
  };
}
