internal import KustomerDestination
internal import LoopbackHTTP

extension LocalKustomer {
  func currentToken(_ call: SandboxCall) -> WireResponse {
    let org = RecordID.org(call.key.org)
    return .json(
      200,
      [
        "data": [
          "type": "token", "id": .string(RecordID.org("token/" + call.key.name)),
          "attributes": [
            "name": .string(call.key.name), "roles": .array(call.key.roles.map(JSON.string)),
            "lastTokenChars": .string(call.key.lastCharacters), "type": "access",
            "createdAt": "2024-01-01T00:00:00.000Z", "orgName": .string(call.key.org),
          ],
          "relationships": ["org": reference("org", org)],
          "links": ["self": "/v1/auth/tokens/current"],
        ]
      ])
  }
}
