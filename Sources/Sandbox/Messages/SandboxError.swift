/// Why the sandbox cannot be set up; the description is one line that says what, where, what to do.
package enum SandboxError: Error, Sendable, Hashable {
  /// A `--fault` text that is none.
  case fault(String, problem: String)
  /// A `--rate` text that is none.
  case rate(String)
  /// A `--clock` text that is none.
  case clock(String)
  /// The file cannot be opened or written, or another program made it.
  case database(path: String, problem: String)
  /// The port cannot be listened on.
  case port(UInt16, problem: String)
}

extension SandboxError: CustomStringConvertible {
  /// One line, lower case.
  package var description: String {
    switch self {
    case .fault(let text, let problem):
      "fault “\(text)”: \(problem); write KIND[=VALUE][:SHARE][@PATH], as in 500:20% or latency=200ms"
    case .rate(let text):
      "rate “\(text)” is not N/DURATION; write for example 300/min or 5/10s"
    case .clock(let text):
      "clock “\(text)” is no date-time; write for example 2024-01-01T00:00:00Z, or frozen: before it"
    case .database(let path, let problem):
      "sandbox file \(path): \(problem); mend or remove it, or use --ephemeral"
    case .port(let port, let problem):
      "port \(port) on 127.0.0.1: \(problem); choose another with --port"
    }
  }
}
