import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scrypt } from "node:crypto";
import { Transform } from "node:stream";

/** What a key needs to be made again; stands in the first line of a sealed file (docs/decisions/0049). */
export type Seal = {
  cipher: "aes-256-gcm";
  kdf: "scrypt";
  n: number;
  r: number;
  p: number;
  salt: string;
  of: string;
  /** Tells another key from a changed byte. */
  check: string;
};

/** Thrown where a sealed part does not open; the message says whether for its `key` or because it was `changed`. */
export class NotOpened extends Error {}

const CHUNK = 65_536;
const TAG = 16;
const COST = { n: 2 ** 17, r: 8, p: 1 };
const masters = new Map<string, Promise<Buffer>>();

/** A new seal; the costly part of its key is made once in a process, the rest anew for each file. */
export async function newSeal(passphrase: string): Promise<Seal> {
  const seal = {
    cipher: "aes-256-gcm",
    kdf: "scrypt",
    ...COST,
    salt: ownSalt,
    of: randomBytes(16).toString("hex"),
  } as const;
  return { ...seal, check: derived(await masterOf(passphrase, seal), seal.of, "amity check").toString("hex") };
}
const ownSalt = randomBytes(16).toString("hex");

function masterOf(passphrase: string, { n, r, p, salt }: Omit<Seal, "check">): Promise<Buffer> {
  // A made-up first line asks for no more memory than ours do.
  if (n > COST.n || r > COST.r || p > COST.p) throw new NotOpened("key");
  const name = createHash("sha256").update(`${passphrase}\0${n} ${r} ${p} ${salt}`).digest("hex");
  let master = masters.get(name);
  if (!master) {
    master = new Promise((resolve, reject) =>
      scrypt(passphrase, Buffer.from(salt, "hex"), 32, { N: n, r, p, maxmem: 256 * 1024 * 1024 }, (cause, key) =>
        cause ? reject(cause) : resolve(key),
      ),
    );
    masters.set(name, master);
  }
  return master;
}

const derived = (master: Buffer, of: string, use: string) =>
  Buffer.from(hkdfSync("sha256", master, Buffer.from(of, "hex"), use, 32));

async function keyOf(passphrase: string, seal: Seal): Promise<Buffer> {
  const master = await masterOf(passphrase, seal);
  if (derived(master, seal.of, "amity check").toString("hex") !== seal.check) throw new NotOpened("key");
  return derived(master, seal.of, "amity file");
}

/** The number of the chunk and whether it is the last: none can be left out, moved, or cut off unnoticed. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Cuts what comes into chunks of `size`; `last` gets the rest, which may be a whole chunk and is empty only where nothing came. */
function chunks(size: number, of: { each: (chunk: Buffer) => Buffer; last: (rest: Buffer) => Buffer }): Transform {
  let waiting: Buffer[] = [];
  let length = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      waiting.push(piece);
      length += piece.length;
      if (length <= size) return done();
      let all = Buffer.concat(waiting);
      try {
        for (; all.length > size; all = all.subarray(size)) this.push(of.each(all.subarray(0, size)));
      } catch (cause) {
        return done(cause as Error);
      }
      waiting = [all];
      length = all.length;
      done();
    },
    flush(done) {
      try {
        done(null, of.last(Buffer.concat(waiting)));
      } catch (cause) {
        done(cause as Error);
      }
    },
  });
}

/** Encrypts a stream in authenticated chunks; `bound` (the file's first line) is authenticated with each. */
export async function sealing(passphrase: string, seal: Seal, bound: Buffer): Promise<Transform> {
  const key = await keyOf(passphrase, seal);
  let number = 0;
  const encrypt = (chunk: Buffer, isLast: boolean) => {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(number, isLast)).setAAD(bound);
    number += 1;
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  return chunks(CHUNK, { each: (chunk) => encrypt(chunk, false), last: (rest) => encrypt(rest, true) });
}

/** The way back; ends with {@link NotOpened} where a chunk does not open. */
export async function opening(passphrase: string, seal: Seal, bound: Buffer): Promise<Transform> {
  const key = await keyOf(passphrase, seal);
  let number = 0;
  const decrypt = (chunk: Buffer, isLast: boolean) => {
    if (chunk.length < TAG) throw new NotOpened("changed");
    const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(number, isLast)).setAAD(bound);
    decipher.setAuthTag(chunk.subarray(-TAG));
    try {
      const plain = Buffer.concat([decipher.update(chunk.subarray(0, -TAG)), decipher.final()]);
      number += 1;
      return plain;
    } catch {
      throw new NotOpened("changed");
    }
  };
  return chunks(CHUNK + TAG, { each: (chunk) => decrypt(chunk, false), last: (rest) => decrypt(rest, true) });
}
