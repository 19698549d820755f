package import KustomerDestination

/// What is looked for among calls: `type:track -status:failed user:u1 since:2024-05-01 some words`.
///
/// The values of `type`, `status` and `verdict` begin so, those of the other keys hold the text
/// anywhere; with `=` in place of the colon they are exactly that. `profile` is always named whole.
/// A key without a value asks whether the call has one. Everything else stands anywhere in the
/// call; quotes keep words together. A `-` in front leaves out what the word finds. All words must
/// hold, and letter case does not matter.
package struct CallQuery: Sendable, Hashable {
  /// One word.
  package struct Term: Sendable, Hashable {
    /// Whether calls that it finds are left out.
    package var isExcluded = false
    /// What it asks for.
    package var wanted: Wanted

    /// A word that asks for that.
    package init(_ wanted: Wanted) { self.wanted = wanted }
  }

  /// What one word asks for.
  package enum Wanted: Sendable, Hashable {
    /// A value that fits a text, which is in lower case.
    case column(Column, Fit, String)
    /// The calls of exactly that profile.
    case profile(String)
    /// At that moment or later.
    case since(Timestamp)
    /// Before that moment.
    case before(Timestamp)
    /// Committed before the call of that id.
    case olderThan(CallID)
    /// A text, in lower case, anywhere in the call.
    case text(String)
  }

  /// How a value fits a text.
  package enum Fit: Sendable, Hashable { case whole, begins, holds }

  /// What a key names.
  package enum Column: String, Sendable, Hashable, CaseIterable {
    /// Page, screen, identify or track.
    case type
    /// The event, the page's or screen's name, or the e-mail of an identify.
    case name
    /// The userId, else the anonymousId.
    case user
    /// The anonymousId.
    case visitor
    /// The session that the call joins.
    case session
    /// What became of the call; digits are those of the last answer, as in `status:404`.
    case status
    /// Whether it is sent.
    case verdict
    /// Kustomer's id of the customer.
    case customer
    /// The code of what is wrong with it.
    case code
  }

  /// All of them must hold.
  package var terms: [Term]

  /// A query for all of that.
  package init(_ wanted: Wanted...) { terms = wanted.map(Term.init) }

  /// Reads a query.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - calls: among which calls it looks.
  /// - Throws: `CallQueryError` when a key has a value that none of them can have.
  package init(parsing text: String, among calls: Calls = .all) throws(CallQueryError) {
    terms = []
    for word in QueryWord.words(of: text) { terms.append(try Term(word, among: calls)) }
  }

  /// Among which calls a query looks.
  package enum Calls: Sendable, Hashable {
    /// Also those that are not sent, or are just being sent.
    case all
    /// Those that were committed; what is not ready never is.
    case committed
  }

  /// The calls that this query and another find.
  package static func + (left: CallQuery, right: CallQuery) -> CallQuery {
    var both = left
    both.terms += right.terms
    return both
  }

  /// The calls of that profile that have that status.
  package static func calls(_ status: DeliveryStatus, of profile: String) -> CallQuery {
    CallQuery(.profile(profile), .column(.status, .whole, status.rawValue))
  }

  /// Every key, with all that can stand behind it; nothing where that can be anything.
  package static func offers(among calls: Calls) -> [(key: String, values: [String])] {
    Column.allCases.map { ($0.rawValue, $0.values(among: calls) ?? []) }
      + [("profile", []), ("since", []), ("before", [])]
  }
}

extension CallQuery.Term {
  fileprivate init(_ word: QueryWord, among calls: CallQuery.Calls) throws(CallQueryError) {
    isExcluded = word.isExcluded
    wanted = .text(word.text.lowercased())
    guard let sign = word.text.firstIndex(where: { ":=".contains($0) }) else { return }
    let key = word.text[..<sign].lowercased()
    let value = String(word.text[word.text.index(after: sign)...])
    let isExact = word.text[sign] == "="
    if let column = CallQuery.Column(key: key) {
      let text = value.lowercased()
      let choices = column.values(among: calls)
      let fit: CallQuery.Fit = isExact ? .whole : choices == nil ? .holds : .begins
      let isAnswer = column == .status && text.allSatisfy { "0"..."9" ~= $0 }
      if let choices, !isAnswer, !choices.contains(where: { fit.holds($0, text) }) {
        throw CallQueryError(key, value, choices: choices)
      }
      wanted = .column(column, fit, text)
      return
    }
    switch (key, Timestamp(value.uppercased())) {
    case ("profile", _): wanted = .profile(value)
    case ("since", let moment?), ("after", let moment?): wanted = .since(moment)
    case ("before", let moment?): wanted = .before(moment)
    case ("since", nil), ("after", nil), ("before", nil): throw CallQueryError(key, value)
    // Any other colon is one of the text, as in `https://`.
    default: break
    }
  }
}

extension CallQuery.Column {
  fileprivate init?(key: String) {
    if key == "anonymous" { self = .visitor } else { self.init(rawValue: key) }
  }

  /// All that calls may have there; nil when it can be anything.
  fileprivate func values(among calls: CallQuery.Calls) -> [String]? {
    let isAll = calls == .all
    return switch self {
    case .type: CallType.allCases.map(\.rawValue)
    case .status:
      DeliveryStatus.allCases.filter { isAll || $0 != .notSent && $0 != .sending }.map(\.rawValue)
    case .verdict: Verdict.allCases.filter { isAll || $0.isReady }.map(\.rawValue)
    case .name, .user, .visitor, .session, .customer, .code: nil
    }
  }
}

extension CallQuery.Fit {
  /// Whether a value fits a text, both in lower case.
  package func holds(_ value: String, _ text: String) -> Bool {
    switch self {
    case .whole: value == text
    case .begins: value.hasPrefix(text)
    case .holds: value.utf8.holds(text)
    }
  }
}

/// A word of a query, without its quotes.
private struct QueryWord {
  var text = ""
  var isExcluded = false

  static func words(of text: String) -> [QueryWord] {
    var words: [QueryWord] = []
    var word = QueryWord()
    var isBegun = false
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
        isBegun = true
      } else if character.isWhitespace, !isQuoted {
        words.append(word)
        (word, isBegun) = (QueryWord(), false)
      } else if character == "-", !isBegun, !word.isExcluded {
        word.isExcluded = true
      } else {
        word.text.append(character)
        isBegun = true
      }
    }
    return (words + [word]).filter { !$0.text.isEmpty }
  }
}
