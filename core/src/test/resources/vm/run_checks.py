"""Runs checks one after another, so that Python starts once for many of them.

Each line of standard input has a script and its arguments, with tabs between them. The answer is a
line with the exit code and the number of bytes that the script printed, and then these bytes.
"""
import contextlib
import io
import runpy
import sys

for line in sys.stdin:
    sys.argv = line.rstrip("\n").split("\t")
    printed = io.StringIO()
    code = 0
    with contextlib.redirect_stdout(printed):
        try:
            runpy.run_path(sys.argv[0], run_name="__main__")
        except SystemExit as end:
            if isinstance(end.code, str):
                print(end.code)
            code = 0 if end.code is None else 1
    content = printed.getvalue().encode()
    sys.stdout.buffer.write(b"%d %d\n" % (code, len(content)) + content)
    sys.stdout.buffer.flush()
