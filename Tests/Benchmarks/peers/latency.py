"""Keystroke-to-paint latency of two full-screen programs on a pty, in turn.

usage: latency.py COLUMNSxROWS KEYS STARTS PROGRAM -- PEER

Prints one line `name value` a measure: for each program the time from a key to the last byte that
it writes for it, the bytes, the time from exec to the first frame, memory, and what it does idle.
"""
import fcntl, gc, os, pty, random, re, select, shutil, struct, sys, tempfile, termios, time

COLUMNS, ROWS = map(int, sys.argv[1].split("x"))
KEYS, STARTS = int(sys.argv[2]), int(sys.argv[3])
SPLIT = sys.argv.index("--")
OURS, PEER = sys.argv[4:SPLIT], sys.argv[SPLIT + 1:]
QUIET = 0.06
CALL = '{"type":"track","userId":"user-1","event":"Measured","properties":{%s}}' % ",".join(
    '"property%02d":"value of property %02d"' % (i, i) for i in range(20))


class Program:
    def __init__(self, words, ready):
        self.folder = tempfile.mkdtemp()
        env = {
            "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
            "HOME": self.folder, "XDG_STATE_HOME": self.folder, "XDG_CONFIG_HOME": self.folder,
            "XDG_DATA_HOME": self.folder,
        }
        begin = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.execvpe(words[0], words, env)
            finally:
                os._exit(127)
        os.set_blocking(self.fd, False)
        self.poll = select.poll()
        self.poll.register(self.fd, select.POLLIN)
        seen = b""
        self.start = None
        while self.start is None:
            chunk = self.read(10)
            if chunk is None:
                sys.exit("latency: %s shows nothing: %r" % (words[0], seen[-500:]))
            seen += chunk[1]
            if ready in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", seen):
                self.start = (chunk[0] - begin) * 1000

    def read(self, patience):
        """One chunk with the moment it came; None after so many seconds without one."""
        if not self.poll.poll(patience * 1000):
            return None
        moment = time.perf_counter()
        try:
            return moment, os.read(self.fd, 1 << 16)
        except OSError:
            return None

    def settle(self, quiet=QUIET):
        chunks = []
        while (chunk := self.read(quiet)) is not None and chunk[1]:
            chunks.append(chunk)
        return chunks

    def type(self, key):
        """Milliseconds to the first and the last byte for a key, and how many came."""
        begin = time.perf_counter()
        os.write(self.fd, key)
        chunks = self.settle()
        if not chunks:
            return None
        return ((chunks[0][0] - begin) * 1000, (chunks[-1][0] - begin) * 1000,
                sum(len(data) for _, data in chunks))

    def memory(self):
        status = open("/proc/%d/status" % self.pid).read()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def wakeups(self):
        """How often each thread has waited, by its id."""
        counts = {}
        for task in os.listdir("/proc/%d/task" % self.pid):
            status = open("/proc/%d/task/%s/status" % (self.pid, task)).read()
            counts[task] = int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", status).group(1))
        return counts

    def close(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
        shutil.rmtree(self.folder, ignore_errors=True)


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part / 100))]


def compose(program):
    """Fills the form with a call of 20 properties and puts the cursor behind its first value."""
    os.write(program.fd, b"\x1b[200~" + CALL.encode() + b"\x1b[201~")
    program.settle(0.4)
    for _ in range(6):
        os.write(program.fd, b"\t")
        program.settle(0.15)
    program.settle(0.4)


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
        program = Program(words, ready)
        starts[name].append(program.start)
        program.settle(0.3)
        program.close()

programs = {"ours": Program(OURS, b"Compose"), "peer": Program(PEER, b"READY")}
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
