/**
 * Run in a process of its own: whether Playwright can drive the browser whose path is given. A file that exists proves
 * little: it may be a stub that asks for another package, or miss a library.
 */
import { chromium } from 'playwright'

const browser = await chromium.launch({ executablePath: process.argv[2] ?? '', timeout: 30_000 })
const page = await browser.newPage()
await page.setContent('<p>ready</p>')
const text = await page.textContent('p')
await browser.close()
process.exitCode = text === 'ready' ? 0 : 1
