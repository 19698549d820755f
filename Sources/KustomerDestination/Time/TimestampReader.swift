extension Timestamp {
  /// How much a text said.
  enum Precision { case date, dateTime }

  /// Reads ISO-8601: a date, or a date and a time with `T` or a blank between.
  ///
  /// Seconds and fraction may be missing, a fraction is cut to milliseconds, and no offset means
  /// UTC; a date alone is midnight UTC.
  ///
  /// - Parameter text: nil comes back for anything else, and for a day that does not exist.
  public init?(_ text: String) {
    guard let (moment, _) = Self.read(text) else { return nil }
    self = moment
  }

  /// Reads an epoch number: seconds below 31 557 600 000, milliseconds from there.
  ///
  /// - Parameter literal: a JSON number; nil comes back outside the years 0000 to 9999.
  public init?(epoch literal: String) {
    guard let number = Double(literal), number.isFinite else { return nil }
    let places = number < 31_557_600_000 ? 3 : 0
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

  static func read(_ text: String) -> (Timestamp, Precision)? {
    var text = text
    return text.withUTF8 { read($0) }
  }

  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (Timestamp, Precision)? {
    // No accepted form is shorter than a date; this keeps every other string cheap.
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-") else { return nil }
    var reader = Reader(bytes: bytes)
    return reader.moment()
  }

  private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0

    mutating func moment() -> (Timestamp, Precision)? {
      guard let year = number(4), skip("-"), let month = number(2), skip("-"),
        let day = number(2), let days = days(year: year, month: month, day: day)
      else { return nil }
      let midnight = Int64(days) * 86_400_000
      if at == bytes.count { return Timestamp(exactly: midnight).map { ($0, .date) } }
      guard skip("T") || skip("t") || skip(" "), let time = time(), let offset = offset(),
        at == bytes.count
      else { return nil }
      return Timestamp(exactly: midnight + time - offset).map { ($0, .dateTime) }
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

    /// Milliseconds east of UTC: `Z`, `±hh:mm`, `±hhmm`, `±hh`, or nothing.
    private mutating func offset() -> Int64? {
      if at == bytes.count || skip("Z") || skip("z") { return 0 }
      let isWest = skip("-")
      guard isWest || skip("+"), let hours = number(2), hours < 24 else { return nil }
      var minutes = 0
      if at < bytes.count {
        _ = skip(":")
        guard let read = number(2), read < 60 else { return nil }
        minutes = read
      }
      return Int64(hours * 60 + minutes) * (isWest ? -60_000 : 60_000)
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

    private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
      guard at < bytes.count, bytes[at] == UInt8(truncatingIfNeeded: mark.value) else {
        return false
      }
      at += 1
      return true
    }

    private func days(year: Int, month: Int, day: Int) -> Int? {
      Timestamp.days(year: year, month: month, day: day)
    }
  }
}
