// What runs in the guest: the register's own adapters against the drivers of a real kernel (scripts/guest).
import './input.ts'
import './printer.ts'
