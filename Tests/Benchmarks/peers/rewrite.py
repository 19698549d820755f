"""A peer of `map` that only parses and writes: orjson on the same lines, one core, gc off.

python rewrite.py FILE ROUNDS [kept] prints the CPU seconds of each round, one a line. A line is
written as soon as it is parsed; with "kept" all are parsed before the first is written, as a
program does that holds its calls.
"""
import gc
import sys
import time

import orjson

with open(sys.argv[1], "rb") as file:
    lines = file.read().split(b"\n")[:-1]
gc.disable()
loads, dumps = orjson.loads, orjson.dumps
kept = sys.argv[3:] == ["kept"]
for _ in range(int(sys.argv[2])):
    size = 0
    start = time.process_time()
    for value in [loads(line) for line in lines] if kept else map(loads, lines):
        size += len(dumps(value))
    print(time.process_time() - start)
