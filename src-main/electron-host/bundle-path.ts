import { join, normalize, sep } from 'node:path'

/** The file of `folder` that is meant by an address such as app://bundle/index.html; null where it leads to none in there. */
export function bundlePath(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url)
  const name = decoded(pathname === '/' ? '/index.html' : pathname)
  if (host !== 'bundle' || name === null) return null
  const path = normalize(join(folder, name))
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? path : null
}

/** Null where a percent sign is not followed by bytes of UTF-8, as in /%zz. */
function decoded(name: string): string | null {
  try {
    return decodeURIComponent(name)
  } catch {
    return null
  }
}
