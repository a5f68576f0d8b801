import net from "node:net";

export type Delivered = { to: string; data: string };
/** What the server does to a letter for this recipient: refuses it, puts it off, or lets go of the line before or after it has it. */
export type Mood = "take" | "refuse" | "later" | "drop_before" | "drop_at_letter" | "drop_after" | "hang";

const PORT_OF_OURS = { port: 0, host: "127.0.0.1" };

/** A stand-in for the office's mail server: takes every letter and keeps it, unless `moodOf` its recipient says otherwise. */
export async function aMailServer(moodOf: (to: string) => Mood = () => "take") {
  const delivered: Delivered[] = [];
  /** Recipients in the order in which they were named, refused ones too. */
  const asked: string[] = [];
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    open.add(socket.on("close", () => open.delete(socket)));
    converse(socket, { moodOf, delivered, asked });
  });
  await new Promise<void>((resolve) => void server.listen(PORT_OF_OURS, resolve));
  const { port } = server.address() as net.AddressInfo;
  const close = () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { url: `smtp://127.0.0.1:${port}`, delivered, asked, close };
}

type Kept = { moodOf: (to: string) => Mood; delivered: Delivered[]; asked: string[] };

function converse(socket: net.Socket, { moodOf, delivered, asked }: Kept) {
  let to = "";
  let letter: string | undefined;
  let rest = "";
  const answer = (line: string) => void socket.write(`${line}\r\n`);
  const named = (line: string) => {
    to = /<([^>]*)>/.exec(line)?.[1] ?? "";
    asked.push(to);
    const mood = moodOf(to);
    if (mood === "drop_before") return void socket.destroy();
    if (mood === "hang") return;
    return answer(mood === "refuse" ? "550 no such mailbox" : mood === "later" ? "451 come again" : "250 fine");
  };
  const end = () => {
    const mood = moodOf(to);
    if (mood !== "drop_at_letter") delivered.push({ to, data: letter ?? "" });
    letter = undefined;
    return mood === "take" ? answer("250 taken") : void socket.destroy();
  };
  const take = (line: string) => {
    if (letter !== undefined) return line === "." ? end() : void (letter += `${line}\n`);
    const [verb = ""] = line.toUpperCase().split(" ");
    if (verb === "RCPT") return named(line);
    if (verb === "DATA") letter = "";
    if (verb === "QUIT") return void socket.end("221 bye\r\n");
    return answer(verb === "DATA" ? "354 go on" : "250 fine");
  };
  answer("220 test");
  socket.on("data", (bytes) => {
    const lines = (rest + String(bytes)).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
  socket.on("error", () => undefined);
}
