import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, type Stats } from 'node:fs'

/** A file as it can be seen: absent, or closed to us, or there. */
export type Seen =
  | { readonly is: 'there'; readonly stats: Stats }
  | { readonly is: 'absent' }
  | { readonly is: 'closed' }

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

export function seen(path: string): Seen {
  try {
    return { is: 'there', stats: statSync(path) }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EACCES' || code === 'EPERM') return { is: 'closed' }
    return { is: 'absent' }
  }
}

/** The text of a file of the kernel; undefined: it is not there, or not for us. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** What a program of the system says; undefined: it is not installed, or does not answer within some seconds. */
export function said(program: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', timeout: 5000, stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch (error) {
    // Programs such as systemctl say by their exit code that something is not well, and still what
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : ''
    return output === '' ? undefined : output
  }
}

export interface Person {
  readonly name: string
  readonly id: number
  readonly groups: ReadonlySet<number>
}

const entries = (file: string): readonly (readonly string[])[] =>
  (textOf(file) ?? '').split('\n').map((line) => line.split(':'))

/** Number of a group (group(5)); undefined: there is none. */
export function groupId(name: string): number | undefined {
  const id = entries('/etc/group').find(([one]) => one === name)?.[2]
  return id === undefined ? undefined : Number(id)
}

export const groupName = (id: number): string =>
  entries('/etc/group').find(([, , one]) => Number(one) === id)?.[0] ?? String(id)

/** Somebody by number with all groups (passwd(5), group(5)). */
export function person(id: number): Person {
  const [name = String(id), , , own = '-1'] = entries('/etc/passwd').find(([, , one]) => Number(one) === id) ?? []
  const others = entries('/etc/group').filter(([, , , members = '']) => members.split(',').includes(name))
  return { name, id, groups: new Set([Number(own), ...others.map(([, , group]) => Number(group))]) }
}

/** Whether somebody may read (4) and write (2) what has these rights; root may do all. */
export function may({ groups, id }: Person, { gid, mode, uid }: Stats, rights: number): boolean {
  if (id === 0) return true
  const shift = uid === id ? 6 : groups.has(gid) ? 3 : 0
  return ((mode >> shift) & rights) === rights
}
