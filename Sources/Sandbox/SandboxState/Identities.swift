internal import GRDB
internal import KustomerDestination

extension Database {
  /// Finds or creates the customer of an identity, writes what it says, and links its trackingId.
  ///
  /// Found by externalId, then email, then phone, then by a trackingId that is known already.
  func identify(
    _ identity: JSONObject, in org: String, at now: Timestamp
  ) throws -> (customer: String, trackingId: String) {
    let keys = CustomerKey.Kind.allCases.compactMap { kind in
      identity[kind.rawValue]?.stringValue.map { CustomerKey(kind, $0) }
    }
    let owner: Customer
    if let found = try customer(firstOf: keys, or: identity["trackingId"]?.stringValue, in: org) {
      let given = try attributes(of: identity, for: found)
      owner = try update(found, with: given, in: org, at: now)
    } else if keys.isEmpty {
      throw Refusal.badParameter("externalId", "an identity needs externalId, email or phone")
    } else {
      owner = try createCustomer(attributes(of: identity, for: nil), in: org, at: now)
    }
    // One that is not named is the customer's own, the same each time.
    let trackingId =
      identity["trackingId"]?.stringValue ?? RecordID.session("trackingId", of: owner.id)
    try link(trackingId, to: owner.id, in: org, at: now)
    return (owner.id, trackingId)
  }

  private func customer(
    firstOf keys: [CustomerKey], or trackingId: String?, in org: String
  ) throws -> Customer? {
    for key in keys {
      if let found = try customer(key, in: org) { return found }
    }
    guard keys.isEmpty, let trackingId, let id = try visitor(trackingId, in: org) else {
      return nil
    }
    return try customer(id: id, in: org)
  }

  /// The customer's attributes that an identity sets: single ones as they are, a contact added.
  private func attributes(of identity: JSONObject, for customer: Customer?) throws -> JSONObject {
    var given = JSONObject()
    for member in identity.members {
      switch member.key {
      case "trackingId", "sessionId": break
      case "email": given["emails"] = try added(["email": member.value], to: "emails", of: customer)
      case "phone": given["phones"] = try added(["phone": member.value], to: "phones", of: customer)
      case "location":
        given["locations"] = try added(member.value, to: "locations", of: customer)
      case "externalId": given["externalId"] = try externalId(member.value, for: customer)
      default: given[member.key] = member.value
      }
    }
    return given
  }

  private func externalId(_ value: JSON, for customer: Customer?) throws -> JSON {
    guard let present = customer?.attributes["externalId"], present != value else { return value }
    throw Refusal.conflict("externalId", "the email or phone belongs to another externalId")
  }

  private func added(_ element: JSON, to name: String, of customer: Customer?) throws -> JSON {
    let present = customer?.attributes[name]?.arrayValue ?? []
    let given = CustomerKey.keys(of: JSONObject([.init(name, [element])]))
    let known = CustomerKey.keys(of: JSONObject([.init(name, .array(present))]))
    if present.contains(element) || !given.isEmpty && given.allSatisfy(known.contains) {
      return .array(present)
    }
    guard present.count < 10 else {
      throw Refusal.badParameter(name, "the customer has 10 already")
    }
    return .array(present + [element])
  }
}
