// What runs in the guest: the register's own adapters against the drivers of a real kernel, then the register itself
// (scripts/guest).
import './input.ts'
import './printer.ts'
import './daemon.ts'
