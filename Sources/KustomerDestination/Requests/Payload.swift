/// The bodies of a call, folded from what its rows send: the only way from a value to a request.
///
/// A place's leaves stand in order. A nested place stands where its first leaf is, but meta behind
/// all else of its event.
struct Payload: Sendable {
  let targets: [Target]
  /// The targets that each place takes from: the first, and one behind the last.
  private var bounds: InlineArray<11, (start: Int32, end: Int32)>

  init(folding targets: [Target]) {
    self.targets = targets
    bounds = InlineArray(repeating: (0, 0))
    for at in targets.indices where targets[at].value != nil { widen(targets[at].place, to: at) }
  }

  private mutating func widen(_ place: Place, to target: Int) {
    let at = place.rawValue
    let target = Int32(truncatingIfNeeded: target)
    if bounds[at].end == 0 { bounds[at].start = target }
    bounds[at].end = target + 1
    if let parent = place.parent, parent.place != .event { widen(parent.place, to: Int(target)) }
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
      guard let value = targets[at].value else { continue }
      let nested = targets[at].place
      if nested == place {
        body(.leaf(targets[at].name, value))
      } else if let parent = nested.parent, parent.place == place, place != .event,
        bounds[nested.rawValue].start == at
      {
        body(.object(nested, name: parent.name, isElement: parent.isElement))
      }
    }
  }
}

extension MappedCall {
  /// A body as a tree: what its bytes say.
  func tree(of body: Body) -> JSON {
    document.withView { view in JSONWriter.json { $0.write(body, of: self, view) } }
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
    case .session: if let id = call.session { ascii(SessionID.length) { id.write(into: $0) } }
    }
    byte("\"")
  }
}
