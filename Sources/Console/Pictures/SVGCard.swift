internal import KustomerDestination

/// A session as a card: number, name, span, and its events line by line.
struct SVGCard {
  private let session: SessionPicture.Session
  private let number: Int
  private let pause: Milliseconds?
  private let width: Int
  private let shown: [SessionPicture.Event]

  private static let line = 25

  /// A card with so many lines of events at most; the last tells how many more there are.
  init(
    _ session: SessionPicture.Session, number: Int, pause: Milliseconds?, rows: Int, width: Int
  ) {
    self.session = session
    self.number = number
    self.pause = pause
    self.width = width
    let fits = session.events.count <= rows
    shown = Array(session.events.prefix(fits ? rows : rows - 1))
  }

  private var hidden: Int { session.events.count - shown.count }

  var height: Int { 96 + (shown.count + (hidden > 0 ? 1 : 0)) * Self.line }

  func lines(x: Int, y: Int) -> [String] {
    let kind = session.source == .explicit ? "named" : "cut"
    var lines = [
      "<rect class=\"card\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\""
        + " rx=\"10\"/>",
      "<rect class=\"\(kind)\" x=\"\(x + 14)\" y=\"\(y + 15)\" width=\"36\" height=\"26\""
        + " rx=\"6\"/>",
      SVGText("onbadge middle", String(number), x: x + 32, y: y + 34, size: 16, room: 36).line,
      SVGText(
        "name", session.name, x: x + 60, y: y + 35, size: 19,
        room: width - 74 - (pause == nil ? 0 : 104)
      ).line,
      SVGText("muted", session.span, x: x + 16, y: y + 64, size: 15, room: width - 150).line,
      SVGText(
        "muted end", SessionPicture.lane(session.source), x: x + width - 14, y: y + 64, size: 15,
        room: 120
      ).line,
    ]
    if let pause {
      lines.append(
        SVGText(
          "muted end", "\(pause.words) later", x: x + width - 14, y: y + 34, size: 15, room: 100
        ).line)
    }
    for (place, event) in shown.enumerated() {
      lines += self.lines(of: event, x: x, y: y + 96 + place * Self.line)
    }
    if hidden > 0 {
      let last = y + 96 + shown.count * Self.line
      lines.append(
        SVGText(
          "muted", "and \(counted(hidden, "more event"))", x: x + 16, y: last, size: 15,
          room: width - 30
        ).line)
    }
    return lines
  }

  private func lines(of event: SessionPicture.Event, x: Int, y: Int) -> [String] {
    let isSameDay = event.time.day == session.start.day
    let time = isSameDay ? event.time.shortClock : event.time.brief(on: session.start.day)
    let room = isSameDay ? 54 : 104
    let state = event.state.isEmpty ? nil : event.state
    let stateRoom = state == nil ? 0 : 84
    let title = SVGText(
      "", event.title, x: x + 16 + room + 68, y: y, size: 15,
      room: width - 32 - room - 68 - stateRoom)
    return [
      SVGText("muted", time, x: x + 16, y: y, size: 15, room: room).line,
      SVGText("muted", event.type, x: x + 16 + room, y: y, size: 15, room: 64).line, title.line,
    ]
      + (state.map {
        [SVGText("state end", $0, x: x + width - 14, y: y, size: 15, room: stateRoom - 6).line]
      } ?? [])
  }
}

/// A line of text that is cut so that it stays within so many units.
struct SVGText {
  private let kind: String
  private let text: String
  private let x: Int
  private let y: Int
  private let size: Int

  init(_ kind: String, _ text: String, x: Int, y: Int, size: Int, room: Int) {
    self.kind = kind
    self.x = x
    self.y = y
    self.size = size
    // Bold letters are wider.
    let isBold = ["title", "name", "onbadge"].contains { kind.hasPrefix($0) }
    let unit = Double(size) * (isBold ? 1.1 : 1)
    self.text = Self.cut(displaySafe(text), to: Double(room) / unit)
  }

  var line: String {
    let name = kind.isEmpty ? "" : " class=\"\(kind)\""
    return "<text\(name) x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\">\(xmlEscaped(text))</text>"
  }

  private static func cut(_ text: String, to room: Double) -> String {
    var used = 0.0
    var cut = ""
    for character in text {
      let width = width(of: character)
      if used + width > room {
        while used + 1 > room, let last = cut.popLast() { used -= self.width(of: last) }
        return cut + "…"
      }
      used += width
      cut.append(character)
    }
    return cut
  }

  /// In ems, of the widest of the fonts that the style names; rather too much than too little.
  private static func width(of character: Character) -> Double {
    switch character {
    case "i", "j", "l", "f", "t", "r", "I", ".", ",", ":", ";", "'", "!", "|", " ", "(", ")", "-":
      0.42
    case "m", "w", "M", "W", "%", "@", "…": 1.0
    case "A"..."Z", "_", "+", "=", "<", ">", "#", "&", "~": 0.84
    case _ where character.isASCII: 0.65
    default: cells(of: character) == 1 ? 0.84 : 1.3
    }
  }
}
