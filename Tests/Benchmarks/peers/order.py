"""The functions of the console that a key runs through on the main thread.

usage: order.py PROGRAM

Types into Compose under valgrind and prints their mangled names, one a line: our own, between
the two of Sources/CTerminalGuard/key_code.c, then those of the libraries, which may have come in
one piece with much else.
"""
import os, re, shutil, subprocess, sys, tempfile

from typist import Program, compose

folder = tempfile.mkdtemp()
# valgrind does not know all that the debug information says.
program = os.path.join(folder, "console")
subprocess.run(["objcopy", "--strip-debug", sys.argv[1], program], check=True)
profile = os.path.join(folder, "profile")
console = Program(
    ["valgrind", "-q", "--tool=callgrind", "--demangle=no", "--instr-atstart=no",
     "--separate-threads=yes", "--callgrind-out-file=" + profile, program], b"Compose")
console.settle(3)
compose(console)
console.settle(3)


def control(*words):
    subprocess.run(
        ["callgrind_control", *words, str(console.pid)], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)


def write(keys):
    for number in range(keys):
        if number % 25 == 24:
            os.write(console.fd, b"\x15")
            console.settle(0.5)
        console.type(bytes([97 + number % 26]))


write(50)  # What is done once alone is done now.
control("-i", "on")
write(50)
control("-i", "off")
control("-d")
console.close()


symbols = subprocess.run(["nm", program], check=True, capture_output=True, text=True).stdout
own = {line.split(" ", 2)[2] for line in symbols.splitlines() if " t " in line.lower()}
used = set()
for dump in os.listdir(folder):
    if dump.endswith("-01"):
        for line in open(os.path.join(folder, dump)):
            # A call of a function by itself is named again with a number.
            found = re.match(r"c?fn=\(\d+\) (.*?)('\d+)?$", line)
            if found:
                used.add(found.group(1))
shutil.rmtree(folder)
names = sorted(used & own)
ours = [name for name in names
        if re.match(r"\$s\d+(Console|KustomerDestination|Terminal|kustomer_console)", name)]
print("\n".join(
    ["guard_key_code_begin", *ours, "guard_key_code_end",
     *(name for name in names if name not in ours)]))
