/// A length of time in whole milliseconds.
public struct Milliseconds: Sendable, Hashable, Comparable {
  /// May be negative.
  public var count: Int64

  /// That many milliseconds.
  public init(_ count: Int64) { self.count = count }

  /// That many seconds.
  public static func seconds(_ count: Int64) -> Milliseconds { Milliseconds(count * 1_000) }

  /// That many minutes.
  public static func minutes(_ count: Int64) -> Milliseconds { Milliseconds(count * 60_000) }

  /// That many hours.
  public static func hours(_ count: Int64) -> Milliseconds { Milliseconds(count * 3_600_000) }

  /// That many days of 24 hours.
  public static func days(_ count: Int64) -> Milliseconds { Milliseconds(count * 86_400_000) }

  /// The shorter is less.
  public static func < (left: Milliseconds, right: Milliseconds) -> Bool {
    left.count < right.count
  }

  /// Both together.
  public static func + (left: Milliseconds, right: Milliseconds) -> Milliseconds {
    Milliseconds(left.count + right.count)
  }

  /// What is left of the first without the second.
  public static func - (left: Milliseconds, right: Milliseconds) -> Milliseconds {
    Milliseconds(left.count - right.count)
  }

  /// Reads `500ms`, `30s`, `45m`, `6h`, `2d`: a whole number and a unit.
  ///
  /// - Parameter text: nil comes back for anything else, and for what does not fit 64 bits.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits) else { return nil }
    let unit: Int64
    switch text.dropFirst(digits.count) {
    case "ms": unit = 1
    case "s": unit = 1_000
    case "m": unit = 60_000
    case "h": unit = 3_600_000
    case "d": unit = 86_400_000
    default: return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    count = product
  }

  /// `500ms`, `30s`, `45m`, `6h`: the largest unit that needs no fraction.
  public var brief: String {
    switch count {
    case let ms where ms % 1_000 != 0 || ms == 0: "\(ms)ms"
    case let ms where ms % 60_000 != 0: "\(ms / 1_000)s"
    case let ms where ms % 3_600_000 != 0: "\(ms / 60_000)m"
    default: "\(count / 3_600_000)h"
    }
  }
}
