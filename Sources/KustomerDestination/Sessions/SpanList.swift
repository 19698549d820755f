/// The sessions of a timeline by their earliest event, in pieces, so that adding one costs about the
/// same whether there are a thousand or a million.
///
/// The newest piece is kept apart: events mostly arrive in order, and most persons have no other.
struct SpanList: Sendable {
  /// One session, with all times in epoch milliseconds.
  struct Span: Sendable {
    /// When the event that gave the session its id happened: between `first` and `last`.
    var opened: Int64
    var first: Int64
    var last: Int64
    /// When its last event was sent.
    var sent: Int64
    /// Who opened it, as the timeline numbers them.
    var owner: UInt32
  }

  /// Where a span stands; good until the list changes.
  struct Position {
    var piece: Int
    var offset: Int
  }

  private struct Piece {
    var spans: [Span]
    /// The `first` of its first span.
    var start: Int64
    /// The greatest `last` of this and all pieces before it.
    ///
    /// Spans may overlap when a late event bridges two, so `last` does not ascend, but this does
    /// and can be searched.
    var reach: Int64

    init(_ spans: [Span], after reach: Int64) {
      self.spans = spans
      start = spans[0].first
      self.reach = spans.reduce(reach) { max($0, $1.last) }
    }
  }

  private static let limit = 128

  private var pieces: [Piece] = []
  private var newest: [Span] = []

  var isEmpty: Bool { pieces.isEmpty && newest.isEmpty }

  /// All spans, the earliest first.
  var all: [Span] { pieces.flatMap(\.spans) + newest }

  subscript(position: Position) -> Span {
    position.piece < pieces.count
      ? pieces[position.piece].spans[position.offset] : newest[position.offset]
  }

  /// The earliest span that goes on after a moment, nil when there is none.
  func first(after moment: Int64) -> Position? {
    let piece = pieces.partitioningIndex(where: { $0.reach > moment })
    return spans(of: piece).firstIndex { $0.last > moment }
      .map { Position(piece: piece, offset: $0) }
  }

  /// The position of the next span, nil when there is none.
  func next(_ position: Position) -> Position? {
    if position.offset + 1 < spans(of: position.piece).count {
      return Position(piece: position.piece, offset: position.offset + 1)
    }
    guard position.piece < pieces.count, !spans(of: position.piece + 1).isEmpty else { return nil }
    return Position(piece: position.piece + 1, offset: 0)
  }

  /// Adds a span behind those that began earlier or at the same moment.
  mutating func insert(_ span: Span) {
    let behind = pieces.partitioningIndex(where: { $0.start > span.first })
    let isNewest = pieces.isEmpty || newest[0].first <= span.first
    let piece = behind == pieces.count && isNewest ? behind : max(0, behind - 1)
    insert(span, into: piece)
  }

  /// Widens a span; it moves when it begins earlier than the one before it.
  mutating func widen(_ position: Position, first: Int64, last: Int64, sent: Int64) {
    var span = self[position]
    guard first < span.first || last > span.last || sent > span.sent else { return }
    span.sent = max(span.sent, sent)
    let begins = min(first, span.first)
    (span.first, span.last) = (begins, max(last, span.last))
    if begins < self[position].first {
      remove(position)
      insert(span)
    } else {
      change(position.piece) { $0[position.offset] = span }
      raise(from: position.piece, to: span.last)
    }
  }
}

extension SpanList {
  private func spans(of piece: Int) -> [Span] {
    piece < pieces.count ? pieces[piece].spans : newest
  }

  private mutating func change(_ piece: Int, _ body: (inout [Span]) -> Void) {
    if piece < pieces.count {
      body(&pieces[piece].spans)
      pieces[piece].start = pieces[piece].spans.first?.first ?? pieces[piece].start
    } else {
      body(&newest)
    }
  }

  private mutating func insert(_ span: Span, into piece: Int) {
    let offset = spans(of: piece).partitioningIndex(where: { $0.first > span.first })
    change(piece) { spans in
      // Exact steps: doubling would waste half of what a million sessions take.
      if spans.count == spans.capacity { spans.reserveCapacity(spans.count + spans.count / 4 + 2) }
      spans.insert(span, at: offset)
    }
    raise(from: piece, to: span.last)
    if spans(of: piece).count > Self.limit { split(piece) }
  }

  private mutating func raise(from piece: Int, to reach: Int64) {
    for at in piece..<max(piece, pieces.count) {
      guard pieces[at].reach < reach else { return }
      pieces[at].reach = reach
    }
  }

  private mutating func split(_ piece: Int) {
    let spans = spans(of: piece)
    let half = spans.count / 2
    let before = piece > 0 ? pieces[piece - 1].reach : .min
    let left = Piece(Array(spans[..<half]), after: before)
    if piece < pieces.count {
      pieces[piece] = Piece(Array(spans[half...]), after: left.reach)
    } else {
      newest = Array(spans[half...])
    }
    pieces.insert(left, at: piece)
  }

  /// Takes a span out that will be inserted earlier, so that no reach shrinks.
  private mutating func remove(_ position: Position) {
    change(position.piece) { $0.remove(at: position.offset) }
    guard spans(of: position.piece).isEmpty else { return }
    if position.piece < pieces.count {
      pieces.remove(at: position.piece)
    } else if let last = pieces.popLast() {
      newest = last.spans
    }
  }
}
