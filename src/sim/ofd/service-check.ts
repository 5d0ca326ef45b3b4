import { insist } from './objection.ts'
import { COMMANDS, type Request, type ServiceMessage, type Version, demand, demandText, readTime } from './reading.ts'
import type { RegisteredKkm } from './state.ts'

/**
 * What goes along with every request (protocol §5 Service, §7): who speaks, and in 2.0.3 where it stands. INFO may come
 * from a register that is only being set up: then the organisation is not known yet, and what it says of itself is
 * compared there, not here.
 */
export function checkService(request: Request, version: Version, kkm: RegisteredKkm): void {
  const { command, service } = request
  const lenient = command === COMMANDS.info || command === COMMANDS.system
  if (version === 202 && lenient && !service) return
  insist(service !== undefined, 'service is missing')
  if (version === 203) checkPosition(service)
  if (version === 203 || !lenient) checkRegister(service, kkm, command === COMMANDS.info)
  if (service.offlinePeriod) {
    const begin = readTime(service.offlinePeriod.beginTime, 'service.offline_period.begin_time')
    const end = readTime(service.offlinePeriod.endTime, 'service.offline_period.end_time')
    insist(begin <= end, 'service.offline_period ends before it begins')
  }
}

function checkPosition(service: ServiceMessage): void {
  const stats = demand(service, 'securityStats', 'service')
  const position = demand(stats, 'geoPosition', 'service.security_stats')
  const where = 'service.security_stats.geo_position'
  insist('source' in position && demandText(position, 'source', where) !== '', `${where}.source is missing`)
  insist(Math.abs(position.latitude) <= 90_000_000, `${where}.latitude ${position.latitude}`)
  insist(Math.abs(position.longitude) <= 180_000_000, `${where}.longitude ${position.longitude}`)
}

function checkRegister(service: ServiceMessage, kkm: RegisteredKkm, setUp: boolean): void {
  const { kkm: register, org } = demand(service, 'regInfo', 'service')
  insist(register !== undefined, 'service.reg_info.kkm is missing')
  const where = 'service.reg_info.kkm'
  const said = {
    fns_kkm_id: [demandText(register, 'fnsKkmId', where), kkm.regNumber],
    serial_number: [demandText(register, 'serialNumber', where), kkm.serialNumber],
    kkm_id: [demandText(register, 'kkmId', where), String(kkm.kkmId)],
  }
  if (setUp) return
  for (const [field, [theirs, ours]] of Object.entries(said)) {
    insist(theirs === ours, `${where}.${field} ${theirs} is registered as ${ours}`)
  }
  insist(org !== undefined, 'service.reg_info.org is missing')
  demandText(org, 'title', 'service.reg_info.org')
  demandText(org, 'address', 'service.reg_info.org')
  const inn = demandText(org, 'inn', 'service.reg_info.org')
  insist(inn === kkm.iinBin, `service.reg_info.org.inn ${inn} is registered as ${kkm.iinBin}`)
}
