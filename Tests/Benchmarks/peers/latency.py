"""Keystroke-to-paint latency of two full-screen programs on a pty, in turn.

usage: latency.py COLUMNSxROWS KEYS STARTS PROGRAM -- PEER

Prints one line `name value` a measure: for each program the time from a key to the last byte that
it writes for it, the bytes, the time from exec to the first frame, memory, and what it does idle.
"""
import gc, os, random, sys, time

from typist import Program, compose

COLUMNS, ROWS = map(int, sys.argv[1].split("x"))
KEYS, STARTS = int(sys.argv[2]), int(sys.argv[3])
SPLIT = sys.argv.index("--")
OURS, PEER = sys.argv[4:SPLIT], sys.argv[SPLIT + 1:]


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part / 100))]


def idling(program):
    """Bytes written and waits of all threads in six seconds in which nothing happens."""
    time.sleep(8)  # Threads of a pool end by themselves after some seconds.
    before = program.wakeups()
    written = sum(len(data) for _, data in program.settle(6))
    after = program.wakeups()
    return written, sum(count - before[task] for task, count in after.items() if task in before)


gc.disable()
starts = {"ours": [], "peer": []}
for _ in range(STARTS):
    for name, words, ready in (("ours", OURS, b"Compose"), ("peer", PEER, b"READY")):
        program = Program(words, ready, COLUMNS, ROWS)
        starts[name].append(program.start)
        program.settle(0.3)
        program.close()

programs = {
    "ours": Program(OURS, b"Compose", COLUMNS, ROWS),
    "peer": Program(PEER, b"READY", COLUMNS, ROWS),
}
for program in programs.values():
    program.settle(0.5)
compose(programs["ours"])
draw = random.Random(1)
results = {"ours": [], "peer": []}
for number in range(KEYS):
    for name, program in programs.items():
        time.sleep(draw.uniform(0.01, 0.05))
        program.settle(0)
        if number % 25 == 24:
            os.write(program.fd, b"\x15")
            program.settle(0.2)
        result = program.type(bytes([97 + number % 26]))
        if result:
            results[name].append(result)

for program in programs.values():
    program.settle(1.5)
idle, wakeups = idling(programs["ours"])
memory = {name: program.memory() for name, program in programs.items()}
os.write(programs["ours"].fd, b"\x1b6")
programs["ours"].settle(0.5)
os.write(programs["ours"].fd, b"s")
if not any(b"127.0.0.1:" in data for _, data in programs["ours"].settle(1.5)):
    sys.exit("latency: the console does not listen")
_, listening = idling(programs["ours"])

for name in programs:
    print(name, "keys", len(results[name]))
    for what, place in (("first", 0), ("last", 1)):
        for part in (50, 95, 99):
            print(name, what + str(part), percentile([r[place] for r in results[name]], part))
    for part in (50, 95):
        print(name, "bytes" + str(part), percentile([r[2] for r in results[name]], part))
    print(name, "start50", percentile(starts[name], 50))
    print(name, "memory", memory[name])
print("ours idlebytes", idle)
print("ours wakeups", wakeups)
print("ours listening", listening)
for program in programs.values():
    program.close()
