import { config } from "./config.ts";
import { ownUnion } from "./union.server.ts";

/** What came of one attempt; `answer` is the server's own word, or what the line said. */
export type Outcome = { came: "sent" | "refused" | "later" | "uncertain" | "unreachable"; answer: string };

export type Sent = { id: string; recipient: string; subject: string; body: string };

/** Seconds that a server may take to be there, to greet, and between two words of it. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** One letter over one connection. Never throws. */
export async function handOver({ id, recipient, subject, body }: Sent): Promise<Outcome> {
  const { createTransport } = await import("nodemailer");
  const conversation = listening();
  const options = { url: config.smtpUrl, ...PATIENCE, transactionLog: true, logger: conversation.logger };
  const transport = createTransport(options as Parameters<typeof createTransport>[0]);
  try {
    const info = (await transport.sendMail({
      from: config.mailFrom,
      to: recipient,
      subject,
      text: body,
      // The same at every attempt: a server or a reader that has it already knows it again.
      messageId: `<${id}@${new URL(ownUnion().origin).hostname}>`,
    })) as { response?: string };
    return { came: "sent", answer: info.response ?? "" };
  } catch (cause) {
    return outcomeOf(cause as Failure, conversation.stage());
  } finally {
    transport.close();
  }
}

/** How far the conversation with the server came: to nothing, to this letter's envelope, to the letter itself. */
export type Stage = "greeting" | "envelope" | "letter";

/** The library says of a line that broke not where it broke, so what it says to the server is listened to; nothing of it is kept. */
function listening() {
  let stage: Stage = "greeting";
  const hear = (entry: { tnx?: string }, said: unknown) => {
    if (entry.tnx !== "client") return;
    if (said === "DATA") stage = "letter";
    else if (stage === "greeting" && String(said).startsWith("MAIL FROM")) stage = "envelope";
  };
  const logger = Object.fromEntries(["trace", "debug", "info", "warn", "error", "fatal"].map((level) => [level, hear]));
  return { logger, stage: () => stage };
}

type Failure = Error & { code?: string; command?: string; responseCode?: number; response?: string };

/** What an attempt that failed means for the letter: try again, never again, or unknown whether it arrived. */
export function outcomeOf({ code = "", responseCode = 0, response, message }: Failure, stage: Stage): Outcome {
  const answer = (response ?? message).slice(0, 300);
  // An address that the library itself does not take is never said to a server.
  if (code === "EENVELOPE" && responseCode === 0 && stage === "greeting") return { came: "refused", answer };
  if (stage === "greeting") return { came: "unreachable", answer };
  if (responseCode > 0) return { came: responseCode >= 500 ? "refused" : "later", answer };
  return { came: stage === "letter" ? "uncertain" : "later", answer };
}
