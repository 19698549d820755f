internal import KustomerDestination

extension Timestamp {
  /// RFC 9110's preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`.
  var httpDate: String {
    let text = rfc3339
    let days = Int((milliseconds / 86_400_000) - (milliseconds % 86_400_000 < 0 ? 1 : 0))
    // 1970 began on a Thursday.
    let weekday = Self.weekdays[((days + 4) % 7 + 7) % 7]
    let month = Int(text.dropFirst(5).prefix(2)).map { Self.months[$0 - 1] } ?? ""
    let day = text.dropFirst(8).prefix(2)
    return "\(weekday), \(day) \(month) \(text.prefix(4)) \(text.dropFirst(11).prefix(8)) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
