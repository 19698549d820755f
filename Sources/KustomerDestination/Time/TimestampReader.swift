extension Timestamp {
  /// How much a text said.
  enum Precision { case date, dateTime }

  /// Reads ISO-8601: a date, or a date and a time with `T` or a blank between.
  ///
  /// Seconds and fraction may be missing, a fraction is cut to milliseconds, and no zone means
  /// UTC; a date alone is midnight UTC. Zones are read as machines print them: `Z`, `+02:00`,
  /// `+0200`, `+02`, ` UTC`, ` GMT`, Go's ` +0200 CEST` and Java's `Z[UTC]`.
  ///
  /// - Parameter text: nil comes back for anything else, and for a day that does not exist.
  public init?(_ text: String) {
    guard let reading = Self.read(text) else { return nil }
    self = reading.moment
  }

  /// Reads an epoch number: seconds while these give a moment, counted from 1970 by the number
  /// without its sign, that is not later than the limit; else milliseconds.
  ///
  /// - Parameters:
  ///   - literal: a JSON number; nil comes back outside the years 0000 to 9999.
  ///   - limit: by default in the year 2970.
  public init?(
    epoch literal: String,
    notAfter limit: Timestamp = Timestamp(milliseconds: 31_557_600_000_000)
  ) {
    guard let number = Double(literal), number.isFinite else { return nil }
    let places = abs(number) * 1_000 <= Double(limit.milliseconds) ? 3 : 0
    if let exact = Self.floor(of: literal, shiftedBy: places) {
      self.init(exactly: exact)
      return
    }
    let scaled = (places == 3 ? number * 1_000 : number).rounded(.down)
    guard Double(Self.first)...Double(Self.last) ~= scaled else { return nil }
    self.init(exactly: Int64(scaled))
  }

  /// A decimal literal times a power of ten, rounded down; nil with an exponent or beyond 64 bits.
  ///
  /// From the digits, because 1.001 seconds times a thousand is less than 1 001 in binary.
  private static func floor(of literal: String, shiftedBy places: Int) -> Int64? {
    let parts = literal.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    guard fraction.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
    let kept = fraction.prefix(places)
    let zeros = String(repeating: "0", count: places - kept.count)
    guard let number = Int64(parts[0] + kept + zeros) else { return nil }
    let isCut = fraction.dropFirst(places).contains { $0 != "0" }
    return isCut && literal.hasPrefix("-") ? number - 1 : number
  }

  /// What a text says of a moment.
  struct Reading {
    var moment: Timestamp
    /// As the clock of its zone shows it, written down as if that were UTC's.
    var local: Timestamp
    var precision: Precision
  }

  static func read(_ text: String) -> Reading? {
    var text = text
    return text.withUTF8 { read($0) }
  }

  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading? {
    // No accepted form is shorter than a date; this keeps every other string cheap.
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-") else { return nil }
    var reader = Reader(bytes: bytes)
    return reader.moment()
  }

  private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0

    mutating func moment() -> Reading? {
      guard let year = number(4), skip("-"), let month = number(2), skip("-"),
        let day = number(2), let days = days(year: year, month: month, day: day)
      else { return nil }
      let midnight = Int64(days) * 86_400_000
      if at == bytes.count { return reading(midnight, offset: 0, .date) }
      guard skip("T") || skip("t") || skip(" "), let time = time(), let offset = zone(),
        at == bytes.count
      else { return nil }
      return reading(midnight + time, offset: offset, .dateTime)
    }

    private func reading(_ local: Int64, offset: Int64, _ precision: Precision) -> Reading? {
      guard let moment = Timestamp(exactly: local - offset), let local = Timestamp(exactly: local)
      else { return nil }
      return Reading(moment: moment, local: local, precision: precision)
    }

    /// Milliseconds since midnight; a leap second is the first of the next minute.
    private mutating func time() -> Int64? {
      guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60
      else { return nil }
      let whole = Int64(hour * 60 + minute) * 60_000
      guard skip(":") else { return whole }
      guard let second = number(2), second < 60 || second == 60 && minute == 59 else { return nil }
      guard let fraction = fraction() else { return nil }
      return whole + Int64(second) * 1_000 + fraction
    }

    private mutating func fraction() -> Int64? {
      guard skip(".") || skip(",") else { return 0 }
      let start = at
      var milliseconds: Int64 = 0
      while at < bytes.count, 0x30...0x39 ~= bytes[at] {
        if at - start < 3 { milliseconds = milliseconds * 10 + Int64(bytes[at] - 0x30) }
        at += 1
      }
      guard at > start else { return nil }
      for _ in (at - start)..<max(3, at - start) { milliseconds *= 10 }
      return milliseconds
    }

    /// Milliseconds east of UTC; 0 when no zone is named.
    private mutating func zone() -> Int64? {
      if at == bytes.count { return 0 }
      _ = skip(" ")
      let offset: Int64
      if skip("Z") || skip("z") || skip("UTC") || skip("GMT") {
        offset = 0
      } else if let read = self.offset() {
        offset = read
        // Go writes the zone's name behind it.
        if skip(" "), !skipName() { return nil }
      } else {
        return nil
      }
      return at == bytes.count || skipBrackets() ? offset : nil
    }

    /// `±hh:mm`, `±hhmm` or `±hh`.
    private mutating func offset() -> Int64? {
      let isWest = skip("-")
      guard isWest || skip("+"), let hours = number(2), hours < 24 else { return nil }
      var minutes = 0
      if skip(":") || at < bytes.count && 0x30...0x39 ~= bytes[at] {
        guard let read = number(2), read < 60 else { return nil }
        minutes = read
      }
      return Int64(hours * 60 + minutes) * (isWest ? -60_000 : 60_000)
    }

    /// The name of a zone as `UTC` or `CEST`, which says no more than the offset before it.
    private mutating func skipName() -> Bool {
      let start = at
      while at < bytes.count, 0x41...0x5A ~= bytes[at] { at += 1 }
      return 3...5 ~= at - start
    }

    /// `[UTC]`, `[Europe/Paris]`.
    private mutating func skipBrackets() -> Bool {
      guard skip("["), bytes.last == UInt8(ascii: "]"), at + 1 < bytes.count else { return false }
      let isName = bytes[at..<bytes.count - 1].allSatisfy {
        $0.isASCIILetter || $0.isASCIIDigit || "/_+-:".utf8.contains($0)
      }
      at = bytes.count
      return isName
    }

    private mutating func number(_ width: Int) -> Int? {
      guard at + width <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[at..<at + width] {
        guard 0x30...0x39 ~= byte else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      at += width
      return value
    }

    private mutating func skip(_ word: StaticString) -> Bool {
      let length = word.utf8CodeUnitCount
      guard at + length <= bytes.count,
        UnsafeBufferPointer(rebasing: bytes[at..<at + length]).starts(with: word)
      else { return false }
      at += length
      return true
    }

    private func days(year: Int, month: Int, day: Int) -> Int? {
      Timestamp.days(year: year, month: month, day: day)
    }
  }
}
