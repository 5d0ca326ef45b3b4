import { LANGUAGES } from '../../src/locale/text.ts'
import { commandsPage } from './commands.ts'
import { doctorPage } from './doctor.ts'
import { errorsPage } from './errors.ts'
import { kkmPage, kkmdPage, tomlPage } from './manual.ts'
import { schemaFile } from './schema.ts'

/** Every generated file by its path in the project. */
export const generated = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/commands.md', commandsPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/doctor.md', doctorPage()],
    ['src/api/gen/schema.json', schemaFile()],
    ...LANGUAGES.flatMap((language) => {
      const folder = `docs/man/${language}`
      return [
        [`${folder}/kkm.1`, kkmPage(language)],
        [`${folder}/kkmd.8`, kkmdPage(language)],
        [`${folder}/kkm.toml.5`, tomlPage(language)],
      ] as const
    }),
  ])
