package import KustomerDestination

extension Timestamp {
  /// `10:42:01`, in UTC.
  package var clock: String { String(rfc3339.dropFirst(11).prefix(8)) }

  /// `10:42:01.250`, in UTC.
  package var exactClock: String { String(rfc3339.dropFirst(11).prefix(12)) }

  /// `10:42`, in UTC.
  package var shortClock: String { String(rfc3339.dropFirst(11).prefix(5)) }

  /// `2024-01-24`, in UTC.
  package var day: String { String(rfc3339.prefix(10)) }

  /// `10:42:01` on that day, else `01-24 10:42`; in UTC.
  package func brief(on today: String) -> String {
    day == today ? clock : String(day.dropFirst(5)) + " " + shortClock
  }
}

extension Milliseconds {
  /// `8s`, `24m`, `1h 05m`, `3d 4h`: rounded down to what matters.
  package var words: String {
    let seconds = max(0, count / 1_000)
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3_600: return "\(seconds / 60)m"
    case ..<86_400: return "\(seconds / 3_600)h \(padded(seconds / 60 % 60))m"
    default: return "\(seconds / 86_400)d \(seconds / 3_600 % 24)h"
    }
  }

  /// `412 ms`, `5.2 s`, then as `words`.
  package var shortWords: String {
    switch count {
    case ..<1_000: "\(count) ms"
    case ..<60_000: "\(count / 1_000).\(count / 100 % 10) s"
    default: words
    }
  }

  private func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// `1 event`, `3 events`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
