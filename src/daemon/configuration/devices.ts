import { PROFILES } from '../../escpos/profile.ts'
import type { Text } from '../../locale/errors.ts'
import { BAUDS, absolutePath, address, ipAddress, networkInterface, numberOf, oneOf, text } from './kinds.ts'
import { asIs } from './problems.ts'
import type { Section } from './section.ts'
import type { LinkConfiguration, PrinterConfiguration, PrinterTransport } from './types.ts'

const DEFAULT_LINK: LinkConfiguration = { name: 'default' }

const ONE_OF_TWO: Text = {
  kk: 'interface немесе source',
  ru: 'interface либо source',
  en: 'either interface or source',
}
const BOTH_OR_NONE: Text = { kk: 'екеуі де бірден немесе ештеңе', ru: 'оба или ничего', en: 'both or neither' }
const OWN_NAME: Text = { kk: 'қайталанбайтын ат', ru: 'имя без повторов', en: 'a name of its own' }

/** In order of priority; none in the file: one link, as the system routes. */
export function readLinks(root: Section): readonly [LinkConfiguration, ...LinkConfiguration[]] {
  const names = new Set<string>()
  const links = root.sections('link').map((section): LinkConfiguration => {
    const name = section.need('name', text(32)) ?? ''
    const place = section.place('name')
    if (place !== undefined && names.has(name)) section.report('name', place, OWN_NAME, asIs(JSON.stringify(name)))
    names.add(name)
    const device = section.get('interface', networkInterface)
    const source = section.get('source', ipAddress)
    if (section.has('interface') === section.has('source')) section.report('', section.at, ONE_OF_TWO, BOTH_OR_NONE)
    return {
      name,
      ...(device === undefined ? {} : { interface: device }),
      ...(source === undefined ? {} : { source }),
    }
  })
  const [first = DEFAULT_LINK, ...rest] = links
  return [first, ...rest]
}

const PRINTER_PATH = '/dev/kkm-printer'

/** Keys of another transport may stay in the file: a printer is changed by changing one line. */
function readTransport(printer: Section): PrinterTransport {
  const transport = printer.get('transport', oneOf('usb', 'serial', 'tcp', 'device', 'file')) ?? 'device'
  const path = transport === 'file' ? printer.need('path', absolutePath()) : printer.get('path', absolutePath())
  const peer = transport === 'tcp' ? printer.need('address', address) : printer.get('address', address)
  const baud = printer.get('baud', BAUDS) ?? 115200
  const flow = printer.get('flow', oneOf('none', 'rtscts', 'xonxoff')) ?? 'none'
  switch (transport) {
    case 'tcp':
      // A missing one is reported already, and a file with a report is refused as a whole
      return { transport, address: peer ?? { host: '', port: 0 } }
    case 'serial':
      return { transport, path: path ?? PRINTER_PATH, baud, flow }
    case 'usb':
    case 'device':
    case 'file':
      return { transport, path: path ?? PRINTER_PATH }
    default:
      return transport satisfies never
  }
}

export const readPrinter = (printer: Section): PrinterConfiguration => ({
  ...readTransport(printer),
  profile: printer.get('profile', oneOf('auto', ...PROFILES.map(({ name }) => name))) ?? 'auto',
  widthMm: printer.get('width_mm', numberOf(58, 80)) ?? 80,
  encoding: printer.get('encoding', oneOf('auto', 'kz1048', 'hybrid', 'udc', 'raster')) ?? 'auto',
  qr: printer.get('qr', oneOf('auto', 'native', 'raster')) ?? 'auto',
  drawer: printer.get('drawer', oneOf('none', 'pin2', 'pin5')) ?? 'none',
  drawerSense: printer.get('drawer_sense', oneOf('none', 'high-open', 'low-open')) ?? 'none',
})
