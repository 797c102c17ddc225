"""Gates that need one processor each and have nothing in common: two of them run at a time."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def side_by_side(steps):
    """Run commands by name; says what each said when it is done, and returns the names of those that failed."""
    begun, failed = time.monotonic(), []
    with ThreadPoolExecutor(2) as two:
        running = {two.submit(_quietly, command): name for name, command in steps.items()}
        for done in as_completed(running):
            code, said = done.result()
            failed += [running[done]] if code else []
            print(f"\n── {running[done]}\n{said}   {running[done]}: {'FAILED' if code else 'ok'}", flush=True)
    print(f"   all of these in {time.monotonic() - begun:.0f} s", flush=True)
    return failed


def _quietly(command):
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return run.returncode, run.stdout
