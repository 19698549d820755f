internal import KustomerDestination
package import Sandbox

/// What of a workload has arrived, by the sandbox's own log.
package struct ArrivedCalls: Sendable {
  /// How often the tracking event of each line arrived.
  package private(set) var events: [Int: Int] = [:]
  /// How often the identity call of each person's visitor arrived.
  package private(set) var links: [Int: Int] = [:]
  /// How often the customer was written by each line.
  package private(set) var writes: [Int: Int] = [:]
  /// The line that wrote each person's customer last.
  package private(set) var lastWriter: [Int: Int] = [:]
  /// How many customers were created for each person.
  package private(set) var creations: [Int: Int] = [:]
  /// Entries of the log that are of no call.
  package private(set) var strange: [String] = []

  /// Reads the whole log.
  ///
  /// - Throws: when it cannot be read.
  package init(_ state: SandboxState) throws {
    for arrival in try state.arrivals() {
      let isKnown = take(arrival, try JSON(parsing: arrival.body))
      if !isKnown { strange.append("\(arrival.method) \(arrival.path) \(arrival.body)") }
    }
  }

  private mutating func take(_ arrival: SandboxArrival, _ body: JSON) -> Bool {
    switch arrival.path {
    case "/v1/tracking/event": return count(event: body)
    case "/v1/tracking/identityEvent": return body["event"].map { count(event: $0) } ?? false
    case "/v1/tracking/identity":
      guard let visitor = body["trackingId"]?.stringValue, let person = Int(visitor.dropFirst())
      else { return false }
      links[person, default: 0] += 1
      return true
    default: return arrival.path.hasPrefix("/v1/customers") && count(write: body, arrival.method)
    }
  }

  private mutating func count(event: JSON) -> Bool {
    guard let line = event["meta"]?["markNum"]?.integerValue else { return false }
    events[Int(line), default: 0] += 1
    return true
  }

  private mutating func count(write: JSON, _ method: String) -> Bool {
    // `Person 7 by 123`
    let words = write["name"]?.stringValue?.split(separator: " ") ?? []
    guard words.count == 4, let person = Int(words[1]), let line = Int(words[3]) else {
      return false
    }
    writes[line, default: 0] += 1
    lastWriter[person] = line
    if method == "POST" { creations[person, default: 0] += 1 }
    return true
  }
}
