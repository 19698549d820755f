internal import KustomerDestination
internal import Records

extension PlainConsole {
  mutating func perform(_ line: String, _ answer: inout Answer) {
    let line = line.trimmed
    guard !line.isEmpty, !line.hasPrefix("#") else { return }
    if line.hasPrefix("{") { return fill(line, &answer) }
    let word = line.prefix { !$0.isWhitespace }
    let rest = String(line[word.endIndex...]).trimmed
    guard let verb = PlainVerb(String(word)) else {
      hasFailed = true
      let hint = suggestion(for: String(word), among: PlainVerb.allCases.map(\.rawValue))
      let way = hint.isEmpty ? "; help lists them" : hint
      return answer.lines.append("there is no command \"\(word)\"\(way)")
    }
    perform(verb, rest, &answer)
  }

  private mutating func perform(_ verb: PlainVerb, _ rest: String, _ answer: inout Answer) {
    switch verb {
    case .help: help(rest, &answer)
    case .compose, .type, .set, .unset, .call, .new, .undo, .redo: draft(verb, rest, &answer)
    case .preview: answer.lines += state.plainPreview
    case .trace: answer.lines += state.plainTrace
    case .send: run(.send, on: .compose, &answer)
    case .yes: decide(.confirm, &answer)
    case .no: decide(.escape, &answer)
    case .timeline: timeline(rest, &answer)
    case .history: history(rest, &answer)
    case .open, .resend, .edit: entry(verb, rest, &answer)
    case .waiting: run(.deliverWaiting, on: .history, &answer)
    case .scenarios: answer.lines += Self.scenarioLines
    case .load: load(rest, &answer)
    case .profiles: answer.lines += state.plainProfiles
    case .profile: profile(rest, &answer)
    case .test: test(&answer)
    case .commands: answer.lines += state.paletteItems(for: "").map(\.title)
    case .run: runPalette(rest, &answer)
    case .quit: answer.effects.append(.quit)
    }
  }

  /// Does a command of the full screen.
  mutating func run(_ command: Command, on screen: Screen, _ answer: inout Answer) {
    state.overlays = []
    state.show(screen)
    state.settleNow()
    answer.effects += state.perform(command)
  }

  mutating func refuse(_ sentence: String, _ answer: inout Answer) {
    hasFailed = true
    answer.lines.append(sentence)
  }
}

extension PlainConsole {
  private func help(_ word: String, _ answer: inout Answer) {
    guard word.isEmpty else {
      guard let verb = PlainVerb(word) else {
        return answer.lines.append("there is no command \"\(word)\"; help lists them")
      }
      return answer.lines.append(verb.line)
    }
    answer.lines += PlainVerb.allCases.map(\.line)
  }

  private mutating func decide(_ command: Command, _ answer: inout Answer) {
    guard case .confirmation = state.overlay else { return refuse("nothing is asked", &answer) }
    answer.effects += state.perform(command)
  }

  private mutating func timeline(_ user: String, _ answer: inout Answer) {
    state.show(.timeline)
    state.timeline.person = nil
    state.settleNow()
    if !user.isEmpty {
      guard let person = state.timeline.contents.persons.first(where: { $0.id == user }) else {
        return refuse("nothing is known of \(user); history lists the calls", &answer)
      }
      state.timeline.person = person
      state.settleNow()
    }
    answer.lines += state.plainTimeline
  }

  private mutating func history(_ words: String, _ answer: inout Answer) {
    state.show(.history)
    state.history.edit { $0 = TextField(words) }
    state.settleNow()
    answer.lines += state.plainHistory
  }

  private mutating func entry(_ verb: PlainVerb, _ word: String, _ answer: inout Answer) {
    let number = Int64(word.hasPrefix("#") ? String(word.dropFirst()) : word)
    guard let entry = state.entries.first(where: { $0.id.number == number }) else {
      return refuse("\(verb.rawValue) needs the number of a call; history lists them", &answer)
    }
    state.show(.history)
    state.history.show(entry.id)
    state.settleNow()
    switch verb {
    case .resend: run(.resend, on: .history, &answer)
    case .edit: run(.editAsNew, on: .history, &answer)
    default: answer.lines += state.plainEntry(entry)
    }
  }

  private static var scenarioLines: [String] {
    SampleCall.seed.enumerated().map {
      "\($0.offset + 1)  \($0.element.title): \($0.element.caption)"
    }
  }

  private mutating func load(_ word: String, _ answer: inout Answer) {
    let samples = SampleCall.seed
    let place =
      Int(word).map { $0 - 1 } ?? samples.firstIndex { $0.title.contains(word) && !word.isEmpty }
    guard let place, samples.indices.contains(place) else {
      return refuse("load needs a number from 1 to \(samples.count); scenarios lists them", &answer)
    }
    answer.effects += state.carryOut(samples[place].errands)
  }

  private mutating func profile(_ name: String, _ answer: inout Answer) {
    guard state.profiles.contains(where: { $0.name == name }) else {
      let hint = suggestion(for: name, among: state.profiles.map(\.name))
      return refuse("there is no profile \"\(name)\"\(hint); profiles lists them", &answer)
    }
    answer.effects.append(.selectProfile(name))
  }

  private mutating func test(_ answer: inout Answer) {
    answer.lines.append("testing \(state.profile.name): only reads ...")
    answer.effects.append(.testConnection(state.profile.name))
  }

  /// The best hit of the palette.
  private mutating func runPalette(_ words: String, _ answer: inout Answer) {
    guard !words.isEmpty, !state.paletteItems(for: words).isEmpty else {
      return refuse("no command is called \"\(words)\"; commands lists them", &answer)
    }
    var palette = PaletteState()
    palette.query = TextField(words)
    answer.lines.append(state.paletteItems(for: words)[0].title)
    state.overlays = [.palette(palette)]
    answer.effects += state.perform(.run)
  }
}

extension PlainVerb {
  /// `set FIELD VALUE: fill a field`.
  fileprivate var line: String {
    rawValue + (usage.isEmpty ? "" : " " + usage) + ": " + help
  }
}

extension State {
  /// Brings what follows from the form in step before it is read.
  mutating func settleNow() {
    isSettled = false
    settle()
  }
}

extension String {
  /// Without blanks at either end.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
