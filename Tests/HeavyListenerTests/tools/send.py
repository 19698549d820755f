"""Sends mixed calls with Segment's own SDK: send.py URL COUNT plain|gzip [PREFIX]"""

import datetime
import sys

from segment.analytics.client import Client

url, count, packing = sys.argv[1], int(sys.argv[2]), sys.argv[3]
failed = []
client = Client(
    "any-key",
    host=url,
    gzip=packing == "gzip",
    upload_interval=0.05,
    on_error=lambda error, items: failed.append(error),
)
start = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
for number in range(count):
    person = number % 7
    # A third of the pauses of a person are longer than a session's gap.
    minutes = number // 7 * (47 if number % 3 == 0 else 9) % 40000
    common = {
        "timestamp": start + datetime.timedelta(minutes=minutes),
        "message_id": f"{packing}-{number}",
    }
    if person < 5:
        common["user_id"] = f"{packing}-u{person}"
    if person > 3:
        common["anonymous_id"] = f"{packing}-v{person}"
    values = {"n": number, "price": 19.9, "ok": True, "text": 'q"\\$\n\u00e9\U0001f600', "list": [1]}
    kind = number % 4
    if kind == 0:
        client.page(name=f"Page {number}", properties=values, **common)
    elif kind == 1:
        client.screen(name=f"Screen {number}", properties=values, **common)
    elif kind == 2:
        client.identify(traits={"email": f"a{person}@b.cd", "age": number}, **common)
    else:
        client.track(event=f"Event {number}", properties=values, **common)
client.flush()
client.join()
sys.exit(1 if failed else 0)
