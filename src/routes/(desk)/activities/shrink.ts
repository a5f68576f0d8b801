/** As large as a report prints it; phones take four times as much. */
const LONGEST = 2000;

/** A photo that was chosen is made smaller before it is sent; what the browser cannot read is sent as it is. */
export async function shrink({ target }: Event): Promise<void> {
  if (!(target instanceof HTMLInputElement)) return;
  const file = target.files?.[0];
  const smaller = file && (await smallerThan(file).catch(() => undefined));
  // Another may have been chosen meanwhile.
  if (!smaller || target.files?.[0] !== file || smaller.size >= file.size) return;
  const chosen = new DataTransfer();
  chosen.items.add(smaller);
  target.files = chosen.files;
}

async function smallerThan(file: File): Promise<File | undefined> {
  const picture = await createImageBitmap(file);
  const scale = LONGEST / Math.max(picture.width, picture.height);
  if (scale >= 1) return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return bytes ? new File([bytes], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : undefined;
}
