internal import KustomerDestination

extension ComposeRoom {
  /// The effective time of a call without a timestamp, as its empty field shows it.
  func timeText(isWide: Bool) -> String {
    guard let begun = compose.form.begun else { return "now, when it is sent" }
    guard isOfAnotherDay else {
      return begun.clock + " " + ReaderZone.current.shortName
        + (isWide ? ", when begun" : ", begun")
    }
    return begun.moment
  }

  /// Whether the draft would be sent with the time of another day, because it was begun then.
  var isOfAnotherDay: Bool {
    guard let begun = compose.form.begun, compose.form.timestamp.isEmpty else { return false }
    return begun.dayNumber != now.dayNumber
      && abs((now - begun).count) > Milliseconds.seconds(60).count
  }

  /// One sentence on such a time; nil while the draft is of today.
  var timeWarning: String? {
    guard isOfAnotherDay, let begun = compose.form.begun else { return nil }
    return "the time of this draft is \(begun.moment), when it was begun;"
      + " \(keys.name(of: .startTimeAnew, in: [.formTime])) on the time makes it now"
  }
}

extension Timestamp {
  /// `2024-01-24 10:42 UTC`.
  fileprivate var moment: String { "\(day) \(shortClock) \(ReaderZone.current.shortName)" }
}
