#!/usr/bin/env node
// A self-service till: show the total, take the card, register, show the QR code of the receipt.
//
//   till.mjs FOLDER     sells each basket FOLDER/KEY.json once: {"items":[{"name","price","quantity"}]}
//
// The answer of the register is kept as FOLDER/KEY.state, the QR code as FOLDER/KEY.svg.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromEnvironment, keep, kept, Refused } from './kkm.mjs'

/** Here your card terminal, under the basket's key. */
function takeMoney(key, total) {
  console.log(`${key}: ${total} tenge paid`)
  return true
}

async function sell(register, key, { items }, path) {
  const state = kept(path)
  const payments = { card: 'rest' }
  if (state.paid === undefined) {
    // Computed and shown, nothing registered: the buyer sees what the card will pay
    const { total } = await register.untilKnown('sale', { items, payments, preview: true })
    state.paid = takeMoney(key, total)
    keep(path, state)
  }
  try {
    state.receipt = await register.untilPossible('sale', { key, items, payments })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    // Not registered, for good: the money goes back
    return keep(path, { ...state, end: 'refused', code: error.code })
  }
  const { content } = await register.untilKnown('receipt.qr', { ref: `key:${key}`, format: 'svg' })
  writeFileSync(path.replace(/\.state$/, '.svg'), content)
  keep(path, { ...state, end: 'sale' })
  const { checkUrl, printed, total } = state.receipt
  console.log(`${key}: ${total} ${printed ? 'on paper' : 'as a QR code'} ${checkUrl}`)
}

const [folder] = process.argv.slice(2)
const register = fromEnvironment()
for (const name of readdirSync(folder).sort()) {
  const key = name.replace(/\.json$/, '')
  const path = join(folder, `${key}.state`)
  if (name === key || kept(path).end !== undefined) continue
  await sell(register, key, kept(join(folder, name)), path)
}
register.close()
