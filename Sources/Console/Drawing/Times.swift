package import KustomerDestination

extension Timestamp {
  /// `10:42:01`, in the reader's zone.
  package var clock: String { rfc3339(11..<19) }

  /// `10:42:01.250`, in the reader's zone.
  package var exactClock: String { rfc3339(11..<23) }

  /// `10:42`, in the reader's zone.
  package var shortClock: String { rfc3339(11..<16) }

  /// `2024-01-24`, in the reader's zone.
  package var day: String { rfc3339(0..<10) }

  /// Days since 1970-01-01, in the reader's zone.
  var dayNumber: Int64 {
    let day: Int64 = 86_400_000
    let milliseconds = ReaderZone.current.wall(self).milliseconds
    return (milliseconds - (milliseconds % day + day) % day) / day
  }

  /// Those bytes of it, which are all ASCII.
  private func rfc3339(_ range: Range<Int>) -> String {
    String(decoding: Array(ReaderZone.current.wall(self).rfc3339.utf8)[range], as: UTF8.self)
  }

  /// `10:42:01` on that day, else `01-24 10:42`, in another year `2023-01-24 10:42`; in the reader's
  /// zone.
  ///
  /// Where that is longer than so many `columns`, the clock is left out, then the day of the month.
  package func brief(on today: String, within columns: Int = .max) -> String {
    if day == today { return clock }
    let isThisYear = day.prefix(4) == today.prefix(4)
    let date = isThisYear ? String(day.dropFirst(5)) : day
    let whole = date + " " + shortClock
    if whole.count <= columns { return whole }
    return date.count <= columns ? date : String(date.prefix(7))
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
