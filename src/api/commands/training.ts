import { command } from '../command.ts'
import { KEEPERS } from '../roles.ts'
import type { Text } from '../../locale/errors.ts'
import type { CommandSpec } from '../spec.ts'

const training = (word: string, summary: Text): CommandSpec =>
  command({
    method: `training.${word}`,
    words: ['training', word],
    roles: KEEPERS,
    summary,
    example: `kkm training ${word}`,
  })

export const TRAINING_COMMANDS: readonly CommandSpec[] = [
  training('on', {
    kk: 'оқу режимі: ештеңе тіркелмейді',
    ru: 'учебный режим: ничего не регистрируется',
    en: 'training mode: nothing is registered',
  }),
  training('off', { kk: 'оқу режимін аяқтау', ru: 'закончить учебный режим', en: 'end the training mode' }),
]
