/**
 * Run in a process of its own: whether Playwright can drive the browser whose path is given. A file that exists proves
 * little: it may be a stub that asks for another package, miss a library,
 * or find no font, so that text has no size and nothing can be clicked.
 */
import { chromium } from 'playwright'

const browser = await chromium.launch({ executablePath: process.argv[2] ?? '', timeout: 30_000 })
const page = await browser.newPage()
await page.setContent('<p>ready</p>')
const box = await page.locator('p').boundingBox()
await browser.close()
process.exitCode = box !== null && box.height > 0 ? 0 : 1
