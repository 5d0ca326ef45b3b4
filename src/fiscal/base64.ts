/** So many characters are made of codes at once: arguments of one call. */
const AT_ONCE = 4096

/** Base64 of bytes and back: frames inside JSON records. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += AT_ONCE)
    binary += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + AT_ONCE))
  return btoa(binary)
}

export function fromBase64(text: string): Uint8Array {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
