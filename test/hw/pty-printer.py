"""A printer behind a terminal pair: a character device that takes bytes and answers. Path of the device on stdout, paper into a file.

A second argument is the rate of its line in bits a second: no more comes over it. SIGUSR1 holds the line, or lets it go again."""

import os
import pty
import signal
import sys
import time
import tty

master, slave = pty.openpty()
tty.setraw(slave)
print(os.ttyname(slave), flush=True)
paper = open(sys.argv[1], "ab", buffering=0)
# What is asked, and how long the question is: DLE EOT, GS r, GS ( H.
QUESTIONS = {b"\x10\x04": 3, b"\x1d\x72": 3, b"\x1d\x28\x48": 11}
TICK = 0.02
piece = int(int(sys.argv[2]) / 10 * TICK) if len(sys.argv) > 2 else 4096
held = False


def hold(*_):
    global held
    held = not held


signal.signal(signal.SIGUSR1, hold)
pending = b""
due = time.monotonic()
while True:
    while held:
        time.sleep(TICK)
    pending += os.read(master, max(1, piece))
    if len(sys.argv) > 2:
        due = max(due, time.monotonic() - TICK) + TICK
        time.sleep(max(0, due - time.monotonic()))
    while pending:
        question = next((q for q in QUESTIONS if q.startswith(pending[: len(q)])), None)
        length = QUESTIONS.get(question, 1)
        if len(pending) < length:
            break
        if question == b"\x10\x04" and not 1 <= pending[2] <= 4:
            question, length = None, 1
        command, pending = pending[:length], pending[length:]
        if question is None:
            paper.write(command)
        elif question == b"\x10\x04":
            os.write(master, b"\x12")
        elif length == 11:
            os.write(master, b"7\x22" + command[7:11] + b"\0")
        else:
            os.write(master, b"\0")
