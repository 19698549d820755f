package import KustomerDestination

/// A call that a query can be put to.
package protocol QueriedCall {
  /// What the call has there; nil for nothing.
  func value(of column: CallQuery.Column) -> String?
  /// The HTTP status of the last answer; nil before there is one.
  var answer: Int? { get }
  /// The profile that it was sent with; nil for a call that was not sent.
  var queriedProfile: String? { get }
  /// Its number in the journal; nil for a call that is not in it.
  var queriedID: CallID? { get }
  /// When it was sent, came, or is said to have happened.
  var moment: Timestamp { get }
  /// All of it in lower case.
  var searchText: String { get }
}

extension QueriedCall {
  /// Not sent.
  package var answer: Int? { nil }
  /// Not sent.
  package var queriedProfile: String? { nil }
  /// Not in the journal.
  package var queriedID: CallID? { nil }
}

extension CallQuery {
  /// Whether it finds a call.
  package func finds(_ call: some QueriedCall) -> Bool { terms.allSatisfy { $0.finds(call) } }
}

extension CallQuery.Term {
  /// Whether the word lets a call through.
  package func finds(_ call: some QueriedCall) -> Bool { isExcluded != wanted.fits(call) }
}

extension CallQuery.Wanted {
  fileprivate func fits(_ call: some QueriedCall) -> Bool {
    switch self {
    case .column(let column, let fit, let text):
      if let value = call.value(of: column), fit.holds(value.lowercased(), text) { return true }
      guard column == .status, let answer = call.answer else { return false }
      return fit.holds("\(answer)", text)
    case .profile(let name): return call.queriedProfile == name
    case .since(let moment): return call.moment >= moment
    case .before(let moment): return call.moment < moment
    case .olderThan(let id): return call.queriedID.map { $0.number < id.number } ?? false
    case .text(let text): return call.searchText.utf8.holds(text)
    }
  }
}

extension String.UTF8View {
  /// Whether a text stands anywhere in this one, byte for byte.
  package func holds(_ word: String) -> Bool {
    let found = withContiguousStorageIfAvailable { text in
      word.utf8.withContiguousStorageIfAvailable { text.holds($0) }
    }
    return (found ?? nil) ?? false
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = word.first else { return true }
    var at = 0
    let last = count - word.count
    while at <= last {
      if self[at] == first {
        var next = 1
        while next < word.count, self[at + next] == word[next] { next += 1 }
        if next == word.count { return true }
      }
      at += 1
    }
    return false
  }
}
