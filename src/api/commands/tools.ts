import { command } from '../command.ts'
import type { Text } from '../../locale/errors.ts'
import type { CommandSpec } from '../spec.ts'
import { CONFIG, OUTPUT } from './options.ts'

/** What the command line does by itself, for whoever looks after a register or writes a program for it. */
const tool = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: 'anyone',
    daemon: 'none',
    summary,
    ...more,
  })

export const GOALS = ['ready', 'online', 'drained', 'printed'] as const

export const TOOL_COMMANDS: readonly CommandSpec[] = [
  tool(
    'doctor',
    { kk: 'не дұрыс емес, не істеу керек', ru: 'что не так и что делать', en: 'what is wrong, and what mends it' },
    { daemon: 'optional', options: [CONFIG], exits: [6] },
  ),
  tool(
    'wait',
    {
      kk: 'касса дайын болғанша күту',
      ru: 'ждать, пока касса не будет готова',
      en: 'wait until the register is as it should be',
    },
    {
      options: [
        {
          flag: 'for',
          value: 'WHAT,…',
          type: 'list',
          choices: GOALS,
          parameter: 'for',
          required: true,
          help: {
            kk: 'ready: сатады; online: ФДО жауап береді; drained: кезек бос; printed: күтіп тұрған қағаз жоқ; бірнешеуі: бәрі бірге',
            ru: 'ready: продаёт; online: ОФД отвечает; drained: очередь пуста; printed: ни одна бумага не ждёт; несколько: все сразу',
            en: 'ready: sells; online: the OFD answers; drained: the queue is empty; printed: no paper waits; several: all at once',
          },
        },
      ],
      exits: [7, 9],
      example: 'kkm --timeout 60 wait --for ready,drained',
    },
  ),
  tool(
    'support-bundle',
    {
      kk: 'сервиске арналған файл: құпиясыз, атсыз',
      ru: 'файл для сервиса: без секретов и имён',
      en: 'a file for service: without secrets, names or buyers',
    },
    { options: [OUTPUT, CONFIG], example: 'kkm support-bundle --output kkm-support.tar.gz' },
  ),
  tool(
    'completion',
    {
      kk: 'қабықша үшін толықтыру сценарийі',
      ru: 'сценарий дополнения для оболочки',
      en: 'completion for a shell',
    },
    {
      arguments: [
        {
          name: 'SHELL',
          type: 'choice',
          choices: ['bash', 'zsh', 'fish'],
          parameter: 'shell',
          required: true,
          help: { kk: 'қабықша: bash, zsh, fish', ru: 'оболочка: bash, zsh, fish', en: 'the shell: bash, zsh, fish' },
        },
      ],
      example: 'kkm completion bash',
    },
  ),
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
  tool(
    'tui',
    { kk: 'кассир экраны', ru: 'экран кассира', en: 'the cashier’s screen' },
    {
      options: [
        {
          flag: 'follow',
          type: 'switch',
          parameter: 'follow',
          help: {
            kk: 'сатып алушының экраны: тек көрсетеді',
            ru: 'экран покупателя: только показывает',
            en: 'the buyer’s display: it only shows',
          },
        },
        {
          flag: 'mode',
          value: 'MODE',
          type: 'choice',
          choices: ['simple', 'extended'],
          parameter: 'mode',
          help: {
            kk: 'неден басталады: simple (сомалар) немесе extended (тауарлар)',
            ru: 'с чего начать: simple (суммы) или extended (товары)',
            en: 'what it begins with: simple (sums) or extended (goods)',
          },
        },
        {
          flag: 'keymap',
          value: 'FILE',
          type: 'text',
          parameter: 'keymap',
          help: {
            kk: 'пернелер файлы: {"keypad":"usb-17","keys":{"f5":"menu"}}',
            ru: 'файл клавиш: {"keypad":"usb-17","keys":{"f5":"menu"}}',
            en: 'key map file: {"keypad":"usb-17","keys":{"f5":"menu"}}',
          },
        },
      ],
      example: 'kkm tui --mode extended',
    },
  ),
]
