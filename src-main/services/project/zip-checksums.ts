import { crc32 } from 'node:zlib'

const ENTRY = 0x02014b50
const END = 0x06054b50

/**
 * The name of the first entry of a zip file whose content is not what was packed, or null: fflate unpacks without a
 * look at the checksums, so a damaged disk would change weights in silence. The directory itself is checked by its
 * length and by the names that stand a second time before the contents. (PKWARE, APPNOTE.TXT, 4.3.)
 */
export function damagedEntry(zip: Uint8Array, contents: Readonly<Record<string, Uint8Array>>): string | null {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  let end = zip.length - 22
  while (end > 0 && view.getUint32(end, true) !== END) end--
  const text = (from: number, length: number): string => new TextDecoder().decode(zip.subarray(from, from + length))
  const start = view.getUint32(end + 16, true)
  let at = start
  for (let entry = 0; entry < view.getUint16(end + 10, true); entry++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) return 'directory'
    const nameLength = view.getUint16(at + 28, true)
    const name = text(at + 46, nameLength)
    const local = view.getUint32(at + 42, true)
    const content = Object.hasOwn(contents, name) ? contents[name] : undefined
    if (!content || crc32(content) !== view.getUint32(at + 16, true) || text(local + 30, nameLength) !== name)
      return name
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return at - start === view.getUint32(end + 12, true) ? null : 'directory'
}
