/// How a sandbox is set up.
package struct SandboxOptions: Sendable {
  /// The SQLite file's path, made if missing (0600); nil keeps everything in memory.
  package var database: String?
  /// The port on 127.0.0.1; 0 lets the system choose.
  package var port: UInt16
  /// The pod that `x-kustomer-pod` names.
  package var pod: String
  /// The keys that are known; any other is a 401.
  package var keys: [SandboxKey]
  /// The limit of each org.
  package var rate: SandboxRate
  /// What time it is.
  package var clock: SandboxClock
  /// What goes wrong, in the order in which they are asked.
  package var faults: [SandboxFault]

  /// The sandbox of the profile `sandbox`, in memory unless a file is named.
  package init(
    database: String? = nil, port: UInt16 = 0, pod: String = "prod1",
    keys: [SandboxKey] = [.standard], rate: SandboxRate = .unlimited,
    clock: SandboxClock = .system, faults: [SandboxFault] = []
  ) {
    self.database = database
    self.port = port
    self.pod = pod
    self.keys = keys
    self.rate = rate
    self.clock = clock
    self.faults = faults
  }
}
