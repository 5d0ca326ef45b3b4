/**
 * Three days without a link, on the virtual clock: `npm run offline -- --documents 10000`. The real core and shell make the
 * documents and a Z a day, then the link is there, the queue goes out, and the daemon is killed again and again meanwhile.
 */
import { parseArgs } from 'node:util'
import { daysOffline } from './world/days-offline.ts'

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '10000' }, 'kill-every': { type: 'string', default: '500' } },
})
const begun = performance.now()
const told = await daysOffline({ documents: Number(values.documents), killEvery: Number(values['kill-every']) })
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`
console.log(
  `${told.documents} documents in ${told.hours.toFixed(1)} h without a link, ${told.closings} of them Z; ` +
    `all delivered once and in order, ${told.kills} kills meanwhile`,
)
console.log(
  `draining: ${told.drained} documents in ${seconds(told.draining)} of the virtual clock, without the ${seconds(told.dead)} in which ` +
    `the daemon was dead or starting; the round trips alone are ${seconds(told.roundTrips)}: ${(told.share * 100).toFixed(1)} % of a document a round trip`,
)
console.log(`${seconds(performance.now() - begun)} in all`)
