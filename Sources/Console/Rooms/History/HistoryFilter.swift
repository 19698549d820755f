package import KustomerDestination
internal import Records

/// Words that a call must have, all of them: `type:track status:failed user:u1 session:abc123
/// after:2024-01-24T10:00:00Z before:…`, or a text that stands anywhere in it; letter case does not
/// matter.
package struct HistoryFilter: Hashable, Sendable {
  /// What one word asks for; texts are in lower case.
  package enum Word: Hashable, Sendable {
    case type(String)
    case status(String)
    case user(String)
    case session(String)
    case text(String)
    case after(Timestamp)
    case before(Timestamp)
  }

  /// All of them must hold.
  package let words: [Word]

  /// Reads a filter; an unknown name before a colon is a text like any other.
  package init(_ text: String) {
    words = text.lowercased().split(separator: " ").map { Self.word(String($0)) }
  }

  /// The places of the calls that have all words, out of some places in a list of calls.
  ///
  /// Of each call only what a word asks for is read: as a whole it would be copied, with all that
  /// it holds.
  package func admitted(_ places: [Int], of entries: [HistoryEntry]) -> [Int] {
    words.reduce(places) { places, word in places.filter { word.stands(at: $0, of: entries) } }
  }

  /// What is wrong with the first word whose value no call can have, in one sentence without its
  /// end; nil when each is good.
  var complaint: String? { words.lazy.compactMap(\.complaint).first }

  private static func word(_ text: String) -> Word {
    guard let colon = text.firstIndex(of: ":") else { return .text(text) }
    let rest = String(text[text.index(after: colon)...])
    switch (text[..<colon], Timestamp(rest.uppercased())) {
    case ("type", _): return .type(rest)
    case ("status", _): return .status(rest)
    case ("user", _): return .user(rest)
    case ("session", _): return .session(rest)
    case ("after", let moment?): return .after(moment)
    case ("before", let moment?): return .before(moment)
    default: return .text(text)
    }
  }
}

extension HistoryFilter.Word {
  fileprivate var complaint: String? {
    switch self {
    case .type(let text):
      let types = CallType.allCases.map(\.rawValue)
      guard !types.contains(where: { $0.hasPrefix(text) }) else { return nil }
      return "type:\(text) is none of \(types.joined(separator: ", "))"
    case .status(let text):
      let names = DeliveryStatus.allCases.map(\.rawValue)
      let isNumber = text.allSatisfy { $0.isASCII && $0.isNumber }
      guard !isNumber, !names.contains(where: { $0.hasPrefix(text) }) else { return nil }
      return "status:\(text) is none of \(names.joined(separator: ", ")), nor a number as 404"
    case .text(let text) where text.hasPrefix("after:") || text.hasPrefix("before:"):
      return "\(text) is no moment: write a date-time as 2024-01-24T10:42:02Z, or a date"
    case .user, .session, .text, .after, .before: return nil
    }
  }
}

extension HistoryFilter.Word {
  fileprivate func stands(at place: Int, of entries: [HistoryEntry]) -> Bool {
    switch self {
    case .type(let text): entries[place].facts.type?.rawValue.hasPrefix(text) ?? false
    case .status(let text):
      // By the status's name or the last answer's number.
      entries[place].status.rawValue.hasPrefix(text)
        || "\(entries[place].exchanges.last?.status ?? 0)".hasPrefix(text)
    case .user(let text):
      entries[place].facts.person?.id.lowercased().contains(text) ?? false
    case .session(let text): entries[place].session?.id.lowercased().contains(text) ?? false
    case .text(let text): entries[place].facts.searchText.utf8.holds(text)
    case .after(let moment): entries[place].moment >= moment
    case .before(let moment): entries[place].moment < moment
    }
  }
}
