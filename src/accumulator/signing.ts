import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'

/*
 * The device key: Ed25519 (RFC 8032). What is signed is never a hash alone, but a domain of its own and the hash, so that
 * a signature of a record is never one of a file.
 */

export const SIGNATURE_BYTES = 64

export const SIGNED = {
  record: Buffer.from('kkm.record.sign.1\0', 'latin1'),
  file: Buffer.from('kkm.file.sign.1\0', 'latin1'),
  export: Buffer.from('kkm.export.sign.1\0', 'latin1'),
} as const
export type SignedThing = keyof typeof SIGNED

/** Who signs: a key in a file today, a secure element one day. */
export interface Signer {
  /** 32 bytes, hex. */
  readonly publicKey: string
  /** 64 bytes over the domain of the thing and its SHA-256. */
  sign(thing: SignedThing, hash: Uint8Array): Buffer
}

const message = (thing: SignedThing, hash: Uint8Array): Buffer => Buffer.concat([SIGNED[thing], hash])

/** Public keys are read again and again, one after the other the same. */
let lastPublic: { readonly hex: string; readonly key: KeyObject } | undefined

function publicKeyOf(hex: string): KeyObject {
  if (lastPublic?.hex !== hex) {
    const x = Buffer.from(hex, 'hex').toString('base64url')
    lastPublic = { hex, key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) }
  }
  return lastPublic.key
}

/** A public key as `openssl` reads it. */
export const publicPem = (hex: string): string => publicKeyOf(hex).export({ type: 'spki', format: 'pem' }).toString()

/** @param publicKey 32 bytes, hex */
export const isSigned = (publicKey: string, thing: SignedThing, hash: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, message(thing, hash), publicKeyOf(publicKey), signature)

/** @param pem PKCS #8, as {@link newKey} writes it */
export function signerOf(pem: string): Signer {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`a device key is Ed25519, not ${key.asymmetricKeyType}`)
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  return {
    publicKey: Buffer.from(String(x), 'base64url').toString('hex'),
    sign: (thing, hash) => sign(null, message(thing, hash), key),
  }
}

/** A new key as PKCS #8 in PEM. */
export const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
