/// The bodies of a call, folded from its rows: the only way from a mapped value to a request.
///
/// A place's leaves stand in the order of the rows. A nested place stands where its first leaf
/// is, but meta behind all else of its event.
struct Payload: Sendable {
  let rows: [Row]
  /// The rows that each place takes from: the first, and one behind the last.
  private var bounds: InlineArray<11, (start: Int32, end: Int32)>

  init(folding rows: [Row]) {
    self.rows = rows
    bounds = InlineArray(repeating: (0, 0))
    for at in rows.indices {
      if let target = rows[at].target, target.value != nil { widen(target.place, to: at) }
      if let target = rows[at].secondTarget, target.value != nil { widen(target.place, to: at) }
    }
  }

  private mutating func widen(_ place: Place, to row: Int) {
    let at = place.rawValue
    let row = Int32(truncatingIfNeeded: row)
    if bounds[at].end == 0 { bounds[at].start = row }
    bounds[at].end = row + 1
    if let parent = place.parent, parent.place != .event { widen(parent.place, to: Int(row)) }
  }

  /// Whether no leaf is at a place or below it.
  func isEmpty(_ place: Place) -> Bool { bounds[place.rawValue].end == 0 }

  /// One member of the object at a place.
  enum Member {
    case leaf(LeafName, Leaf)
    case object(Place, name: StaticString, isElement: Bool)
  }

  /// Gives the members of the object at a place, in order.
  @inline(__always)
  func members(of place: Place, _ body: (Member) -> Void) {
    leaves(of: place, body)
    if place == .eventMeta { leaves(of: .eventMetaTail, body) }
    if place == .event, !isEmpty(.eventMeta) || !isEmpty(.eventMetaTail) {
      body(.object(.eventMeta, name: "meta", isElement: false))
    }
  }

  private func leaves(of place: Place, _ body: (Member) -> Void) {
    let (start, end) = bounds[place.rawValue]
    for at in Int(start)..<Int(end) {
      if let target = rows[at].target { give(target, in: place, row: at, body) }
      if let target = rows[at].secondTarget { give(target, in: place, row: at, body) }
    }
  }

  @inline(__always)
  private func give(_ target: Target, in place: Place, row: Int, _ body: (Member) -> Void) {
    guard let value = target.value else { return }
    if target.place == place {
      body(.leaf(target.name, value))
    } else if let parent = target.place.parent, parent.place == place, place != .event,
      bounds[target.place.rawValue].start == row
    {
      body(.object(target.place, name: parent.name, isElement: parent.isElement))
    }
  }
}

extension MappedCall {
  /// A body as a tree.
  func tree(of body: Body) -> JSON {
    document.withView { view in
      switch body {
      case .event: .object(object(at: .event, view))
      case .identity: .object(object(at: .identity, view))
      case .customer: .object(object(at: .customer, view))
      case .company: .object(object(at: .company, view))
      case .changes: .object(object(at: .customer, without: "externalId", view))
      case .identityAndEvent:
        [
          "identity": .object(object(at: .identity, view)),
          "event": .object(object(at: .event, view)),
        ]
      }
    }
  }

  private func object(
    at place: Place, without left: StaticString? = nil, _ view: JSONView
  ) -> JSONObject {
    var members: [JSONObject.Member] = []
    payload.members(of: place) { member in
      switch member {
      case .leaf(let name, let leaf):
        if let left, name.isFixed(left) { return }
        members.append(.init(text(of: name, in: view), tree(of: leaf, in: view)))
      case .object(let place, let name, let isElement):
        let object = JSON.object(object(at: place, view))
        members.append(.init(name.description, isElement ? [object] : object))
      }
    }
    return JSONObject(distinct: members)
  }
}

extension JSONWriter {
  /// Writes a body.
  mutating func write(_ body: MappedCall.Body, of call: MappedCall, _ view: JSONView) {
    switch body {
    case .event: object(at: .event, of: call, view)
    case .identity: object(at: .identity, of: call, view)
    case .customer: object(at: .customer, of: call, view)
    case .company: object(at: .company, of: call, view)
    case .changes: object(at: .customer, without: "externalId", of: call, view)
    case .identityAndEvent:
      literal("{\"identity\":")
      object(at: .identity, of: call, view)
      literal(",\"event\":")
      object(at: .event, of: call, view)
      byte("}")
    }
  }

  private mutating func object(
    at place: Place, without left: StaticString? = nil, of call: MappedCall, _ view: JSONView
  ) {
    byte("{")
    let start = count
    call.payload.members(of: place) { member in
      switch member {
      case .leaf(let name, let leaf):
        if let left, name.isFixed(left) { return }
        separate(from: start)
        write(name, of: call, view)
        write(leaf, of: call, view)
      case .object(let place, let name, let isElement):
        separate(from: start)
        write(.fixed(name), of: call, view)
        if isElement { byte("[") }
        object(at: place, of: call, view)
        if isElement { byte("]") }
      }
    }
    byte("}")
  }

  /// Writes the comma before every member but the first.
  @inline(__always)
  private mutating func separate(from start: Int) {
    if count > start { byte(",") }
  }

  /// A name with its colon.
  @inline(__always)
  private mutating func write(_ name: LeafName, of call: MappedCall, _ view: JSONView) {
    byte("\"")
    content(name, of: call, view)
    literal("\":")
  }

  /// A name without quotes.
  @inline(__always)
  mutating func content(_ name: LeafName, of call: MappedCall, _ view: JSONView) {
    switch name {
    case .fixed(let name): literal(name)
    case .key(let key, let length, let suffix):
      raw(UnsafeBufferPointer(rebasing: view.raw(Int(key)).prefix(Int(length))))
      literal(suffix.word)
    case .made(let at): content(call.texts[Int(at)])
    }
  }

  @inline(__always)
  mutating func write(_ leaf: Leaf, of call: MappedCall, _ view: JSONView) {
    if case .written(let node) = leaf { return write(Int(node), of: view) }
    byte("\"")
    switch leaf {
    case .written: break
    case .compact(let node): write(Int(node), of: view, .insideString)
    case .made(let at): content(call.texts[Int(at)])
    case .moment(let moment): ascii(Timestamp.rfc3339Length) { moment.writeRFC3339(into: $0) }
    case .session(let id): ascii(SessionID.length) { id.write(into: $0) }
    }
    byte("\"")
  }
}
