import { signerOf } from '../../src/accumulator/signing.ts'

/** Secret keys of RFC 8032, section 7.1: anybody may know them, and what is made with them is the same each time. */
const SEEDS = [
  '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
] as const

const pemOf = (seed: string): string =>
  `-----BEGIN PRIVATE KEY-----\n${Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex').toString('base64')}\n-----END PRIVATE KEY-----\n`

export const TEST_KEY = pemOf(SEEDS[0])
export const TEST_SIGNER = signerOf(TEST_KEY)
/** Of somebody else. */
export const OTHER_SIGNER = signerOf(pemOf(SEEDS[1]))
