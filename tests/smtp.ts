import net from "node:net";

export type Delivered = { to: string; data: string };

/** A stand-in for the office's mail server: takes every letter and keeps it. */
export async function aMailServer() {
  const delivered: Delivered[] = [];
  const server = net.createServer((socket) => {
    let to = "";
    let isLetter = false;
    let letter = "";
    let rest = "";
    const answer = (line: string) => socket.write(`${line}\r\n`);
    answer("220 test");
    const take = (line: string) => {
      if (!isLetter) {
        const [verb = ""] = line.toUpperCase().split(" ");
        if (verb === "RCPT") to = /<([^>]*)>/.exec(line)?.[1] ?? "";
        if (verb === "DATA") isLetter = true;
        if (verb === "QUIT") return void socket.end("221 bye\r\n");
        return answer(verb === "DATA" ? "354 go on" : "250 fine");
      }
      if (line !== ".") return void (letter += `${line}\n`);
      delivered.push({ to, data: letter });
      isLetter = false;
      letter = "";
      return answer("250 taken");
    };
    socket.on("data", (bytes) => {
      const lines = (rest + String(bytes)).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) take(line);
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, delivered, close: () => server.close() };
}
