import { command } from '../command.ts'
import type { CommandSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'

/** A command that anybody may call, but for what `more` says. */
export const plain = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: 'anyone',
    summary,
    ...more,
  })

/** What a machine asks before each sale. */
export const STATE_COMMANDS: readonly CommandSpec[] = [
  plain('status', { kk: 'кассаның күйі', ru: 'состояние кассы', en: 'state of the register' }, { tellsMore: true }),
  plain(
    'ready',
    { kk: 'қазір сатуға бола ма', ru: 'можно ли продавать сейчас', en: 'can I sell now?' },
    {
      options: [
        {
          flag: 'for',
          value: 'WHAT',
          type: 'choice',
          choices: ['sale', 'update', 'close'],
          parameter: 'for',
          help: {
            kk: 'не үшін: sale, update, close (әдепкі sale)',
            ru: 'для чего: sale, update, close (по умолчанию sale)',
            en: 'for what: sale, update, close (default sale)',
          },
        },
      ],
      example: 'kkm ready --for sale',
    },
  ),
]
