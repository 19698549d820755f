/// The commands of the line mode; help and dispatch are derived from these.
enum PlainVerb: String, CaseIterable, Hashable, Sendable {
  case help, compose, type, set, unset, call, preview, trace, send, yes, no
  case new, undo, redo, timeline, history, open, resend, edit, waiting
  case scenarios, load, profiles, profile, test, commands, run, quit

  /// What stands behind the word.
  var usage: String {
    switch self {
    case .help: "[COMMAND]"
    case .type: "page|screen|identify|track"
    case .set: "FIELD VALUE"
    case .unset: "FIELD"
    case .call: "{JSON}"
    case .timeline: "[USER]"
    case .history: "[WORDS]"
    case .open, .resend, .edit: "NUMBER"
    case .load: "NUMBER"
    case .profile: "NAME"
    case .run: "WORDS"
    case .compose, .preview, .trace, .send, .yes, .no, .new, .undo, .redo, .waiting, .scenarios,
      .profiles, .test, .commands, .quit:
      ""
    }
  }

  /// One sentence for the help.
  var help: String {
    switch self {
    case .help: "every command, or one of them"
    case .compose: "read the draft field by field"
    case .type: "make the draft a call of that type"
    case .set:
      "fill a field: event, name, category, userId, anonymousId, session, timestamp, "
        + "locale, or a property or trait by its name; a JSON value keeps its kind"
    case .unset: "empty a field, or cut a property or trait"
    case .call: "fill the draft with a whole Segment call"
    case .preview: "what Kustomer would get, request by request"
    case .trace: "where each field of the call goes, and why"
    case .send: "send the draft; asks first where the profile wants it"
    case .yes: "do what was asked"
    case .no: "do not do what was asked"
    case .new: "begin an empty draft"
    case .undo: "undo the last change of the draft"
    case .redo: "redo what was undone"
    case .timeline: "the sessions of a person, the draft among them"
    case .history: "the calls that were sent, the newest first; words filter"
    case .open: "request and answer of a call of the history"
    case .resend: "send a call of the history again"
    case .edit: "load a call of the history into the draft"
    case .waiting: "send what waits in the outbox"
    case .scenarios: "the ready-made calls"
    case .load: "load a ready-made call into the draft"
    case .profiles: "the profiles, and the one in use"
    case .profile: "work with that profile"
    case .test: "test key, pod and roles of the profile in use; only reads"
    case .commands: "every command of the full-screen console"
    case .run: "run one of those, by a few of its letters"
    case .quit: "leave; the draft is saved"
    }
  }

  /// The word itself, its usual other names, or the only one that begins so.
  init?(_ word: String) {
    let word = word.lowercased()
    if let verb = PlainVerb(rawValue: word) ?? Self.others[word] {
      self = verb
      return
    }
    let begun = Self.allCases.filter { !word.isEmpty && $0.rawValue.hasPrefix(word) }
    guard begun.count == 1, let verb = begun.first else { return nil }
    self = verb
  }

  private static let others: [String: PlainVerb] = [
    "?": .help, "show": .compose, "form": .compose, "fields": .compose, "exit": .quit,
    "q": .quit, "y": .yes, "n": .no, "paste": .call, "setup": .profiles, "use": .profile,
    "check": .test, "deliver": .waiting, "do": .run, "palette": .commands,
  ]
}
