"""Runs a program that must not outlive whoever started it.

    python guard.py <first signal> <folder to remove, or -> <user id, or -> <program> <argument>...

The starter holds our standard input. When that ends, because the starter closed it or died in whatever way, the program
gets the first signal, every process of our group is killed once it has ended or PATIENCE_S has passed, and the folder
is removed. Our exit status is the program's.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading

PATIENCE_S = 8


def main() -> int:
    first_signal, folder, user, *command = sys.argv[1:]
    become = {} if user == "-" else {"user": int(user), "group": int(user), "extra_groups": []}
    # A signal meant for us goes the same way as the end of our input.
    signal.signal(signal.SIGTERM, lambda *_: stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, **become)

    def stop() -> None:
        program.send_signal(signal.Signals[first_signal])
        threading.Timer(PATIENCE_S, program.kill).start()

    def watch() -> None:
        sys.stdin.buffer.read()
        stop()

    threading.Thread(target=watch, daemon=True).start()
    status = program.wait()
    if folder != "-":
        shutil.rmtree(folder, ignore_errors=True)
    end_group()
    return status if status >= 0 else 128 - status


def end_group() -> None:
    """Ends what the program left behind. We lead the group, so we are spared by ending last."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(os.getpgid(0), signal.SIGTERM)


status = main()
sys.stdout.flush()
os._exit(status)
