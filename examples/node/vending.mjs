#!/usr/bin/env node
// A vending machine: hold, take the money, dispense, register what came out.
//
//   vending.mjs FOLDER     sells each order FOLDER/KEY.json once: {"items":[{"name","price","quantity"}]}
//
// What has been done of an order stands in FOLDER/KEY.state before the next step begins. Killed anywhere, it goes on.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromEnvironment, keep, kept, Refused } from './kkm.mjs'

/** Here your card terminal: under the order's key, so that asking again does not charge again. */
function takeMoney(key, total) {
  console.log(`${key}: ${total} tenge paid`)
  return true
}

/** Here your motors. The lines that came out; null: all. */
const dispense = (order) => order.dispensed ?? null

async function sell(register, key, order, path) {
  const state = kept(path)
  const done = (more) => keep(path, Object.assign(state, more))
  if (state.total === undefined) {
    try {
      const { total } = await register.untilKnown('hold', { key, items: order.items })
      done({ total })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      done({ end: 'refused', code: error.code })
      return console.log(`${key}: ${error.message}`)
    }
  }
  if (state.paid === undefined) done({ paid: takeMoney(key, state.total) })
  if (!state.paid) {
    await register.untilKnown('cancel', { key, reason: 'no payment' })
    return done({ end: 'cancelled' })
  }
  if (state.lines === undefined) done({ lines: dispense(order) })
  const lines = state.lines === null ? {} : { lines: state.lines }
  const receipt = await register.untilPossible('commit', { key, payments: { card: 'rest' }, ...lines })
  // Nothing came out: give the money back. Part of it: give back the rest
  done({ end: receipt.document ?? receipt.state, checkUrl: receipt.checkUrl })
  console.log(`${key}: ${state.end} ${state.checkUrl ?? ''}`)
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
