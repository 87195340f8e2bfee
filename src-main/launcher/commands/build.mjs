import { buildIfStale } from '../build-app.mjs'
import { installIfNeeded } from '../install.mjs'

/** `npm run build`: always builds, and leaves the stamp that `npm start` reads. */
export async function main() {
  await installIfNeeded()
  await buildIfStale({ force: true })
  return 0
}
