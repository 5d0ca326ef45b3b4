"""A serial line: path of its terminal on stdout, then what was written to it as lines of hex; lines of hex on stdin go the other way, and "gone" ends it."""

import os
import pty
import sys
import threading
import tty

master, slave = pty.openpty()
tty.setraw(slave)
# Ours alone: once nobody else has it open, the device reads an error as of one that was pulled out
print(os.ttyname(slave), flush=True)


def listen():
    while True:
        try:
            data = os.read(master, 4096)
        except OSError:
            os._exit(0)
        print(data.hex(), flush=True)


threading.Thread(target=listen, daemon=True).start()
for line in sys.stdin:
    if line.strip() == "gone":
        break
    os.write(master, bytes.fromhex(line))
os._exit(0)
