internal import Console
internal import Glibc

/// Reads what the terminal sends, past ncurses, and keeps what is not whole yet until it is.
struct TerminalInput {
  private let descriptor: Int32
  private let decoder: InputDecoder
  private let escapeDelay: Duration
  /// The begin of a character or a sequence, and since when it waits for its rest.
  private var pending: [UInt8] = []
  private var pendingSince = ContinuousClock.now
  private var paste: PastedText?
  private var pasteSince = ContinuousClock.now
  /// How much of the open paste was told.
  private var toldOfPaste = 0

  /// After so long without more of it a paste counts as ended.
  private static let pastePatience = Duration.seconds(1)
  /// So long a sequence may come in pieces: then what there is of it is swallowed.
  private static let sequencePatience = Duration.seconds(1)
  /// So long the two bytes that begin a sequence may be Alt and a key.
  private static let beginPatience = Duration.milliseconds(100)
  /// A paste is told of after so many bytes, and each time that so many more have come.
  private static let pasteStep = 1 << 18
  private static let firstPasteStep = 1 << 14
  /// Of a sequence without an end only so much is kept.
  private static let longest = 1 << 12

  /// Reads a descriptor; an Esc counts as pressed after `escapeDelay` milliseconds.
  init(descriptor: Int32, escapeDelay: Int32 = 25, decoder: InputDecoder = InputDecoder()) {
    self.descriptor = descriptor
    self.decoder = decoder
    self.escapeDelay = .milliseconds(Int64(escapeDelay))
  }

  /// Milliseconds after which `read` shall be called as late; nil if nothing is unfinished.
  var deadline: Int32? {
    let end: ContinuousClock.Instant
    if paste != nil {
      end = pasteSince + TerminalInput.pastePatience
    } else if !pending.isEmpty {
      end = pendingSince + patience
    } else {
      return nil
    }
    let rest = (end - ContinuousClock.now) / .milliseconds(1)
    return Int32(max(0, min(rest.rounded(.up), 10_000)))
  }

  private var patience: Duration {
    switch pending.count {
    case 1 where pending[0] == 0x1B: escapeDelay
    case 2 where pending == [0x1B, 0x1B]: escapeDelay
    case 1, 2: TerminalInput.beginPatience
    default: TerminalInput.sequencePatience
    }
  }

  /// All that came, without waiting; what is unfinished ends with what there is of it if it is late.
  mutating func read(isLate: Bool = false) -> [InputEvent] {
    var events: [InputEvent] = []
    for (_, units) in readUnits(isLate: isLate) {
      for event in units { events.append(joining: event) }
    }
    return events
  }

  /// The same, press by press, with the bytes of each.
  mutating func readArrivals(isLate: Bool = false) -> [KeyArrival] {
    readUnits(isLate: isLate).map { bytes, events in
      KeyArrival(
        bytes: bytes,
        keys: events.compactMap { if case .key(let key) = $0 { key } else { nil } })
    }
  }
}

extension TerminalInput {
  private mutating func readUnits(isLate: Bool) -> [(bytes: [UInt8], events: [InputEvent])] {
    var units: [(bytes: [UInt8], events: [InputEvent])] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var isLate = isLate
    while poll(&waited, 1, 0) == 1 {
      let length = Glibc.read(descriptor, &buffer, buffer.count)
      guard length > 0 else { break }
      isLate = false
      take(buffer[..<length], into: &units)
      // A large paste is told of before it goes on.
      if let told = growth() { return units + [([], [.pasteGrows(told)])] }
    }
    if isLate { endUnfinished(into: &units) }
    return units
  }

  private mutating func take(
    _ bytes: ArraySlice<UInt8>, into units: inout [(bytes: [UInt8], events: [InputEvent])]
  ) {
    if paste != nil {
      take(pasted: bytes, into: &units)
    } else {
      if pending.isEmpty { pendingSince = .now }
      pending += bytes
      decode(isLate: false, into: &units)
    }
  }

  private mutating func endUnfinished(
    into units: inout [(bytes: [UInt8], events: [InputEvent])]
  ) {
    if let paste { end(paste, into: &units) }
    decode(isLate: true, into: &units)
  }

  private mutating func decode(
    isLate: Bool, into units: inout [(bytes: [UInt8], events: [InputEvent])]
  ) {
    var rest = pending[...]
    while !rest.isEmpty, let (unit, length) = decoder.next(of: rest, isLate: isLate) {
      let bytes = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      guard unit != .pasteBegins else {
        pending = []
        paste = PastedText()
        pasteSince = .now
        toldOfPaste = 0
        units.append((bytes, []))
        return take(pasted: rest, into: &units)
      }
      units.append((bytes, unit.event.map { [$0] } ?? []))
      if !rest.isEmpty { pendingSince = .now }
    }
    pending = Array(rest)
    // The last byte may be the first of an end code.
    if pending.count > TerminalInput.longest {
      pending.removeSubrange(64..<pending.count - 1)
    }
  }
}

extension TerminalInput {
  private mutating func take(
    pasted bytes: ArraySlice<UInt8>, into units: inout [(bytes: [UInt8], events: [InputEvent])]
  ) {
    guard var open = paste else { return }
    paste = nil
    pasteSince = .now
    if let following = open.take(bytes) {
      end(open, into: &units)
      take(following, into: &units)
    } else {
      paste = open
    }
  }

  private mutating func end(
    _ finished: PastedText, into units: inout [(bytes: [UInt8], events: [InputEvent])]
  ) {
    paste = nil
    units.append((Array(finished.text.utf8), [.key(.paste(finished.text))]))
  }

  /// How much of an open paste has come, if that is worth telling by now.
  private mutating func growth() -> Int? {
    guard let count = paste?.count else { return nil }
    let step = toldOfPaste == 0 ? TerminalInput.firstPasteStep : TerminalInput.pasteStep
    guard count - toldOfPaste >= step else { return nil }
    toldOfPaste = count
    return count
  }
}

extension InputUnit {
  fileprivate var event: InputEvent? {
    switch self {
    case .key(let key): .key(key)
    case .scalar(let scalar): .key(.character(Character(scalar)))
    case .background(let color): .background(color)
    case .schemeChanged: .schemeChanged
    case .cursor(let row, let column): .cursor(row: row, column: column)
    case .pasteBegins, .nothing: nil
    }
  }
}

extension [InputEvent] {
  /// A mark, or the next part of an emoji, belongs to the character that came with it.
  fileprivate mutating func append(joining event: InputEvent) {
    if case .key(.character(let last))? = self.last, case .key(.character(let next)) = event {
      let joined = String(last) + String(next)
      if joined.count == 1, let character = joined.first {
        self[count - 1] = .key(.character(character))
        return
      }
    }
    append(event)
  }
}
