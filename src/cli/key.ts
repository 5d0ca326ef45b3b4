import { customAlphabet } from 'nanoid'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 119 random bits: no two calls ever make the same. */
const LENGTH = 20

/** A key for a call that came without one; letters and digits, so that a shell takes it as a word. */
export const makeKey = customAlphabet(ALPHABET, LENGTH)
