// Letters to partners and missions: letterhead, date, to whom, subject, greeting, closing, who signs; one language to a letter.
import type { LetterWords } from "./letter-words.ts";
import { LETTERS } from "./letter-words.ts";
import { PLAIN_SECTION, SMALL, body, head, signature } from "./plain.ts";
import type { Column } from "./xml.ts";
import { bold, ended, ifSaid, listed, paragraph, whole } from "./xml.ts";

/** To whom, what about, the greeting; what is said; the closing, and who signs. */
function letter(words: LetterWords, subject: string, said: string, to: string = words.to): string {
  return (
    head() +
    ifSaid("host", to, { ...body, before: 360, style: bold }) +
    paragraph(subject, { ...body, before: 240, style: bold, named: "Summary" }) +
    paragraph(words.greeting, { ...body, before: 240 }) +
    said +
    paragraph(words.closing, { ...body, before: 240, kept: true }) +
    signature
  );
}

/** A sentence that is left out as a whole begins with what it needs. */
const sentence = (text: string) => {
  const [, tag, said = text] = /^\{#(\w+)\}(.*)\{\/\w+\}$/.exec(text) ?? [];
  return tag && !said.includes("{#") ? ifSaid(tag, said, body) : paragraph(text, body);
};
const WHO: Column[] = [
  ["number", 650],
  ["name", 3400],
  ["office", 3022],
  ["passport", 2000],
];

const lettersIn = (words: LetterWords): Record<string, string> => ({
  "delegation-invitation": letter(words, words.invitation.subject, words.invitation.body.map(sentence).join("")),
  // To the mission, whose name nobody has to know.
  "delegation-visa":
    head() +
    paragraph(words.visa.subject, { ...body, before: 360, style: bold, named: "Summary" }) +
    ifSaid("is_incoming", words.visa.receives, body) +
    ifSaid("is_outgoing", words.visa.sends, body) +
    paragraph(whole("has_members"), { size: 12 }) +
    listed(WHO, words.visa.columns, "members", SMALL) +
    paragraph(ended("has_members"), { size: 12 }) +
    paragraph(words.visa.asks, { ...body, kept: true }) +
    signature,
  "delegation-thanks": letter(
    words,
    words.thanks.subject,
    ifSaid("is_outgoing", words.thanks.sent, body) +
      ifSaid("is_incoming", words.thanks.received, body) +
      words.thanks.body.map(sentence).join(""),
  ),
});

export const LETTER_PAPERS = LETTERS.map((words) => ({
  folder: words.folder,
  papers: lettersIn(words),
  section: PLAIN_SECTION,
}));
