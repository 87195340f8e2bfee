/**
 * Draws the brand mark and writes every size of it: `node resources/icons/make-icons.mjs` with CHROMIUM_PATH naming a
 * Chromium. Its results are committed, because the packager could only convert icons with tools it downloads.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Two inputs, a positive (blue) and a negative (orange) one, and the unit they lead to. */
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
  <rect x="64" y="64" width="896" height="896" rx="200" fill="#f5f7fb" stroke="#d5dbe8" stroke-width="16" />
  <g stroke-width="56" stroke-linecap="round">
    <line x1="320" y1="332" x2="672" y2="512" stroke="#0b6fb8" />
    <line x1="320" y1="692" x2="672" y2="512" stroke="#b04e00" />
  </g>
  <circle cx="312" cy="328" r="104" fill="#0b6fb8" />
  <circle cx="312" cy="696" r="104" fill="#b04e00" />
  <circle cx="676" cy="512" r="168" fill="#3454d1" />
</svg>
`

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** @returns {Promise<Map<number, Buffer>>} size -> PNG */
async function render() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH })
  const images = new Map()
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`)
    images.set(size, await page.screenshot({ omitBackground: true }))
    await page.close()
  }
  await browser.close()
  return images
}

/** Windows' container: a directory of 16-byte entries, then the PNGs. */
function ico(images) {
  const entries = [16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: images.get(size) }))
  const header = Buffer.alloc(6 + 16 * entries.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(entries.length, 4)
  let offset = header.length
  entries.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...entries.map(({ png }) => png)])
}

/** macOS' container: chunks of type, length and PNG. Types with a doubled size are those of Retina displays. */
function icns(images) {
  const types = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 }
  const chunk = (type, content) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1')
    head.writeUInt32BE(content.length + 8, 4)
    return Buffer.concat([head, content])
  }
  return chunk('icns', Buffer.concat(Object.entries(types).map(([type, size]) => chunk(type, images.get(size)))))
}

const images = await render()
mkdirSync(here('./png'), { recursive: true })
writeFileSync(here('./icon.svg'), svg)
for (const [size, png] of images) writeFileSync(here(`./png/${size}x${size}.png`), png)
writeFileSync(here('./icon.ico'), ico(images))
writeFileSync(here('./icon.icns'), icns(images))
