"""A peer of `map` that only parses and writes: orjson on the same lines, one core, gc off.

python rewrite.py FILE ROUNDS prints the CPU seconds of each round, one a line.
"""
import gc
import sys
import time

import orjson

with open(sys.argv[1], "rb") as file:
    lines = file.read().split(b"\n")[:-1]
gc.disable()
loads, dumps = orjson.loads, orjson.dumps
for _ in range(int(sys.argv[2])):
    size = 0
    start = time.process_time()
    for line in lines:
        size += len(dumps(loads(line)))
    print(time.process_time() - start)
