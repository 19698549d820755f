package import KustomerDestination

/// Whatever stands on the model and speaks of it as of its own: the shell, and each room.
package protocol HasModel {
  /// What all share.
  var model: Model { get set }
}

extension HasModel {
  package var size: Size { model.size }
  package var now: Timestamp { model.now }
  package var uptime: Milliseconds { model.uptime }
  package var hasStarted: Bool { model.hasStarted }
  package var keys: KeyTable { model.keys }
  package var profiles: [ProfileSummary] { model.profiles }
  package var profile: ProfileSummary { model.profile }
  package var settings: DestinationSettings { model.settings }
  package var sessions: SessionBook { model.sessions }
  package var calls: CallBook { model.calls }
  /// The calls of the profile in use, oldest first.
  package var entries: [HistoryEntry] { model.calls.entries }
  package var outcome: Outcome { model.outcome }
  package var note: Note? { model.note }
  package var log: Log { model.log }
  package var isZoomed: Bool { model.isZoomed }
  var splits: [Splitter: Int] { model.splits }
  var waitingCount: Int { model.waitingCount }
  var waitingWords: String { model.waitingWords }
  var isSending: Bool { model.isSending }

  /// Says a sentence on the message line, and keeps it in the log.
  mutating func say(_ text: String, _ kind: Note.Kind = .info) {
    say(KeyedText(text), kind)
  }

  mutating func say(_ text: KeyedText, _ kind: Note.Kind = .info) {
    model.say(Note(text: text, kind: kind))
  }
}
