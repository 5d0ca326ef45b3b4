import { error, type Subject, skipped, subject, warning } from './entry.ts'

const UNKNOWN = skipped(['kkmd жауап бермейді', 'kkmd не отвечает', 'kkmd does not answer'], '{mend}')

/** What the daemon says of itself. `{name}` after a dot stands for a link, a block, a warning. */
export const REGISTER_SUBJECTS = {
  'register.ready': subject(
    ['касса сата алады', 'касса может продавать', 'the register can sell'],
    ['бұғатталған касса сатпайды', 'заблокированная касса не продаёт', 'a blocked register does not sell'],
    { unknown: UNKNOWN },
  ),
  block: subject(
    '',
    ['бұғатталған касса сатпайды', 'заблокированная касса не продаёт', 'a blocked register does not sell'],
    { set: error('{message}', '{remedy}') },
  ),
  warning: subject('', ['кейін кедергі болуы мүмкін', 'позже это может помешать', 'it may stand in the way later'], {
    set: warning('{message}', 'kkm ready'),
  }),
  'shift.age': subject(
    ['ауысымда тағы {hours} сағат бар', 'у смены есть ещё {hours} ч', 'the shift has {hours} h left'],
    ['ауысым 24 сағаттан аспайды', 'смена длится не больше 24 часов', 'a shift lasts 24 hours at most'],
    {
      long: warning(
        ['ауысымға {hours} сағат қалды', 'смене осталось {hours} ч', 'the shift has only {hours} h left'],
        'kkm shift close',
      ),
      over: error(
        ['ауысым 24 сағаттан асты', 'смена длится больше 24 часов', 'the shift is older than 24 hours'],
        'kkm shift close',
      ),
      unknown: UNKNOWN,
    },
  ),
  'autonomous.hours': subject(
    ['жіберілмеген құжат жоқ', 'непереданных документов нет', 'no document waits for the OFD'],
    [
      'автономды жұмыс 72 сағаттан аспайды',
      'автономно можно работать не больше 72 часов',
      'autonomous work lasts 72 hours at most',
    ],
    {
      waiting: warning(
        [
          '{queue} құжат жіберілмеген, {hours} сағат қалды',
          'не передано документов: {queue}, осталось {hours} ч',
          '{queue} documents wait for the OFD, {hours} h left',
        ],
        'kkm ofd ping; kkm link status',
      ),
      over: error(
        [
          '72 сағат өтті: {queue} құжат жіберілмеген',
          'прошло 72 часа: не передано документов {queue}',
          '72 hours are over: {queue} documents wait',
        ],
        'kkm ofd ping; kkm link status',
      ),
      unknown: UNKNOWN,
    },
  ),
  link: subject(
    [
      '{link} арнасы ФДО-ға жетеді ({server})',
      'канал {link} доходит до ОФД ({server})',
      'the link {link} reaches the OFD ({server})',
    ],
    [
      'бір арна үзілсе, екіншісі жеткізеді',
      'если один канал оборвётся, передаст второй',
      'when one link breaks, the other carries on',
    ],
    {
      down: warning(
        ['{link} арнасында мекенжай жоқ', 'у канала {link} нет адреса', 'the link {link} has no address'],
        'ip addr; kkm link status',
      ),
      unreachable: warning(
        [
          '{link} арнасы ФДО-ға жетпейді: {problem}',
          'канал {link} не доходит до ОФД: {problem}',
          'the link {link} does not reach the OFD: {problem}',
        ],
        'ip route; kkm ofd ping --link {link}',
      ),
      refused: warning(
        [
          '{link} арнасы: сервер қабылдамайды ({problem})',
          'канал {link}: сервер не принимает ({problem})',
          'the link {link}: the server refuses ({problem})',
        ],
        [
          'kkm.toml, ofd.servers; ФДО-ға хабарласыңыз',
          'kkm.toml, ofd.servers; обратитесь к ОФД',
          'kkm.toml, ofd.servers; call the OFD',
        ],
      ),
      unknown: UNKNOWN,
    },
  ),
  'ofd.answer': subject(
    ['ФДО жауап берді: {time}', 'ОФД ответил: {time}', 'the OFD answered at {time}'],
    [
      'жауапсыз касса тек автономды жұмыс істейді',
      'без ответа касса работает только автономно',
      'without an answer the register works autonomously only',
    ],
    {
      network: error(
        ['желі жоқ: {detail}', 'нет сети: {detail}', 'no network: {detail}'],
        'ip route; kkm link status; kkm ofd ping',
      ),
      silent: error(
        ['сервер үндемейді: {detail}', 'сервер молчит: {detail}', 'the server is silent: {detail}'],
        ['kkm ofd ping; ФДО-ға хабарласыңыз', 'kkm ofd ping; обратитесь к ОФД', 'kkm ofd ping; call the OFD'],
      ),
      refused: error(
        ['сервер қабылдамайды: {detail}', 'сервер не принимает: {detail}', 'the server refuses: {detail}'],
        [
          'kkm.toml, ofd.servers; ФДО-ға хабарласыңыз',
          'kkm.toml, ofd.servers; обратитесь к ОФД',
          'kkm.toml, ofd.servers; call the OFD',
        ],
      ),
      never: skipped(['ФДО әлі сұралмаған', 'ОФД ещё не спрашивали', 'the OFD was not asked yet'], 'kkm ofd ping'),
      unknown: UNKNOWN,
    },
  ),
  'printer.state': subject(
    ['принтер дайын', 'принтер готов', 'the printer is ready'],
    ['қағазсыз чек сату тоқтайды', 'без бумаги продажи останавливаются', 'sales stop without paper'],
    {
      'near-end': warning(
        ['қағаз таусылуға жақын', 'бумага заканчивается', 'the paper is near its end'],
        ['Қағазды ауыстырыңыз', 'Замените ленту', 'Change the roll'],
      ),
      out: error(
        ['қағаз жоқ', 'нет бумаги', 'there is no paper'],
        ['Қағазды салыңыз', 'Вставьте ленту', 'Put paper in'],
      ),
      'cover-open': error(
        ['принтер қақпағы ашық', 'крышка принтера открыта', 'the cover is open'],
        ['Қақпағын жабыңыз', 'Закройте крышку', 'Close it'],
      ),
      offline: error(
        ['принтер байланыста емес', 'принтер не на связи', 'the printer is offline'],
        ['Қуатын және кабелін тексеріңіз', 'Проверьте питание и кабель', 'Check power and cable'],
      ),
      error: error(
        ['принтер қатесі', 'ошибка принтера', 'the printer reports an error'],
        ['Принтерді өшіріп қосыңыз', 'Выключите и включите принтер', 'Turn it off and on'],
      ),
      'no-sensor': skipped(
        [
          'принтер дайын; қағаздың таусылуы туралы ескерте алмайды',
          'принтер готов; о конце ленты не предупредит',
          'the printer is ready; it cannot warn of the roll’s end',
        ],
        ['Орамға қарап жүріңіз', 'Поглядывайте на ленту', 'Look at the roll from time to time'],
      ),
      mute: skipped(
        ['принтер өз күйін айтпайды', 'принтер не сообщает о себе', 'the printer says nothing of itself'],
        'kkm passport',
      ),
      unknown: UNKNOWN,
    },
  ),
} as const satisfies Record<string, Subject>
