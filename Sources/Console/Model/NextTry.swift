package import KustomerDestination
package import Records

/// Why nothing goes out for a while although calls are being sent.
package struct SendingPause: Hashable, Sendable {
  /// The call that is tried again; nil when all wait.
  package var call: CallID?
  /// Which try follows, 2 after the first has failed; 1 when all wait.
  package var next: Int
  /// Most tries of one request.
  package var tries: Int
  /// From now to its end; nil when nobody can say.
  package var length: Milliseconds?
  /// What was answered last, or what is waited for, in one sentence without its end.
  package var reason: String
  /// Whether the org has asked for it; else it is the program's own.
  package var isAsked: Bool

  /// Whether somebody who looks at a silent program should be told of it for good.
  var isLong: Bool { length.map { $0 > .seconds(3) } ?? true }

  /// A pause that begins now.
  package init(
    call: CallID? = nil, next: Int = 1, tries: Int, length: Milliseconds?, reason: String,
    isAsked: Bool
  ) {
    self.call = call
    self.next = next
    self.tries = tries
    self.length = length
    self.reason = reason
    self.isAsked = isAsked
  }
}

/// A pause and the try after it, for as long as the call is being sent.
package struct NextTry: Hashable, Sendable {
  let pause: SendingPause
  /// How long the program has run at its end; nil when nobody can say.
  let due: Milliseconds?

  /// `try 3 of 8 in 4 s`, `try 3 of 8 is under way`, `going on in 4 s`.
  func words(at uptime: Milliseconds) -> String {
    let what = pause.call == nil ? "going on" : "try \(pause.next) of \(pause.tries)"
    guard let due else { return pause.call == nil ? "waiting" : what }
    let left = due - uptime
    if left <= Milliseconds(0) { return pause.call == nil ? "sending ..." : what + " is under way" }
    let length = left < .minutes(2) ? "\((left.count + 999) / 1_000) s" : left.words
    return "\(what) in \(length)"
  }

  /// What happened, when it goes on, and by whose will.
  func sentence(at uptime: Milliseconds) -> KeyedText {
    guard pause.call != nil || due != nil else { return "\(pause.reason); \(key: .cancel) stops" }
    let isOver = due.map { $0 <= uptime } ?? true
    let will = isOver || pause.isAsked || pause.call == nil ? "" : ", after a pause of our own"
    return "\(pause.reason); \(words(at: uptime))\(will); \(key: .cancel) stops"
  }
}

extension Model {
  /// Takes in that something waits: said at once, and kept when it is long.
  mutating func take(_ pause: SendingPause) {
    let next = NextTry(pause: pause, due: pause.length.map { uptime + $0 })
    if let call = pause.call { tries[call] = next } else { pauseOfAll = next }
    let note = Note(text: next.sentence(at: uptime), kind: .info, next: next)
    if pause.isLong { say(note) } else { self.note = note }
  }

  /// The try that a call waits for, or that is under way; nil before its first has failed, and when
  /// it is not being sent.
  func nextTry(of entry: HistoryEntry) -> NextTry? {
    entry.status == .sending ? tries[entry.id] : nil
  }

  /// `sent 201`, `waits`, `try 3`: what becomes of a call, in two words.
  func resultWords(of entry: HistoryEntry) -> String {
    nextTry(of: entry).map { "try \($0.pause.next)" } ?? entry.resultWords
  }

  /// `try 3 of 8 in 4 s` of the call that was sent last, or until when all wait; then shorter words.
  var sendingWords: [String] {
    let newest = tries.keys.max().flatMap { calls.entry($0) }.flatMap(nextTry)
    guard let next = newest ?? pauseOfAll else { return ["sending ..."] }
    return [next.words(at: uptime)]
      + (newest.map { ["try \($0.pause.next) of \($0.pause.tries)"] } ?? []) + ["sending ..."]
  }

  /// Milliseconds until the words of a pause are others; nil while nothing waits.
  var nextSecond: Int64? {
    guard isSending else { return nil }
    let ends = tries.values.compactMap(\.due) + [pauseOfAll?.due].compactMap { $0 }
    let left = ends.map { ($0 - uptime).count }.filter { $0 > 0 }
    return left.map { ($0 - 1) % 1_000 + 1 }.min()
  }

  /// Forgets the tries of calls that are not being sent any more.
  mutating func forgetTries() {
    if !isSending { pauseOfAll = nil }
    guard !tries.isEmpty else { return }
    tries = tries.filter { calls.entry($0.key)?.status == .sending }
  }
}
