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
  /// The moment at which the last of its events was sent: a visitor's is kept for 30 days from it.
  public var sent: Timestamp

  /// A session as it was sent.
  public init(person: Person, id: String, first: Timestamp, last: Timestamp, sent: Timestamp) {
    self.person = person
    self.id = id
    self.first = first
    self.last = last
    self.sent = sent
  }
}

/// Kustomer's memory for what visitors do whom nobody has identified.
public enum AnonymousActivity {
  /// An event that is exactly as old is still there.
  ///
  /// Source: the seed's note on its first steps.
  public static let kept = Milliseconds.days(30)
}

/// The parts of a generated session id: `auto-<start>-<person>`.
struct SessionID: Sendable, Hashable, Comparable {
  /// Epoch milliseconds of the event that opened the session.
  var opened: Int64
  /// 64-bit FNV-1a of the person's key.
  var owner: UInt64

  init(opened: Int64, owner: UInt64) {
    self.opened = opened
    self.owner = owner
  }

  /// As the texts sort.
  static func < (left: SessionID, right: SessionID) -> Bool {
    (left.opened, left.owner) < (right.opened, right.owner)
  }

  static let length = 5 + Timestamp.idLength + 1 + 16

  var text: String {
    String(unsafeUninitializedCapacity: Self.length) { buffer in
      write(into: buffer)
      return Self.length
    }
  }

  /// Writes `text` into as many bytes.
  func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    let words: StaticString = "auto-"
    for at in 0..<5 { buffer[at] = words.utf8Start[at] }
    Timestamp(milliseconds: opened)
      .writeID(into: UnsafeMutableBufferPointer(rebasing: buffer[5..<5 + Timestamp.idLength]))
    let dash = 5 + Timestamp.idLength
    buffer[dash] = UInt8(ascii: "-")
    let digits: StaticString = "0123456789abcdef"
    for at in 0..<16 {
      buffer[dash + 16 - at] = digits.utf8Start[Int(owner >> (UInt64(at) * 4) & 15)]
    }
  }

  /// Nil for a text that is no generated id.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].utf8.count == 19, let owner = UInt64(parts[2], radix: 16)
    else { return nil }
    let time = parts[1].map { String($0) }
    let date = [time[0..<4], time[4..<6], time[6..<8]].map { $0.joined() }
    let clock = [time[9..<11], time[11..<13], time[13..<15]].map { $0.joined() }
    let iso =
      date.joined(separator: "-") + "T" + clock.joined(separator: ":") + "."
      + time[15..<19].joined()
    guard let moment = Timestamp(iso) else { return nil }
    opened = moment.milliseconds
    self.owner = owner
    guard self.text == text else { return nil }
  }
}

/// What a session is called: a text, or a generated id that is written out when asked for.
enum SessionName: Sendable, Hashable {
  case text(String)
  case generated(SessionID)

  var text: String {
    switch self {
    case .text(let text): text
    case .generated(let id): id.text
    }
  }

  static func == (left: SessionName, right: SessionName) -> Bool {
    if case (.generated(let left), .generated(let right)) = (left, right) { return left == right }
    return left.text == right.text
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
