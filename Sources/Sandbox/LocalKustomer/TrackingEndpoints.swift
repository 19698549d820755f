internal import GRDB
internal import KustomerDestination
internal import LoopbackHTTP

extension LocalKustomer {
  func trackEvent(_ call: SandboxCall) throws -> WireResponse {
    try state.accept(call.request, in: call.key.org, at: call.now) { db in
      try db.record(ArrivedEvent(call.body), in: call.key.org, at: call.now)
    }
    return WireResponse(status: 204)
  }

  func trackIdentity(_ call: SandboxCall) throws -> WireResponse {
    let identified = try state.accept(call.request, in: call.key.org, at: call.now) { db in
      try db.identify(call.body, in: call.key.org, at: call.now)
    }
    return Self.identity(identified, call)
  }

  func trackIdentityEvent(_ call: SandboxCall) throws -> WireResponse {
    let identity = call.body["identity"]?.objectValue ?? JSONObject()
    let event = call.body["event"]?.objectValue ?? JSONObject()
    let identified = try state.accept(call.request, in: call.key.org, at: call.now) { db in
      let identified = try db.identify(identity, in: call.key.org, at: call.now)
      try db.record(
        ArrivedEvent(event, besides: identity), of: identified.customer, in: call.key.org,
        at: call.now)
      return identified
    }
    return Self.identity(identified, call)
  }

  private static func identity(
    _ identified: (customer: String, trackingId: String), _ call: SandboxCall
  ) -> WireResponse {
    .json(
      201,
      [
        "data": [
          "type": "identity",
          "id": .string(RecordID.session(identified.trackingId, of: identified.customer)),
          "attributes": [
            "trackingId": .string(identified.trackingId), "status": "updated",
            "updatedAt": .string(call.now.rfc3339),
          ],
          "relationships": [
            "org": reference("org", RecordID.org(call.key.org)),
            "customer": reference("customer", identified.customer),
          ],
        ]
      ])
  }
}
