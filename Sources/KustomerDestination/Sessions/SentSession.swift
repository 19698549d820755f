/// A generated session whose id has gone to Kustomer and never changes.
public struct SentSession: Sendable, Hashable {
  /// Whose timeline it is on.
  public var person: Person
  /// `auto-<start>-<person>`; the person in it is the one who opened it, which a link can change.
  public var id: String
  /// Effective time of its earliest event.
  public var first: Timestamp
  /// Effective time of its latest event.
  public var last: Timestamp

  /// A session as it was sent.
  public init(person: Person, id: String, first: Timestamp, last: Timestamp) {
    self.person = person
    self.id = id
    self.first = first
    self.last = last
  }
}

/// The parts of a generated session id: `auto-<start>-<person>`.
struct SessionID: Sendable, Hashable {
  /// Epoch milliseconds of the event that opened the session.
  var opened: Int64
  /// 64-bit FNV-1a of the person's key.
  var owner: UInt64

  init(opened: Int64, owner: UInt64) {
    self.opened = opened
    self.owner = owner
  }

  var text: String {
    "auto-" + Timestamp(milliseconds: opened).idText + "-" + FNV1a.hex(owner)
  }

  /// Nil for a text that is no generated id.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 41, text.hasPrefix("auto-"), bytes[24] == UInt8(ascii: "-"),
      let owner = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    let t = bytes[5..<24].map { String(UnicodeScalar($0)) }
    let iso =
      t[0..<4].joined() + "-" + t[4..<6].joined() + "-" + t[6..<8].joined() + t[8]
      + t[9..<11].joined() + ":" + t[11..<13].joined() + ":" + t[13..<15].joined() + "."
      + t[15..<18].joined() + t[18]
    guard let moment = Timestamp(iso) else { return nil }
    opened = moment.milliseconds
    self.owner = owner
    guard self.text == text else { return nil }
  }
}
