const BLOCK = 512;

/**
 * A tar archive (ustar) of files, path → content, with times of the epoch, so that the same files give the same
 * bytes.
 */
export function tar(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).flatMap(([path, text]) => {
    const content = Buffer.from(text);
    return [header(path, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);
}

function header(path: string, size: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`too long for a tar of the lab: ${path}`);
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write("0000644\0", 100); // mode
  block.write("0000000\0", 108); // owner
  block.write("0000000\0", 116); // group
  block.write(`${octal(size, 11)}\0`, 124);
  block.write(`${octal(0, 11)}\0`, 136); // time
  block.write("        ", 148); // the checksum counts itself as spaces
  block.write("0", 156); // a file
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}
