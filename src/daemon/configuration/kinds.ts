import { isIP, isIPv4, isIPv6 } from 'node:net'
import type { Text } from '../../locale/errors.ts'
import { asIs } from './problems.ts'
import type { Address } from './types.ts'
import type { Value } from './tree.ts'

/** What a key may hold: its words for people, and the reading of a value; undefined: wrong. */
export interface Kind<T> {
  readonly expected: Text
  read(value: Value): T | undefined
}

const isPrintable = (text: string) => !/\p{Cc}/u.test(text)

export const text = (longest: number): Kind<string> => ({
  expected: {
    kk: `ұзындығы 1–${longest} таңбалы мәтін`,
    ru: `текст длиной 1–${longest} символов`,
    en: `a text of 1 to ${longest} characters`,
  },
  read: (value) =>
    value.type === 'string' && value.value.trim() !== '' && value.value.length <= longest && isPrintable(value.value)
      ? value.value
      : undefined,
})

/** `longest` in bytes: the kernel's limit of a path, or of a socket's address. */
export const absolutePath = (longest = 4095): Kind<string> => ({
  expected: {
    kk: `«/» таңбасынан басталатын, ${longest} байттан аспайтын жол`,
    ru: `путь от «/», не длиннее ${longest} байт`,
    en: `a path from /, at most ${longest} bytes`,
  },
  read: (value) =>
    value.type === 'string' &&
    value.value.startsWith('/') &&
    isPrintable(value.value) &&
    Buffer.byteLength(value.value) <= longest
      ? value.value
      : undefined,
})

export const oneOf = <T extends string>(...choices: readonly T[]): Kind<T> => ({
  expected: asIs(choices.map((choice) => JSON.stringify(choice)).join(' | ')),
  read: (value) => (value.type === 'string' ? choices.find((choice) => choice === value.value) : undefined),
})

export const numberOf = <T extends number>(...choices: readonly T[]): Kind<T> => ({
  expected: asIs(choices.join(' | ')),
  read: (value) => (value.type === 'number' && value.whole ? choices.find((c) => c === value.value) : undefined),
})

/** Of a serial line. */
export const BAUDS = numberOf(1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)

export const flag: Kind<boolean> = {
  expected: asIs('true | false'),
  read: (value) => (value.type === 'boolean' ? value.value : undefined),
}

const between = (kk: string, ru: string, en: string, least: number, most: number): Text => ({
  kk: `${least}…${most} аралығындағы ${kk}`,
  ru: `${ru} от ${least} до ${most}`,
  en: `${en} from ${least} to ${most}`,
})

export const whole = (least: number, most: number): Kind<number> => ({
  expected: between('бүтін сан', 'целое число', 'a whole number', least, most),
  read: (value) =>
    value.type === 'number' && value.whole && value.value >= least && value.value <= most ? value.value : undefined,
})

/** Seconds in the file, milliseconds here. */
export const seconds = (least: number, most: number): Kind<number> => ({
  expected: between('секунд саны', 'число секунд', 'a number of seconds', least, most),
  read: (value) =>
    value.type === 'number' && value.value >= least && value.value <= most ? Math.round(value.value * 1000) : undefined,
})

/** Degrees in the file, millionths here, as the protocol carries them. */
export const degrees = (most: number): Kind<number> => ({
  expected: between('градус саны', 'число градусов', 'a number of degrees', -most, most),
  read: (value) =>
    value.type === 'number' && Math.abs(value.value) <= most ? Math.round(value.value * 1_000_000) : undefined,
})

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** A name of the DNS; one whose last label is a number is an address (RFC 1123, 2.1), and then it must be a right one. */
function isHost(host: string): boolean {
  if (isIPv4(host)) return true
  const labels = host.replace(/\.$/, '').split('.')
  return host.length <= 253 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
}

/** `host:port`, IPv6 in brackets: `[2001:db8::7]:7777`. undefined: not an address. */
export function parseAddress(textual: string): Address | undefined {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(textual)
  if (match === null) return undefined
  const [, literal, name, digits] = match
  const port = Number(digits)
  if (port < 1 || port > 65535) return undefined
  if (literal !== undefined) return isIPv6(literal) ? { host: literal, port } : undefined
  return name !== undefined && isHost(name) ? { host: name, port } : undefined
}

export const address: Kind<Address> = {
  expected: {
    kk: 'хост:порт, мысалы "10.0.0.1:7777"',
    ru: 'хост:порт, например "10.0.0.1:7777"',
    en: 'host:port, such as "10.0.0.1:7777"',
  },
  read: (value) => (value.type === 'string' ? parseAddress(value.value) : undefined),
}

export const addresses: Kind<readonly [Address, ...Address[]]> = {
  expected: {
    kk: 'бос емес тізім, мысалы ["10.0.0.1:7777"]',
    ru: 'непустой список, например ["10.0.0.1:7777"]',
    en: 'a list of at least one, such as ["10.0.0.1:7777"]',
  },
  read: (value) => {
    if (value.type !== 'array') return undefined
    const [first, ...rest] = value.items.map((item) => address.read(item))
    return first !== undefined && rest.every((one) => one !== undefined) ? [first, ...rest] : undefined
  },
}

/** A name of the kernel's: at most 15 bytes, no slash, no blank. */
export const networkInterface: Kind<string> = {
  expected: {
    kk: 'желі интерфейсінің аты, мысалы "eth0"',
    ru: 'имя сетевого интерфейса, например "eth0"',
    en: 'the name of a network interface, such as "eth0"',
  },
  read: (value) => (value.type === 'string' && /^[!-.0-~]{1,15}$/.test(value.value) ? value.value : undefined),
}

export const ipAddress: Kind<string> = {
  expected: {
    kk: 'IP мекенжайы, мысалы "192.0.2.5"',
    ru: 'IP-адрес, например "192.0.2.5"',
    en: 'an IP address, such as "192.0.2.5"',
  },
  read: (value) => (value.type === 'string' && isIP(value.value) !== 0 ? value.value : undefined),
}
