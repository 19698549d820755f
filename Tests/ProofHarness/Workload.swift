/// Calls of all types by many persons, each of which can be told from all others in the sandbox's
/// log.
///
/// A person is a visitor first, named by the third of ten calls, and changes the name once. Persons
/// start one after the other, so that all types stand side by side at any place of the input.
package struct Workload: Sendable {
  /// What a call is, and where it stands.
  package struct Entry: Sendable {
    /// 1-based line of the input, and what the call is known by.
    package var line: Int
    /// 0-based.
    package var person: Int
    /// 0…9, which of the person's calls.
    package var step: Int

    /// Whether it writes a customer.
    package var isIdentify: Bool { step == 2 || step == 6 }
  }

  /// In the order of the input.
  package let entries: [Entry]

  /// Ten calls for each person.
  package init(persons: Int) {
    let all = (0..<persons).flatMap { person in (0..<10).map { (person, $0) } }
    let ordered = all.sorted { one, other in
      (one.1 + one.0 % 10, one.0, one.1) < (other.1 + other.0 % 10, other.0, other.1)
    }
    entries = ordered.enumerated().map { Entry(line: $0 + 1, person: $1.0, step: $1.1) }
  }

  /// NDJSON.
  package var text: String { entries.map { $0.call + "\n" }.joined() }
}

extension Workload.Entry {
  fileprivate var call: String {
    let visitor = #""anonymousId":"v\#(person)""#
    let user = #""userId":"u\#(person)""#
    let mark = #""properties":{"mark":\#(line)}"#
    let named = #""properties":{"mark":\#(line),"kustomer_session_id":"s\#(person)"}"#
    return switch step {
    case 0: #"{"type":"page",\#(visitor),"name":"Pricing",\#(mark)}"#
    case 1: #"{"type":"track",\#(visitor),"event":"Looked around",\#(named)}"#
    case 2: identify(user + "," + visitor)
    case 3: #"{"type":"track",\#(user),"event":"Registered",\#(mark)}"#
    case 4: #"{"type":"page",\#(user),\#(visitor),"name":"Welcome",\#(mark)}"#
    case 5: #"{"type":"screen",\#(user),"name":"Home",\#(named)}"#
    case 6: identify(user)
    case 7: #"{"type":"track",\#(user),"event":"Bought",\#(named)}"#
    case 8: #"{"type":"track",\#(user),"event":"Bought",\#(mark)}"#
    default: #"{"type":"screen",\#(user),\#(visitor),"name":"Home",\#(mark)}"#
    }
  }

  private func identify(_ ids: String) -> String {
    let traits = #"{"email":"u\#(person)@example.com","name":"Person \#(person) by \#(line)"}"#
    return #"{"type":"identify",\#(ids),"traits":\#(traits)}"#
  }
}
