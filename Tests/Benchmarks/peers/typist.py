"""A full-screen program on a pty, and what is typed into it."""
import fcntl, os, pty, re, select, shutil, struct, sys, tempfile, termios, time

QUIET = 0.06
CALL = '{"type":"track","userId":"user-1","event":"Measured","properties":{%s}}' % ",".join(
    '"property%02d":"value of property %02d"' % (i, i) for i in range(20))


class Program:
    def __init__(self, words, ready, columns=120, rows=40):
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
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
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
                sys.exit("typist: %s shows nothing: %r" % (words[0], seen[-500:]))
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


def compose(program):
    """Fills the form with a call of 20 properties and puts the cursor behind its first value."""
    os.write(program.fd, b"\x1b[200~" + CALL.encode() + b"\x1b[201~")
    program.settle(0.4)
    for _ in range(6):
        os.write(program.fd, b"\t")
        program.settle(0.15)
    program.settle(0.4)
