/** The kernels as the build compiles them, with and without fused multiply-add. */
declare module '*?asc' {
  export const bytes: Uint8Array<ArrayBuffer>
}
declare module '*?asc-relaxed' {
  export const bytes: Uint8Array<ArrayBuffer>
}
