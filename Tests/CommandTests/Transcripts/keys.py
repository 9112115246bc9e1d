"""Runs a full-screen command in a terminal of 80 by 24 and presses keys: keys.py KEYS COMMAND…

KEYS are parted by blanks: a character, or one of Enter Esc Space Up Down Left Right, Resize (to 40 by 12), Term (a signal).
Each is pressed once the screen has come to rest. Prints what the terminal showed after the command gave it back, then
whether it did so: the other screen left, the cursor shown, the line mode as it was.
"""

import fcntl
import os
import select
import signal
import struct
import sys
import termios

NAMED = {"Enter": "\r", "Esc": "\x1b", "Space": " ", "Up": "\x1b[A", "Down": "\x1b[B", "Right": "\x1b[C", "Left": "\x1b[D"}
keys, command = sys.argv[1].split(), sys.argv[2:]

terminal, other_end = os.openpty()
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
child = os.fork()
if child == 0:
    # Whoever started this may have blocked the signals it is about.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.login_tty(other_end)
    os.execvp(command[0], command)
# The other end stays open, so that its mode can be read after the command has ended.
before = termios.tcgetattr(other_end)
shown = b""


def rest(first, quiet):
    """Reads until nothing has come for a while."""
    global shown
    wait = first
    while select.select([terminal], [], [], wait)[0]:
        shown += os.read(terminal, 65536)
        wait = quiet


while b"\x1b[?1049h" not in shown and os.waitpid(child, os.WNOHANG) == (0, 0):
    rest(0.2, 0.2)
for key in keys:
    rest(0.3, 0.2)
    if key == "Resize":
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 12, 40, 0, 0))
    elif key == "Term":
        os.kill(child, signal.SIGTERM)
    else:
        os.write(terminal, NAMED.get(key, key).encode())
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
rest(0.3, 0.2)
print(shown.rpartition(b"\x1b[?1049l")[2].decode().replace("\r\n", "\n").replace("\x1b", "<ESC>").strip("\n"))
given_back = b"\x1b[?25h\x1b[?1049l" in shown and termios.tcgetattr(other_end) == before
print("given back" if given_back else "NOT given back")
sys.exit(status if status >= 0 else 128 - status)
