import * as z from 'zod'
import { EXPECTED } from '../expected.ts'

/** The smallest members of parameters. Each says what it expected; rules of the trade stand in the fiscal room. */
export const text = z.string(EXPECTED.text)
/** A sum in tenge as a text: the rules refuse what is not one, with the code of its place (PRICE_INVALID, …). */
export const money = z.string(EXPECTED.money)
export const quantity = z.string(EXPECTED.quantity)
export const flag = z.boolean(EXPECTED.flag)

const KEY = /^[A-Za-z0-9._:-]{1,64}$/
export const isKey = (key: string): boolean => KEY.test(key)
export const key = z.string(EXPECTED.text)

/** Longest wait for paper, in seconds; the default is 20 (interface, "A sale"). */
export const MAX_WAIT_SECONDS = 600
export const wait = z.int(EXPECTED.wait).min(0, EXPECTED.wait).max(MAX_WAIT_SECONDS, EXPECTED.wait)

/** uint32 of the wire. */
export const uint32 = z.int(EXPECTED.uint32).min(1, EXPECTED.uint32).max(4_294_967_295, EXPECTED.uint32)

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: EXPECTED.oneOf(values) })

/* ---- results ---- */

export const time = z.iso.datetime({ offset: true })
export const decimal = z.string().regex(/^-?\d+\.\d\d$/)
/** Hours with one decimal. */
export const hours = z.string().regex(/^-?\d+\.\d$/)
export const count = z.int().nonnegative()
