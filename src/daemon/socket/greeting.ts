import { LANGUAGES } from '../../locale/text.ts'
import type { Language } from '../../locale/errors.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { Sessions, SignIn } from '../sessions.ts'

/** The shape of answers that this release speaks; the number in `"schema":1`. */
export const SCHEMA = 1

const LONGEST_SECRET = 128

type Params = Readonly<Record<string, unknown>>

const refuse = (path: string, expected: string) => new Refusal('BAD_REQUEST', { path, expected })

function assertOnly(params: Params, known: readonly string[]): void {
  for (const key of Object.keys(params)) if (!known.includes(key)) throw refuse(key, `only ${known.join(', ')}`)
}

export interface Greeting {
  /** That the client asks for, if it does. */
  readonly language: Language | undefined
  /** It wants to hear how far a long call is. */
  readonly progress: boolean
}

/** `hello {"schemas":[1],"lang"?,"progress"?}` */
export function readHello(params: Params): Greeting {
  assertOnly(params, ['schemas', 'lang', 'progress'])
  const { schemas, lang, progress = false } = params
  if (!Array.isArray(schemas) || !schemas.includes(SCHEMA)) throw refuse('schemas', `a list with ${SCHEMA}`)
  if (typeof progress !== 'boolean') throw refuse('progress', 'true or false')
  const language = LANGUAGES.find((one) => one === lang)
  if (lang !== undefined && language === undefined) throw refuse('lang', LANGUAGES.join(', '))
  return { language, progress }
}

const isSecret = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST_SECRET

/** `session.open {"user","pin"}`, of a kiosk `{"user","secret"}`, or `{"session"}`, the token of an earlier `login`. @throws Refusal as Sessions do */
export async function openSession(params: Params, sessions: Pick<Sessions, 'open' | 'resume'>): Promise<SignIn> {
  if ('session' in params) {
    assertOnly(params, ['session'])
    if (!isSecret(params['session'])) throw refuse('session', 'the text that login gave')
    return sessions.resume(params['session'])
  }
  const member = 'secret' in params ? 'secret' : 'pin'
  assertOnly(params, ['user', member])
  const { user, [member]: pin } = params
  if (typeof user !== 'number' || !Number.isSafeInteger(user) || user < 1) throw refuse('user', 'a code from 1')
  if (!isSecret(pin)) throw refuse(member, 'a text of digits')
  return sessions.open({ user, pin })
}
