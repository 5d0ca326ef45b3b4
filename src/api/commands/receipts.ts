import { command } from '../command.ts'
import { RECEIPT_READERS, SELLERS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { KEY, OUTPUT, PAGE_PAPER, REF, WAIT } from './options.ts'

export const EXPORT_FORMATS = ['text', 'json', 'png', 'pdf', 'escpos', 'lines'] as const
export const QR_FORMATS = ['text', 'png', 'svg'] as const

const format = (formats: readonly string[]): OptionSpec => ({
  flag: 'format',
  value: 'FORMAT',
  type: 'choice',
  choices: formats,
  parameter: 'format',
  help: {
    kk: `пішім: ${formats.join(', ')} (әдепкі ${formats[0]})`,
    ru: `формат: ${formats.join(', ')} (по умолчанию ${formats[0]})`,
    en: `format: ${formats.join(', ')} (default ${formats[0]})`,
  },
})

const receipt = (word: string, summary: Text, example: string, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method: `receipt.${word}`,
    words: ['receipt', word],
    roles: RECEIPT_READERS,
    summary,
    arguments: [REF],
    example,
    ...more,
  })

export const RECEIPT_COMMANDS: readonly CommandSpec[] = [
  receipt(
    'show',
    { kk: 'чекті экранда көрсету', ru: 'показать чек на экране', en: 'show a receipt on the screen' },
    'kkm receipt show no:1419',
  ),
  receipt(
    'print',
    { kk: 'көшірмесін басып шығару', ru: 'напечатать дубликат', en: 'print a marked copy' },
    'kkm receipt print sign:1846203957',
    { roles: SELLERS, makesDocument: true, options: [KEY, WAIT] },
  ),
  receipt(
    'qr',
    { kk: 'чектің QR-коды', ru: 'QR-код чека', en: 'the receipt’s QR code' },
    'kkm receipt qr no:1419 --format png --output qr.png',
    { options: [format(QR_FORMATS), OUTPUT] },
  ),
  receipt(
    'export',
    {
      kk: 'чекті не есепті файлға шығару (z:N, X есептің key:…)',
      ru: 'выгрузить чек или отчёт в файл (z:N, key:… X-отчёта)',
      en: 'write a receipt or a report to a file (z:N, key:… of an X report)',
    },
    'kkm receipt export key:order-17 --format png --output receipt.png',
    { options: [format(EXPORT_FORMATS), PAGE_PAPER, OUTPUT] },
  ),
]
