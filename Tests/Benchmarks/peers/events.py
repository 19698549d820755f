"""Writes Segment calls as NDJSON: python events.py BYTES [PERSONS] > FILE

The same calls in every run. PERSONS (a million unless said) is the number of userIds; with
fewer than that, each person also keeps one anonymousId.
"""
import datetime
import json
import random
import sys
import uuid

target = int(sys.argv[1])
persons = int(sys.argv[2]) if len(sys.argv) > 2 else 10**6
random.seed(7)
names = ["Zoë Müller", "李小龙", "Bob O'Neil", 'Anna "Q" Smith', "José", "Sam\tTab", "back\\slash"]
events = ["Order Completed", "Product Viewed", "Page Viewed", "Signed Up", "Checkout Step Completed"]
start = datetime.datetime(2026, 1, 1)
context = {
    "active": True,
    "app": {"name": "InitechGlobal", "version": "545", "build": "3.0.1.545"},
    "ip": "8.8.4.4",
    "library": {"name": "analytics.js", "version": "2.11.1"},
    "locale": "en-US",
    "location": {"latitude": 40.2964197, "longitude": -76.9411617, "speed": 0},
    "screen": {"width": 320, "height": 568, "density": 2},
    "timezone": "Europe/Amsterdam",
    "userAgent": "Mozilla/5.0 (iPhone; CPU iPhone OS 9_1 like Mac OS X) AppleWebKit/601.1.46 "
    "(KHTML, like Gecko) Version/9.0 Mobile/13B143 Safari/601.1",
}


def moment():
    at = start + datetime.timedelta(seconds=random.random() * 3e7)
    return at.isoformat(timespec="milliseconds") + "Z"


def product():
    return {
        "product_id": "p%d" % random.randrange(9999),
        "sku": "SKU-%05d" % random.randrange(99999),
        "name": random.choice(names),
        "price": round(random.random() * 99, 2),
        "quantity": random.randrange(1, 9),
        "category": "Games/Board",
        "url": "https://www.example.com/product/path?x=%d&y=z" % random.randrange(999),
    }


def call():
    kind = random.choice(["track", "track", "track", "identify", "page", "group", "alias"])
    person = random.randrange(persons)
    call = {"type": kind, "messageId": "node-" + str(uuid.UUID(int=random.getrandbits(128)))}
    if random.random() < 0.7:
        call["userId"] = "u_%d" % person
    visitor = random.getrandbits(128) if persons == 10**6 else person * 0x9E3779B97F4A7C15
    call["anonymousId"] = str(uuid.UUID(int=visitor % 2**128))
    if kind == "track":
        call["event"] = random.choice(events)
        call["properties"] = {
            "order_id": "%d" % random.randrange(10**9),
            "total": round(random.random() * 1000, 2),
            "revenue": random.random() * 100,
            "currency": "EUR",
            "coupon": None,
            "first": random.random() < 0.5,
            "products": [product() for _ in range(random.randrange(4))],
        }
    elif kind in ("identify", "group"):
        call["traits"] = {
            "name": random.choice(names),
            "email": "user%d@example.com" % person,
            "plan": "enterprise",
            "logins": random.randrange(1000),
            "createdAt": moment(),
            "address": {
                "street": "6th St",
                "city": "San Francisco",
                "postalCode": "94103",
                "country": "USA",
            },
        }
    elif kind == "page":
        call["name"] = "Home"
        call["properties"] = {
            "path": "/a/b",
            "url": "https://example.com/a/b",
            "referrer": "https://google.com/?q=x",
            "title": "Hej världen — “quoted”",
        }
    else:
        call["previousId"] = "anon-%d" % random.randrange(10**6)
    call["context"] = context
    call["integrations"] = {"All": True, "Mixpanel": False}
    call["timestamp"] = moment()
    call["sentAt"] = moment()
    return call


out = sys.stdout.buffer
size = 0
while size < target:
    text = json.dumps(call(), ensure_ascii=random.random() < 0.2, separators=(",", ":"))
    size += out.write(text.encode() + b"\n")
