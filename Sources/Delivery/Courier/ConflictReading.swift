internal import KustomerDestination

/// What is read again after a 409: by externalId, then email, then phone.
///
/// Found by externalId: somebody else was faster, and the record is changed instead. Found by an
/// address without an externalId: that record is this customer, ours is added. Found with another
/// externalId: the address is somebody else's too, and is sent as a shared one.
struct ConflictReading: Sendable {
  private enum LookUp: Sendable {
    case externalId(String)
    case address(Clash)
  }

  /// Of the planned request that met the 409.
  let index: Int
  /// Index of the change that takes the creation's place; nil when the change itself was refused.
  let change: Int?
  /// The record that is being changed; nil for a creation.
  let own: JSON?
  private var lookUps: [LookUp] = []

  private(set) var foundByExternalId: JSON?
  private(set) var adopted: JSON?
  private(set) var clashes: [Clash] = []

  /// Nil when the request is none about a customer, or names nothing that another could have.
  init?(
    of planned: PlannedRequest, at index: Int, in requests: [PlannedRequest], body: CustomerBody,
    own: JSON?
  ) {
    guard planned.kind.writesCustomer else { return nil }
    self.index = index
    self.own = own
    change = own == nil ? requests.firstIndex { $0.kind == .customerChange } : nil
    if own == nil, let id = body.members["externalId"]?.stringValue {
      lookUps.append(.externalId(id))
    }
    for kind in Clash.Kind.allCases {
      let planned = CustomerBody(planned.body).members[kind.attribute]?.arrayValue ?? []
      lookUps += planned.compactMap { $0[kind.member]?.stringValue }
        .map { .address(Clash(kind: kind, value: $0)) }
    }
    guard !lookUps.isEmpty else { return nil }
  }

  /// The next look-up; nil when enough is known.
  var request: OutgoingRequest? {
    guard foundByExternalId == nil, adopted == nil, let first = lookUps.first else { return nil }
    switch first {
    case .externalId(let id):
      return OutgoingRequest(.lookUp("externalId", id))
    case .address(let clash):
      return OutgoingRequest(.lookUp(clash.kind.rawValue, clash.value))
    }
  }

  /// Takes in the record that the look-up found; nil when it found none.
  mutating func take(_ record: JSON?) {
    let lookUp = lookUps.removeFirst()
    guard let record else { return }
    switch lookUp {
    case .externalId: foundByExternalId = record
    case .address(let clash):
      if let own, own["id"] == record["id"] { return }
      let isNobodys = record["attributes"]?["externalId"]?.stringValue?.isEmpty ?? true
      if own == nil, isNobodys, clashes.isEmpty { adopted = record } else { clashes.append(clash) }
    }
  }

  /// One line about each thing that is sent otherwise than planned.
  var notes: [String] {
    if let id = adopted?["id"]?.stringValue {
      return ["the address was customer \(id)'s, who had no externalId: that customer was changed"]
    }
    return clashes.map { clash in
      "\(clash.kind) \(clash.value) belongs to another customer: sent in \(clash.kind.shared)"
    }
  }
}
