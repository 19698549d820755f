/// A sign that the console draws: how it looks where Unicode is at hand, and in ASCII.
///
/// Screens are drawn in Unicode. A terminal without it gets the frame in ASCII at the end, so that
/// no screen has to know which it is. Each sign takes one cell in both.
package enum Glyph: CaseIterable, Hashable, Sendable {
  /// Corners and edges of a pane.
  case cornerTopLeft, cornerTopRight, cornerBottomLeft, cornerBottomRight, edge, side
  /// Corners and edges of the focused pane.
  case focusTopLeft, focusTopRight, focusBottomLeft, focusBottomRight, focusEdge, focusSide
  /// What stands on a timeline: a tracking event, an identify, an event that is hidden until an
  /// identify, one that Kustomer has forgotten, what is being composed, what the org refused.
  case event, identify, hidden, gone, draft, failed
  /// A session that the calls name, one that a pause cuts, and where a pause is drawn shorter.
  case barByID, barByPause, cut
  /// How a call stands: ready or delivered, with loss, not sent.
  case ready, loss, notSent
  /// The row under the cursor, and the one that is selected.
  case here, selected
  /// A group whose members show, and one whose members do not.
  case open, closed
  /// Where a value comes from, and where it leads.
  case comesFrom, leadsTo
  /// A choice to the left and to the right.
  case previous, next
  /// Done, and still to do.
  case done, toDo
  /// The program itself.
  case product
  /// The end of a text that is cut.
  case more

  /// Both looks; no two glyphs share the first.
  private var looks: (unicode: Character, ascii: UInt8) {
    switch self {
    case .cornerTopLeft: ("╭", UInt8(ascii: "+"))
    case .cornerTopRight: ("╮", UInt8(ascii: "+"))
    case .cornerBottomLeft: ("╰", UInt8(ascii: "+"))
    case .cornerBottomRight: ("╯", UInt8(ascii: "+"))
    case .edge, .barByPause: ("─", UInt8(ascii: "-"))
    case .side: ("│", UInt8(ascii: "|"))
    case .focusTopLeft: ("┏", UInt8(ascii: "#"))
    case .focusTopRight: ("┓", UInt8(ascii: "#"))
    case .focusBottomLeft: ("┗", UInt8(ascii: "#"))
    case .focusBottomRight: ("┛", UInt8(ascii: "#"))
    case .focusEdge, .barByID: ("━", UInt8(ascii: "="))
    case .focusSide: ("┃", UInt8(ascii: "|"))
    case .event: ("●", UInt8(ascii: "o"))
    case .identify: ("◆", UInt8(ascii: "i"))
    case .hidden: ("○", UInt8(ascii: "."))
    case .gone: ("◦", UInt8(ascii: ","))
    case .draft, .notSent: ("◌", UInt8(ascii: "d"))
    case .failed: ("✗", UInt8(ascii: "x"))
    case .cut: ("╱", UInt8(ascii: "/"))
    case .ready: ("✓", UInt8(ascii: "+"))
    case .loss: ("▲", UInt8(ascii: "!"))
    case .here, .closed: ("▸", UInt8(ascii: ">"))
    case .selected: ("▌", UInt8(ascii: ">"))
    case .open: ("▾", UInt8(ascii: "v"))
    case .comesFrom: ("←", UInt8(ascii: "<"))
    case .leadsTo: ("→", UInt8(ascii: ">"))
    case .previous: ("‹", UInt8(ascii: "<"))
    case .next: ("›", UInt8(ascii: ">"))
    case .done: ("█", UInt8(ascii: "#"))
    case .toDo: ("░", UInt8(ascii: "."))
    case .product: ("❖", UInt8(ascii: "*"))
    case .more: ("…", UInt8(ascii: "~"))
    }
  }

  /// In Unicode; a cell wide.
  package var character: Character { looks.unicode }

  /// In ASCII.
  package var ascii: UInt8 { looks.ascii }

  /// As a part of a text.
  package var text: String { String(character) }

  /// So many of them in a row; none for a number below 1.
  package func text(times count: Int) -> String {
    String(repeating: character, count: max(0, count))
  }
}

extension Frame {
  /// The same screen with the ASCII signs; where the terminal shows nothing else, also without any
  /// other character.
  mutating func useASCIIGlyphs() {
    let isAll = Repertoire.current == .ascii
    for place in cells.indices where cells[place].ascii == nil {
      guard let glyph = cells[place].glyph else { continue }
      guard let sign = Self.asciiSigns[glyph] ?? (isAll ? UInt8(ascii: "?") : nil) else { continue }
      cells[place] = Cell(ascii: sign, cells[place].role)
    }
  }

  /// What stands for each sign of the table.
  static let asciiSigns: [Character: UInt8] = Dictionary(
    Glyph.allCases.map { ($0.character, $0.ascii) } + [(Character("×"), UInt8(ascii: "x"))],
    uniquingKeysWith: { first, _ in first })
}
