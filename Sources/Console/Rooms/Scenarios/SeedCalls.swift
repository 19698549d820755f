package import KustomerDestination

/// A call that is offered ready-made.
package struct SampleCall: Hashable, Sendable {
  /// What the list says: `page Pricing`.
  package let title: String
  /// What it shows.
  package let caption: String
  /// The call.
  package let call: JSONObject
}

extension SampleCall {
  /// The four examples of Segment's page on the Kustomer destination, with ids, in the order in
  /// which they tell one visit: anonymous page and screen, the identify, then a track.
  package static let seed: [SampleCall] = [
    SampleCall(
      title: "page Pricing",
      caption: "An anonymous page view: Kustomer keeps it 30 days, and hides it until an identify.",
      call: object([
        "type": "page", "anonymousId": "visitor-1", "name": "Pricing",
        "properties": [
          "title": "Segment Pricing", "url": "https://segment.com/pricing",
          "kustomer_session_id": "abc123",
        ],
      ])),
    SampleCall(
      title: "screen Home",
      caption: "The same visitor in the app: the same session, because of the same id.",
      call: object([
        "type": "screen", "anonymousId": "visitor-1", "name": "Home",
        "properties": ["kustomer_session_id": "abc123"],
      ])),
    SampleCall(
      title: "identify userId123",
      caption: "Names the visitor: creates or updates the customer, and attaches what waited.",
      call: object([
        "type": "identify", "userId": "userId123", "anonymousId": "visitor-1",
        "traits": ["email": "john.doe@example.com"], "context": ["locale": "en-US"],
      ])),
    SampleCall(
      title: "track Registered",
      caption: "An event of the customer, in session abc123 with the page and the screen.",
      call: object([
        "type": "track", "userId": "userId123", "event": "Registered",
        "properties": [
          "plan": "Pro Annual", "accountType": "Facebook", "kustomer_session_id": "abc123",
        ],
      ])),
  ]

  /// The one with which the first start opens.
  package static let opening = seed[3]

  private static func object(_ call: JSON) -> JSONObject { call.objectValue ?? JSONObject() }
}
