"""A printer behind a terminal pair: a character device that takes bytes and answers. Path of the device on stdout, paper into a file."""

import os
import pty
import sys
import tty

master, slave = pty.openpty()
tty.setraw(slave)
print(os.ttyname(slave), flush=True)
paper = open(sys.argv[1], "ab", buffering=0)
pending = b""
while True:
    pending += os.read(master, 4096)
    while pending:
        length = {b"\x10": 3, b"\x1d": 11 if pending[1:2] == b"(" else 3}.get(pending[:1], 0)
        if len(pending) < length:
            break
        if length == 0:
            paper.write(pending[:1])
            pending = pending[1:]
            continue
        command, pending = pending[:length], pending[length:]
        if command[:1] == b"\x10":
            os.write(master, b"\x12")
        elif length == 11:
            os.write(master, b"7\x22" + command[7:11] + b"\0")
        else:
            os.write(master, b"\0")
