import { signerOf } from '../../src/accumulator/signing.ts'

/** The first secret key of RFC 8032, section 7.1: anybody may know it. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const PKCS8 = Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex').toString('base64')

export const TEST_KEY = `-----BEGIN PRIVATE KEY-----\n${PKCS8}\n-----END PRIVATE KEY-----\n`
export const TEST_SIGNER = signerOf(TEST_KEY)
