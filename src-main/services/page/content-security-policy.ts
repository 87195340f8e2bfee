/**
 * What the page may load and do: its own files and nothing else. Vue's scoped styles and chart.js set `style`
 * attributes, hence 'unsafe-inline' for styles only. `connect` names where the page's sockets lead.
 */
export function contentSecurityPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${connect.map((place) => ` ${place}`).join('')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
