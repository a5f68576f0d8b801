import type { ZipInputFile } from "fflate";

const DEFLATE = 8;

/** A part of an archive whose bytes are packed already, piece by piece. */
export type PackedPart = {
  file: ZipInputFile & { crc: number };
  add: (packed: Uint8Array, whole: { crc: number; size: number }, isLast: boolean) => void;
};

export function packedPart(filename: string, compression = DEFLATE): PackedPart {
  const file: PackedPart["file"] = { filename, compression, crc: 0, size: 0, flag: 0 };
  return {
    file,
    add: (packed, { crc, size }, isLast) => {
      file.crc = crc;
      file.size = (file.size ?? 0) + size;
      file.ondata?.(null, new Uint8Array(packed), isLast);
    },
  };
}
