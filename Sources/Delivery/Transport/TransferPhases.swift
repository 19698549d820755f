internal import KustomerDestination

/// How the time of a request was spent, in whole milliseconds that add up to all of it.
///
/// On a connection that was kept from an earlier request the first three are 0.
package struct TransferPhases: Sendable, Hashable {
  /// Until the host's address was known.
  package var dns: Int
  /// From then until the connection stood.
  package var tcp: Int
  /// From then until it was encrypted; 0 without encryption.
  package var tls: Int
  /// From then until the first byte of the answer: the request on its way, and the org at work.
  package var wait: Int
  /// From then until the last byte of the answer.
  package var read: Int

  /// The phases between the moments at which they ended, in microseconds from the start; 0 for an
  /// end that never came.
  init(dns: Int64, tcp: Int64, tls: Int64, wait: Int64, read: Int64) {
    var last = 0
    func length(until moment: Int64) -> Int {
      let end = max(last, Int(moment / 1_000))
      defer { last = end }
      return end - last
    }
    self.dns = length(until: dns)
    self.tcp = length(until: tcp)
    self.tls = length(until: tls)
    self.wait = length(until: wait)
    self.read = length(until: read)
  }

  /// Name and length of each, in their order.
  package var named: [(name: String, milliseconds: Int)] {
    [("dns", dns), ("tcp", tcp), ("tls", tls), ("wait", wait), ("read", read)]
  }

  /// As the journal keeps them: the five numbers in their order.
  var text: String { named.map { "\($0.milliseconds)" }.joined(separator: " ") }

  /// Reads what `text` gives; nil for anything else.
  init?(text: String) {
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 5 else { return nil }
    (dns, tcp, tls) = (numbers[0], numbers[1], numbers[2])
    (wait, read) = (numbers[3], numbers[4])
  }

  /// An object of the five.
  var json: JSON {
    .object(JSONObject(named.map { .init($0.name, .number("\($0.milliseconds)")) }))
  }
}
