import { readFileSync, statSync } from 'node:fs'

/** Who may, as udev has made it: `kkm 660`. */
export const groupOf = (path: string): string => {
  const { gid, mode } = statSync(path)
  const group = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((line) => line.split(':')[2] === String(gid))
  return `${group?.split(':')[0]} ${(mode & 0o777).toString(8)}`
}
