import { command } from '../command.ts'
import type { Text } from '../../locale/errors.ts'
import { TELLERS } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'
import { INPUT } from './options.ts'

const screen = (
  method: string,
  summary: Text,
  more: Partial<CommandSpec> & Pick<CommandSpec, 'example'>,
): CommandSpec =>
  command({
    method,
    roles: TELLERS,
    summary,
    ...more,
  })

/** What the cashier's screen asks of the daemon, and what the daemon keeps for it: nothing of it is fiscal. */
export const SCREEN_COMMANDS: readonly CommandSpec[] = [
  screen(
    'screen.show',
    {
      kk: 'кассир экранына керек баптаулар мен арналар',
      ru: 'что экран кассира знает о кассе: настройки, каналы, избранное',
      en: 'what the cashier’s screen knows of the register: settings, links, favourites',
    },
    { roles: 'anyone', example: 'kkm screen show' },
  ),
  screen(
    'draft.get',
    {
      kk: 'өз аяқталмаған чегіңіз',
      ru: 'свой незавершённый чек',
      en: 'your own unfinished receipt',
    },
    { example: 'kkm draft get' },
  ),
  screen(
    'draft.put',
    {
      kk: 'аяқталмаған чекті сақтау (экран жасайды)',
      ru: 'сохранить незавершённый чек (делает экран)',
      en: 'keep an unfinished receipt (the screen does)',
    },
    { options: [INPUT], inputOnly: ['draft', 'view'], example: 'kkm draft put --input draft.json' },
  ),
  screen(
    'draft.drop',
    {
      kk: 'аяқталмаған чекті тастау',
      ru: 'выбросить незавершённый чек',
      en: 'throw the unfinished receipt away',
    },
    { options: [INPUT], inputOnly: ['view'], example: 'kkm draft drop' },
  ),
  screen(
    'draft.asides',
    {
      kk: 'өзіңіз кейінге қалдырған чектер',
      ru: 'свои отложенные чеки',
      en: 'your own receipts that were put aside',
    },
    { example: 'kkm draft asides' },
  ),
  screen(
    'draft.aside',
    {
      kk: 'кейінге қалдырылған чектерді сақтау (экран жасайды)',
      ru: 'сохранить отложенные чеки (делает экран)',
      en: 'keep the receipts that were put aside (the screen does)',
    },
    { options: [INPUT], inputOnly: ['asides'], example: 'kkm draft aside --input asides.json' },
  ),
  screen(
    'draft.view',
    {
      kk: 'сатып алушыға көрсетілетіні: позициялар, сома, қайтарым',
      ru: 'что видит покупатель: позиции, сумма, сдача',
      en: 'what the buyer may see: lines, total, change',
    },
    { roles: 'anyone', example: 'kkm draft view' },
  ),
]
