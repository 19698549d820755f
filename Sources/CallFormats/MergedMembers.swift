package import KustomerDestination

extension JSONObject {
  /// This object with what it lacks taken from another, member by member: what the items of a
  /// batch share.
  package func merged(over other: JSONObject) -> JSONObject {
    var merged = self
    for member in other.members {
      switch (self[member.key], member.value) {
      case (nil, _): merged[member.key] = member.value
      case (.object(let own)?, .object(let shared)):
        merged[member.key] = .object(own.merged(over: shared))
      case (.some, _): break
      }
    }
    return merged
  }
}
