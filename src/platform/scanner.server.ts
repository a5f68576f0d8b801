import net from "node:net";
import { config } from "./config.ts";
import { BusyError } from "./errors.ts";
import { log } from "./log.server.ts";
import { sayEvent } from "./security-log.server.ts";

const PIECE = 1_000_000;
const LONGEST = 30_000;

/**
 * Asks clamd (its command INSTREAM, over TCP or a Unix socket) about bytes that somebody sent. Without a scanner everything is clean;
 * when the one that is set does not answer nothing is taken: BusyError.
 */
export async function scan(bytes: Uint8Array): Promise<"clean" | "harmful"> {
  if (!config.scanner) return "clean";
  const answer = await ask(config.scanner, bytes).catch((cause: Error) => {
    log("error", "the scanner does not answer", { cause: cause.message });
    throw away("no answer");
  });
  if (/^stream: OK$/.test(answer)) return "clean";
  if (!/ FOUND$/.test(answer)) {
    log("error", "the scanner could not scan", { answer: answer.slice(0, 200) });
    throw away(answer);
  }
  log("warn", "the scanner refused a file", { answer: answer.slice(0, 200), bytes: bytes.length });
  return "harmful";
}

function away(why: string): BusyError {
  sayEvent("control_failed", { what: { control: "scanner", why } });
  return new BusyError("error_scanner_away", 503);
}

function connect(address: string): net.Socket {
  const url = new URL(address);
  return url.protocol === "unix:"
    ? net.connect({ path: decodeURIComponent(url.pathname) })
    : net.connect({ host: url.hostname, port: Number(url.port) });
}

function ask(address: string, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    let answer = "";
    const late = setTimeout(() => socket.destroy(new Error(`longer than ${LONGEST / 1000} s`)), LONGEST);
    socket.on("error", reject).on("close", () => {
      clearTimeout(late);
      // What ended without an answer is none.
      if (answer === "") reject(new Error("no answer"));
      else resolve(answer.replace(/[\0\n]+$/, ""));
    });
    socket.setEncoding("utf8").on("data", (piece: string) => (answer += piece));
    socket.write("zINSTREAM\0");
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      socket.write(lengthOf(piece.length));
      socket.write(piece);
    }
    socket.write(lengthOf(0));
  });
}

function lengthOf(count: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(count);
  return length;
}
