"""usage: contain.py SCRIPT: runs it in mount and PID namespaces of its own, and exits as it does: 128 + N when signal N ended it.

unshare(1) does the same, but stops itself with a stopped process, and loses SIGKILL.
"""

import ctypes
import os
import signal
import sys

CLONE_NEWNS, CLONE_NEWPID = 0x20000, 0x20000000
MS_REC, MS_PRIVATE = 0x4000, 0x40000
PR_SET_PDEATHSIG = 1

libc = ctypes.CDLL(None, use_errno=True)
if libc.unshare(CLONE_NEWNS | CLONE_NEWPID) or libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None):
    raise OSError(ctypes.get_errno(), "no namespaces")
child = os.fork()
if child == 0:
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.execvp("bash", ["bash", "-c", sys.argv[1]])
_, status = os.waitpid(child, 0)
os._exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
