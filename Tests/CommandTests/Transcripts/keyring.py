"""Ends with 0 where the kernel lets this process use keyrings; containers often refuse."""

import ctypes
import platform
import sys

number = {"x86_64": 250, "aarch64": 219}.get(platform.machine())
GET_KEYRING_ID, SESSION_KEYRING = 0, -3
sys.exit(number is None or ctypes.CDLL(None).syscall(number, GET_KEYRING_ID, SESSION_KEYRING, 0) <= 0)
