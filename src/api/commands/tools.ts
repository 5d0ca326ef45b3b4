import type { Text } from '../../locale/errors.ts'
import type { CommandSpec } from '../spec.ts'

/** What the command line does by itself, for whoever looks after a register or writes a program for it. */
const tool = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec => ({
  method,
  words: method.split('.'),
  roles: 'anyone',
  makesDocument: false,
  daemon: 'none',
  summary,
  arguments: [],
  options: [],
  inputOnly: [],
  example: `kkm ${method.split('.').join(' ')}`,
  ...more,
})

export const TOOL_COMMANDS: readonly CommandSpec[] = [
  tool(
    'schema',
    {
      kk: 'командалардың, жауаптардың және қателердің JSON Schema сипаттамасы',
      ru: 'JSON Schema команд, ответов и ошибок',
      en: 'JSON Schema of commands, answers and refusals',
    },
    {
      arguments: [
        {
          name: 'METHOD',
          type: 'text',
          parameter: 'method',
          help: {
            kk: 'тек осы команда: shift.close',
            ru: 'только эта команда: shift.close',
            en: 'this one only: shift.close',
          },
        },
      ],
      example: 'kkm schema shift.close',
    },
  ),
]
