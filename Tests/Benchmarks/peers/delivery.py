"""Measures delivery against wrk: python delivery.py PROGRAM ROUNDS [SANDBOX ARGUMENTS]

Prints one line a round: calls a second that the program delivers from a new outbox on disk,
requests a second that wrk posts, both over 16 connections to one sandbox in a process of its own,
and the most memory of the program in bytes for all calls and for a tenth of them.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

CALLS = 10_000
PERSONS = 1_000
CONNECTIONS = 16  # As many as the program opens.
PATH = "/v1/tracking/identityEvent"
SCRIPT = """
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer sandbox-key"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [==[%s]==]
"""

program, rounds, arguments = sys.argv[1], int(sys.argv[2]), sys.argv[3:]


def call(number):
    person = number % PERSONS
    properties = {
        "orderId": f"order-{number}",
        "total": 19.9,
        "currency": "EUR",
        "kustomer_session_id": f"session-{person}",
    }
    return json.dumps(
        {
            "type": "track",
            "userId": f"user-{person}",
            "event": "Order Completed",
            "properties": properties,
        }
    )


def environment(folder, name):
    places = {f"XDG_{kind}_HOME": f"{folder}/{name}/{kind}" for kind in ("CONFIG", "DATA", "STATE")}
    return {**os.environ, **places}


def send(folder, name, url, calls):
    """The calls a second and the most memory of one run, whose every call must be delivered."""
    command = [program, "send", "--quiet", "--base-url", url, calls]
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(folder, name))
    lines = child.stdout.read().splitlines()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.returncode = status
    delivered = sum(b'"status":"delivered"' in line for line in lines)
    if status or delivered != len(lines):
        sys.exit(f"delivery.py: {delivered} of {len(lines)} calls were delivered, status {status}")
    return delivered / seconds, usage.ru_maxrss * 1024


def post(folder, url):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", "-d3s", "-s", f"{folder}/post.lua", url + PATH]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        sys.exit("delivery.py: wrk met errors\n" + text)
    return float(re.search(r"Requests/sec: *([0-9.]+)", text).group(1))


with tempfile.TemporaryDirectory() as folder:
    for name, count in (("all", CALLS), ("tenth", CALLS // 10)):
        with open(f"{folder}/{name}.ndjson", "w") as file:
            file.writelines(call(number) + "\n" for number in range(count))
    plan = subprocess.run(
        [program, "map", f"{folder}/tenth.ndjson"],
        env=environment(folder, "map"), capture_output=True, check=True,
    ).stdout
    body = json.loads(plan.splitlines()[0])["requests"][0]["body"]
    with open(f"{folder}/post.lua", "w") as file:
        file.write(SCRIPT % json.dumps(body, separators=(",", ":")))
    sandbox = subprocess.Popen(
        [program, "sandbox", "--quiet", *arguments],
        stdout=subprocess.PIPE, env=environment(folder, "sandbox"),
    )
    try:
        url = json.loads(sandbox.stdout.readline())["base_url"]
        for number in range(rounds):
            rate, peak = send(folder, f"run{number}", url, f"{folder}/all.ndjson")
            _, small = send(folder, f"small{number}", url, f"{folder}/tenth.ndjson")
            print(rate, post(folder, url), peak, small, flush=True)
    finally:
        sandbox.terminate()
        sandbox.wait()
