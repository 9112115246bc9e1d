"""Runs a command at a terminal of its own: terminal.py WHAT-IS-TYPED COMMAND…

What is typed may hold \\n, \\t, ^D (end of the input) and, at its end, ^HANGUP: the terminal goes away.
Prints what the terminal showed, then how the command ended; the terminal is 80 columns wide.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

typed, command = sys.argv[1], sys.argv[2:]
hangs_up = typed.endswith("^HANGUP")
typed = typed.removesuffix("^HANGUP").replace("\\n", "\n").replace("\\t", "\t").replace("^D", "\x04")

child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    # A shell that goes on after the hang-up would ignore the signal too.
    signal = __import__("signal")
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.execvp(command[0], command)

shown = b""


def read(seconds):
    """Whether something was shown within that time."""
    global shown
    if not select.select([terminal], [], [], seconds)[0]:
        return False
    try:
        more = os.read(terminal, 4096)
    except OSError:
        more = b""
    shown += more
    return bool(more)


if typed or hangs_up:
    deadline = time.monotonic() + 60
    # The prompt ends with a colon or a line end; what is typed before would be typed to nobody.
    while time.monotonic() < deadline and not shown.rstrip(b" \r").endswith((b":", b"\n")):
        read(1)
    os.write(terminal, typed.encode())
    if hangs_up:
        time.sleep(0.5)
        os.close(terminal)
if not hangs_up:
    while read(60):
        pass
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(shown.decode().replace("\r\n", "\n").replace("\x1b", "<ESC>").rstrip("\n"))
sys.exit(status if status >= 0 else 128 - status)
