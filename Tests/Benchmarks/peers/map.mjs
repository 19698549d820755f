// The peer of `map`: JSON.parse, a mapping of the same shape, JSON.stringify, one line a call.
// Reads NDJSON from the file named, writes plan lines to stdout.
import { readFileSync, writeSync } from "node:fs";

const now = Date.parse("2026-11-23T00:00:00Z");
const gap = 30 * 60 * 1000;
const dateTime =
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/i;
const blank = (v) => v == null || (typeof v === "string" && v.trim() === "");

function fnv64(text) {
  let hi = 0xcbf29ce4, lo = 0x84222325;
  // Only what is not ASCII has to be encoded first.
  const bytes = /[^\0-\x7f]/.test(text) ? Buffer.from(text) : null;
  for (let i = 0; i < (bytes ?? text).length; i++) {
    lo = (lo ^ (bytes ? bytes[i] : text.charCodeAt(i))) >>> 0;
    // times 0x100000001b3
    const a = (lo & 0xffff) * 0x1b3, b = (lo >>> 16) * 0x1b3 + (a >>> 16);
    const h = Math.imul(hi, 0x1b3) + Math.floor(b / 0x10000) + (lo << 8);
    lo = (((b & 0xffff) << 16) | (a & 0xffff)) >>> 0;
    hi = h >>> 0;
  }
  return hi.toString(16).padStart(8, "0") + lo.toString(16).padStart(8, "0");
}

const hashes = new Map(), timelines = new Map(), links = new Map();
function place(person, time) {
  let spans = timelines.get(person);
  if (!spans) timelines.set(person, (spans = []));
  for (const s of spans) {
    if (time > s.first - gap && time < s.last + gap) {
      if (time < s.first) s.first = time;
      if (time > s.last) s.last = time;
      return s.id;
    }
  }
  let hash = hashes.get(person);
  if (!hash) hashes.set(person, (hash = fnv64(person)));
  const id = "auto-" + new Date(time).toISOString().replace(/[-:.]/g, "") + "-" + hash;
  spans.push({ id, first: time, last: time });
  return id;
}

function key(name, suffix) {
  let base = name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  if (!/^[A-Za-z]/.test(base)) base = "p-" + base;
  if (base.endsWith(suffix)) base = base.slice(0, -suffix.length);
  return base.slice(0, 33);
}

function addMeta(meta, name, value, path, level, notes) {
  let suffix, out;
  if (blank(value) || (typeof value === "object" && Object.keys(value).length === 0)) {
    notes.push(warning("empty_value", path, "empty values are not sent and never clear a field"));
    return;
  }
  if (typeof value === "number") (suffix = "Num"), (out = value);
  else if (typeof value === "boolean") (suffix = "Bool"), (out = value);
  else if (typeof value === "string") {
    if (dateTime.test(value)) (suffix = "At"), (out = new Date(value).toISOString());
    else (suffix = "Str"), (out = value.slice(0, 1024));
  } else if (!Array.isArray(value) && level <= 5) {
    for (const k in value)
      addMeta(meta, name + k[0].toUpperCase() + k.slice(1), value[k], path + "." + k, level + 1,
        notes);
    return;
  } else (suffix = "Str"), (out = JSON.stringify(value).slice(0, 1024));
  const base = key(name, suffix);
  let k = base + suffix, n = 1;
  while (k in meta) k = base + ++n + suffix;
  meta[k] = out;
}

const warning = (code, path, message) => ({ severity: "warning", code, path, message });
const note = (code, path, message) => ({ severity: "note", code, path, message });
const none = new Set(["age", "title", "description", "id"]);

function location(a) {
  if (typeof a === "string") return { address: a };
  const l = {};
  if (a.street) l.address = a.street.trim();
  if (a.city) l.cityName = a.city.trim();
  if (a.state) l[/^[a-z]{2}$/i.test(a.state) ? "regionCode" : "regionName"] = a.state;
  if (a.postalCode) l.zipCode = String(a.postalCode);
  if (a.country) l[/^[a-z]{2}$/i.test(a.country) ? "countryCode" : "countryName"] = a.country;
  return l;
}

function identify(call, notes) {
  const t = call.traits ?? {}, c = {};
  if (call.userId) c.externalId = call.userId;
  if (call.context?.locale) c.locale = call.context.locale.trim();
  if (t.email && /^[^@\s]+@[^@\s.][^@\s]*\.[^@\s]+$/.test(t.email)) c.emails = [{ email: t.email }];
  if (t.name) c.name = t.name.trim().slice(0, 256);
  if (t.phone) c.phones = [{ phone: String(t.phone).replace(/[-\s().]/g, "") }];
  if (t.createdAt) c.signedUpAt = new Date(t.createdAt).toISOString();
  if (t.birthday) c.birthdayAt = new Date(t.birthday).toISOString();
  if (t.address) c.locations = [location(t.address)];
  const known = new Set(["email", "name", "phone", "createdAt", "birthday", "address"]);
  for (const k in t) {
    if (known.has(k)) continue;
    notes.push(none.has(k)
      ? warning("no_counterpart", "traits." + k, "Kustomer's customer has no such attribute")
      : warning("custom_trait", "traits." + k,
        "Kustomer takes standard traits alone; custom traits are not sent"));
  }
  if (!call.userId) {
    const identity = { trackingId: call.anonymousId, ...c };
    if (c.emails) identity.email = c.emails[0].email;
    if (c.locations) identity.location = c.locations[0];
    delete identity.emails; delete identity.locations;
    return [{ method: "POST", path: "/v1/tracking/identity", body: identity }];
  }
  const { externalId, ...changes } = c;
  const requests = [
    { method: "GET", path: "/v1/customers/externalId=" + encodeURIComponent(call.userId) },
    { method: "PATCH", path: "/v1/customers/{id}", when: "found", body: changes,
      merges: ["emails", "phones", "locations"].filter((m) => m in c) },
    { method: "POST", path: "/v1/customers", when: "not_found", body: c },
  ];
  if (call.anonymousId)
    requests.push({ method: "POST", path: "/v1/tracking/identity",
      body: { trackingId: call.anonymousId, externalId } });
  return requests;
}

function name(call) {
  const original = call.type === "track" ? call.event : call.name ?? call.properties?.name;
  if (blank(original)) return [call.type === "page" ? "Viewed-Page" : "Viewed-Screen", null];
  const cleaned = original.normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-_.]+|[-_.]+$/g, "");
  const adapted = original.trim().replace(/\s+/g, "-") !== cleaned;
  const styled = call.type === "track" ? cleaned
    : call.type === "page" ? `Viewed-${cleaned}-Page` : `Viewed-${cleaned}-Screen`;
  return [styled, adapted ? original : null];
}

function map(call, line) {
  const type = call.type, notes = [];
  if (type !== "page" && type !== "screen" && type !== "identify" && type !== "track")
    return { line, type, verdict: "unsupported", requests: [], diagnostics: [{ severity: "error",
      code: "UNSUPPORTED_EVENT_TYPE", path: "type", message: `type is "${type}"; the Kustomer ` +
      "destination takes page, screen, identify and track" }] };
  if (blank(call.userId) && blank(call.anonymousId))
    return { line, type, verdict: "rejected", requests: [], diagnostics: [{ severity: "error",
      code: "no_user_anon_id", path: "", message: "the call names nobody" }] };
  const integrations = call.integrations;
  if (integrations?.Kustomer === false ||
      (integrations?.All === false && !("Kustomer" in integrations)))
    return { line, type, verdict: "filtered", requests: [], diagnostics: [] };
  if (call.userId && call.anonymousId) links.set(call.anonymousId, call.userId);
  if (type === "identify") {
    const requests = identify(call, notes);
    return { line, type, verdict: notes.length ? "ready_with_loss" : "ready", requests,
      diagnostics: notes };
  }
  if (!call.userId) notes.push(note("anonymous_retention", "",
    "kept 30 days and not visible on a timeline until an identify names the visitor"));
  const [eventName, original] = name(call);
  const p = call.properties ?? {}, meta = {};
  for (const k in p)
    if (k !== "kustomer_session_id") addMeta(meta, k, p[k], "properties." + k, 1, notes);
  const time = Date.parse(call.timestamp ?? call.sentAt) || now;
  if (original) meta.originalNameStr = original;
  if (Math.abs(time - now) > 60000) {
    meta.occurredAt = new Date(time).toISOString();
    notes.push(note("time_kept_in_meta", "timestamp",
      "Kustomer stamps events on arrival; the call's own time is kept in meta.occurredAt"));
  }
  const user = call.userId ?? links.get(call.anonymousId);
  const explicit = p.kustomer_session_id;
  const id = explicit ?? place(user ? "user:" + user : "anonymous:" + call.anonymousId, time);
  const event = call.userId ? {} : { trackingId: call.anonymousId };
  event.name = eventName;
  event.sessionId = id;
  event.meta = meta;
  const identity = { externalId: call.userId };
  if (call.anonymousId) identity.trackingId = call.anonymousId;
  return { line, type, verdict: "ready",
    requests: [call.userId
      ? { method: "POST", path: "/v1/tracking/identityEvent", body: { identity, event } }
      : { method: "POST", path: "/v1/tracking/event", body: event }],
    session: { id, source: explicit ? "explicit" : "generated" }, diagnostics: notes };
}

// Some rounds over the lines in memory, so that the run is as warm as a long stream.
const lines = readFileSync(process.argv[2], "utf8").split("\n").filter((l) => l);
const rounds = Number(process.argv[3] ?? 1);
for (let round = 0; round < rounds; round++) {
  timelines.clear(); links.clear();
  let out = [], size = 0;
  const start = process.cpuUsage();
  for (let i = 0; i < lines.length; i++) {
    const text = JSON.stringify(map(JSON.parse(lines[i]), i + 1));
    out.push(text);
    if (out.length === 64) { size += out.join("\n").length; if (rounds === 1) writeSync(1, out.join("\n") + "\n"); out = []; }
  }
  if (rounds === 1) writeSync(1, out.join("\n") + "\n");
  const used = process.cpuUsage(start);
  if (rounds > 1) console.error((used.user + used.system) / 1e6);
}
