internal import KustomerDestination

/// The picture as SVG of 1280 by at least 720 units: an overview, and a card for each session.
///
/// Follows the viewer's choice of light or dark; without one it is light.
struct SVGPicture {
  private let picture: SessionPicture
  private let cards: [SVGCard]

  private static let width = 1_280
  private static let margin = 48
  private static let columns = 3
  private static let columnWidth = 378
  private static let between = 25
  /// Where the cards begin.
  private static let top = 262
  /// Cards that are drawn; of the rest only the number is told.
  private static let limit = 24

  init(_ picture: SessionPicture) {
    self.picture = picture
    // The fewer cards, the more lines each has.
    let rows = picture.sessions.count <= Self.columns ? 15 : 6
    cards = picture.sessions.prefix(Self.limit).enumerated().map { place, session in
      SVGCard(
        session, number: place + 1, pause: picture.pause(before: place), rows: rows,
        width: Self.columnWidth)
    }
  }

  var text: String {
    let placed = placedCards
    let bottom = placed.map { $0.y + $0.card.height }.max() ?? Self.top
    let height = max(720, bottom + 72)
    let title = xmlEscaped(displaySafe(picture.title))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.width) \(height)\""
        + " width=\"\(Self.width)\" height=\"\(height)\" role=\"img\" aria-label=\"\(title)\">",
      "<title>\(title)</title>", Self.style,
      "<rect class=\"page\" width=\"\(Self.width)\" height=\"\(height)\"/>",
    ]
    lines += head + overview + placed.flatMap { $0.card.lines(x: $0.x, y: $0.y) }
    lines += foot(at: height)
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private var placedCards: [(card: SVGCard, x: Int, y: Int)] {
    var y = Self.top
    var placed: [(SVGCard, Int, Int)] = []
    for start in stride(from: 0, to: cards.count, by: Self.columns) {
      let row = cards[start..<min(start + Self.columns, cards.count)]
      for (column, card) in row.enumerated() {
        placed.append((card, Self.margin + column * (Self.columnWidth + Self.between), y))
      }
      y += (row.map(\.height).max() ?? 0) + Self.between
    }
    return placed
  }

  private var head: [String] {
    [
      SVGText("title", picture.title, x: Self.margin, y: 72, size: 34, room: 1_184).line,
      SVGText("muted", picture.summary, x: Self.margin, y: 106, size: 19, room: 1_184).line,
    ]
  }

  private func foot(at height: Int) -> [String] {
    let hidden = picture.sessions.dropFirst(Self.limit)
    let events = hidden.reduce(0) { $0 + $1.events.count }
    let rest =
      hidden.isEmpty
      ? "" : "And \(counted(hidden.count, "more session")) of \(counted(events, "event")). "
    let text = SVGText(
      "muted", rest + picture.rule, x: Self.margin, y: height - 28, size: 17, room: 1_184)
    return [text.line]
  }

  /// The width of a column of the axis, in units of the picture.
  private static let step = 8

  /// Two lanes over one axis of time: sessions that the app names, and those that time cuts.
  private var overview: [String] {
    let left = Self.margin + 132
    let columns = (Self.width - Self.margin - left) / Self.step
    guard let waterfall = picture.waterfall(columns: columns) else { return [] }
    let lanes = [(true, 142), (false, 178)]
    let lines = lanes.flatMap { isNamed, y in
      [
        SVGText(
          "muted", SessionPicture.lane(isNamed ? .explicit : .generated), x: Self.margin,
          y: y + 18, size: 16, room: 124
        ).line,
        "<rect class=\"lane\" x=\"\(left)\" y=\"\(y)\" width=\"\(columns * Self.step)\""
          + " height=\"26\" rx=\"6\"/>",
      ] + bars(waterfall, left: left, y: y, isNamed: isNamed)
    }
    return lines + times(waterfall, left: left)
  }

  /// When each stretch begins, and how long the pauses between them are.
  private func times(_ waterfall: Waterfall, left: Int) -> [String] {
    let scale = waterfall.scale
    let starts =
      [(0, scale.start)]
      + scale.pauses.compactMap { pause in
        waterfall.moments.first { scale.column(of: $0) == pause.columns.upperBound }
          .map { (pause.columns.upperBound, $0) }
      }
    var day = ""
    let ticks = starts.map { column, moment in
      let x = left + column * Self.step
      let label = moment.day == day ? moment.shortClock : String(moment.day.dropFirst(5))
      day = moment.day
      return "<line class=\"tick\" x1=\"\(x)\" y1=\"208\" x2=\"\(x)\" y2=\"214\"/>"
        + SVGText("muted", label, x: x, y: 232, size: 15, room: 80).line
    }
    let pauses = scale.pauses.filter { $0.columns.count >= $0.length.words.utf8.count }.map {
      let middle = left + ($0.columns.lowerBound + $0.columns.upperBound) * Self.step / 2
      return SVGText("muted middle", $0.length.words, x: middle, y: 248, size: 13, room: 60).line
    }
    return ticks + pauses
  }

  private func bars(_ waterfall: Waterfall, left: Int, y: Int, isNamed: Bool) -> [String] {
    let lane = waterfall.sessions.filter { $0.isNamed == isNamed }
    let kind = isNamed ? "named" : "cut"
    let bars = lane.compactMap(\.span).compactMap { waterfall.scale.columns(of: $0) }.map {
      "<rect class=\"\(kind)\" x=\"\(left + $0.lowerBound * Self.step - 4)\" y=\"\(y)\""
        + " width=\"\(($0.count - 1) * Self.step + 8)\" height=\"26\" rx=\"6\"/>"
    }
    let dots = lane.flatMap { session in
      Set(session.events.compactMap { waterfall.scale.column(of: $0.time) }).sorted().map {
        "<circle class=\"dot\" cx=\"\(left + $0 * Self.step)\" cy=\"\(y + 13)\" r=\"3.5\"/>"
      }
    }
    return bars + dots
  }

  private static let style = """
    <style>
      text { font-family: "DejaVu Sans", Verdana, Arial, Helvetica, sans-serif; fill: #16202c; }
      .page { fill: #ffffff; } .muted { fill: #55616e; } .title { font-weight: bold; }
      .middle { text-anchor: middle; } .end { text-anchor: end; }
      .lane { fill: #eef1f5; } .tick { stroke: #9aa5b1; }
      .card { fill: #f7f8fa; stroke: #cfd6de; }
      .named { fill: #1f6fb2; } .cut { fill: #8a5a00; } .dot { fill: #ffffff; }
      .name { font-weight: bold; } .onbadge { fill: #ffffff; font-weight: bold; }
      .state { fill: #a3261b; }
      @media (prefers-color-scheme: dark) {
        text { fill: #e8edf2; }
        .page { fill: #12171d; } .muted { fill: #a7b2bd; } .lane { fill: #1e262f; }
        .tick { stroke: #5b6773; } .card { fill: #19212a; stroke: #36424e; }
        .named { fill: #2f86cf; } .cut { fill: #a87412; } .state { fill: #ff8d80; }
      }
    </style>
    """
}
