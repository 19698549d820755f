"""Runs a command with what is piped in and prints the most memory it had, in bytes.

python peak.py COMMAND ARGUMENTS
"""
import resource
import subprocess
import sys

status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
if status:
    sys.exit(status)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
