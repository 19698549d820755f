/// A moment in UTC with millisecond precision, in the years 0000 to 9999.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
  public let milliseconds: Int64

  static let first: Int64 = -62_167_219_200_000
  static let last: Int64 = 253_402_300_799_999

  /// A moment by its epoch milliseconds; outside the years 0000 to 9999 the nearest moment inside.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, Self.first), Self.last)
  }

  /// A moment by its epoch milliseconds, nil outside the years 0000 to 9999.
  public init?(exactly milliseconds: Int64) {
    guard Self.first...Self.last ~= milliseconds else { return nil }
    self.milliseconds = milliseconds
  }

  /// The earlier is less.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment that much later.
  public static func + (moment: Timestamp, length: Milliseconds) -> Timestamp {
    Timestamp(milliseconds: moment.milliseconds + length.count)
  }

  /// The moment that much earlier.
  public static func - (moment: Timestamp, length: Milliseconds) -> Timestamp {
    Timestamp(milliseconds: moment.milliseconds - length.count)
  }

  /// The time from the right moment to the left; negative when the left is earlier.
  public static func - (left: Timestamp, right: Timestamp) -> Milliseconds {
    Milliseconds(left.milliseconds - right.milliseconds)
  }
}

extension Timestamp {
  /// Calendar fields in UTC.
  struct Fields {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
  }

  var fields: Fields {
    let day = milliseconds.dividedRoundingDown(by: 86_400_000)
    let rest = Int(milliseconds - day * 86_400_000)
    var fields = Self.date(daysSince1970: Int(day))
    fields.hour = rest / 3_600_000
    fields.minute = rest / 60_000 % 60
    fields.second = rest / 1_000 % 60
    fields.millisecond = rest % 1_000
    return fields
  }

  /// `2005-01-01T23:28:56.782Z`.
  public var rfc3339: String {
    String(unsafeUninitializedCapacity: Self.rfc3339Length) { buffer in
      writeRFC3339(into: buffer)
      return Self.rfc3339Length
    }
  }

  static let rfc3339Length = 24

  /// Writes `rfc3339` into as many bytes.
  func writeRFC3339(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    let f = fields
    var digits = Digits(buffer: buffer)
    digits.number(f.year, 4, then: "-")
    digits.number(f.month, 2, then: "-")
    digits.number(f.day, 2, then: "T")
    digits.number(f.hour, 2, then: ":")
    digits.number(f.minute, 2, then: ":")
    digits.number(f.second, 2, then: ".")
    digits.number(f.millisecond, 3, then: "Z")
  }

  static let idLength = 19

  /// Writes `20050101T232856782Z`, as it stands in generated session ids, into as many bytes.
  func writeID(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    let f = fields
    var digits = Digits(buffer: buffer)
    digits.number(f.year, 4)
    digits.number(f.month, 2)
    digits.number(f.day, 2, then: "T")
    digits.number(f.hour, 2)
    digits.number(f.minute, 2)
    digits.number(f.second, 2)
    digits.number(f.millisecond, 3, then: "Z")
  }

  private struct Digits {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var at = 0

    @inline(__always)
    mutating func number(_ value: Int, _ width: Int, then mark: Unicode.Scalar? = nil) {
      var rest = UInt32(truncatingIfNeeded: value)
      for place in stride(from: width - 1, through: 0, by: -1) {
        buffer[at + place] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
        rest /= 10
      }
      at += width
      guard let mark else { return }
      buffer[at] = UInt8(truncatingIfNeeded: mark.value)
      at += 1
    }
  }
}

extension Timestamp {
  /// Days from 1970-01-01 in the proleptic Gregorian calendar, nil for a day that does not exist.
  static func days(year: Int, month: Int, day: Int) -> Int? {
    guard 1...12 ~= month, 1...length(ofMonth: month, year: year) ~= day else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y.dividedRoundingDown(by: 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func date(daysSince1970 days: Int) -> Fields {
    let shifted = days + 719_468
    let era = shifted.dividedRoundingDown(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Fields(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

extension BinaryInteger {
  fileprivate func dividedRoundingDown(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
