import type { LinkQuality } from '../fiscal/wire/dialect.ts'
import type { LinkState } from '../hw/ports.ts'

const average = (figures: readonly number[]): number =>
  Math.round(figures.reduce((sum, one) => sum + one, 0) / figures.length)

/** Per cent of tries that were lost; undefined: there were none. */
export const lossOf = ({ lost, tries }: Pick<LinkState['recent'], 'lost' | 'tries'>): number | undefined =>
  tries === 0 ? undefined : Math.round((100 * lost) / tries)

/** The last tries of all links together, as the OFD is told them; undefined: no connection ever stood (protocol §5 Service). */
export function qualityOf(links: readonly LinkState[]): LinkQuality | undefined {
  const recent = links.map((link) => link.recent)
  const connects = recent.flatMap((one) => one.connects)
  if (connects.length === 0) return undefined
  const roundTrips = recent.flatMap((one) => one.roundTrips)
  const sum = (member: 'tries' | 'lost') => recent.reduce((total, one) => total + one[member], 0)
  return {
    connect: average(connects),
    ...(roundTrips.length > 0 && { roundTrip: average(roundTrips) }),
    loss: lossOf({ tries: sum('tries'), lost: sum('lost') }) ?? 0,
  }
}
