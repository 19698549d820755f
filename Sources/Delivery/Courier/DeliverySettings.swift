package import KustomerDestination

/// How hard and how fast the courier tries: the table `[delivery]` of the configuration.
package struct DeliverySettings: Sendable, Hashable {
  /// Most tries of one request, the first counted; at least 1.
  package var tries: Int
  /// The pause after the first failed try is at most this; it doubles with each further one.
  package var backoffBase: Milliseconds
  /// No pause is longer.
  package var backoffMax: Milliseconds
  /// Longest time to a usable connection.
  package var connectTimeout: Milliseconds
  /// Longest time of one request.
  package var timeout: Milliseconds
  /// Nothing is known not to have landed sooner after its attempt ended.
  package var settleAfter: Milliseconds
  /// Most requests per minute; nil leaves it to what the org's answers say.
  package var ratePerMinute: Int?
  /// Most requests under way at a time.
  package var connections: Int

  /// The defaults of the configuration file.
  package init(
    tries: Int = 8, backoffBase: Milliseconds = Milliseconds(500),
    backoffMax: Milliseconds = .seconds(60), connectTimeout: Milliseconds = .seconds(5),
    timeout: Milliseconds = .seconds(15), settleAfter: Milliseconds = .minutes(2),
    ratePerMinute: Int? = nil, connections: Int = 16
  ) {
    self.tries = tries
    self.backoffBase = backoffBase
    self.backoffMax = backoffMax
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.settleAfter = settleAfter
    self.ratePerMinute = ratePerMinute
    self.connections = connections
  }

  /// What the transport needs of these; a nil proxy leaves it to the environment, nil authorities
  /// to the system.
  package func transport(
    proxy: String? = nil, authorities: AuthorityFile? = nil
  ) -> TransportSettings {
    TransportSettings(
      connectTimeout: connectTimeout, timeout: timeout, proxy: proxy, authorities: authorities)
  }

  /// The pause before the next try: full jitter, derived from the delivery and the try instead of
  /// drawn, so that the same run waits the same; `failed` tries have failed, from 1.
  func pause(of id: Int64, after failed: Int) -> Milliseconds {
    let doublings = min(max(failed, 1) - 1, 40)
    let (grown, overflow) = backoffBase.count.multipliedReportingOverflow(by: 1 << doublings)
    let limit = overflow ? backoffMax.count : min(grown, backoffMax.count)
    let fraction = Double(Self.mixed(id, failed) >> 11) / Double(1 << 53)
    return Milliseconds(Int64(Double(max(limit, 0)) * fraction))
  }

  /// SplitMix64's finaliser.
  private static func mixed(_ id: Int64, _ failed: Int) -> UInt64 {
    var z = UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(failed)
    z = (z &+ 0x9E37_79B9_7F4A_7C15)
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
