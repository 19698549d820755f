internal import KustomerDestination

extension Timestamp {
  /// Reads a date in any of HTTP's three forms (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`,
  /// `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
  ///
  /// - Parameters:
  ///   - text: nil comes back for anything else.
  ///   - now: tells the century of a year of two digits, which is at most fifty years ahead.
  init?(httpDate text: String, at now: Timestamp) {
    let words = text.split { [" ", ",", "-"].contains($0) }.map(String.init)
    let isOldest = words.count == 5
    guard isOldest || words.count == 6 && words[5] == "GMT" else { return nil }
    let (day, month) = isOldest ? (words[2], words[1]) : (words[1], words[2])
    let (time, year) = isOldest ? (words[3], words[4]) : (words[4], words[3])
    guard let number = Self.months.firstIndex(of: month),
      let fullYear = Self.year(year, at: now), (1...2).contains(day.utf8.count)
    else { return nil }
    let twoDigits: (String) -> String = { $0.utf8.count < 2 ? "0" + $0 : $0 }
    self.init("\(fullYear)-\(twoDigits("\(number + 1)"))-\(twoDigits(day))T\(time)Z")
  }

  private static func year(_ text: String, at now: Timestamp) -> String? {
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    if text.utf8.count == 4 { return text }
    guard text.utf8.count == 2, let year = Int(text), let current = Int(now.rfc3339.prefix(4))
    else { return nil }
    let full = current - current % 100 + year
    return "\(full > current + 50 ? full - 100 : full)"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
